"""Loans of a library."""

from datetime import date
from typing import Annotated

from fastmcp import FastMCP
from pydantic import Field

loans = FastMCP("loans")


@loans.tool
def lend_book(book: str, reader: str, until: date) -> str:
    """Lend a book."""
    return f"{book} {reader} {until}"


@loans.tool
def extend_loan(loan: Annotated[int, Field(ge=1)], days: Annotated[int, "At most four weeks"] = 14) -> str:
    """Extend a loan."""
    return f"{loan} {days}"
