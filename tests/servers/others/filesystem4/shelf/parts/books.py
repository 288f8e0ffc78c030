"""Books."""

from fastmcp import Context
from fastmcp.prompts import prompt
from fastmcp.resources import resource
from fastmcp.tools import Tool, tool


@tool
async def find_book(title: str) -> str:
    """Hidden behind the server's own."""
    return title


@tool(name="lend_book", annotations={"destructiveHint": False})
async def lend(isbn: str, ctx: Context, days: int = 14) -> str:
    """Lend a book."""
    return isbn


@tool("return_book")
def give_back(isbn: str) -> str:
    """Return a book."""
    return isbn


@tool
def _private(isbn: str) -> str:
    """Not public."""
    return isbn


@resource("books://{isbn}")
def book(isbn: str) -> str:
    """One book."""
    return isbn


@prompt
def recommend(reader: str) -> str:
    """Ask for a recommendation."""
    return reader


def plain(isbn: str) -> str:
    """No component."""
    return isbn


def _shelve(isbn: str, shelf: str = "upper") -> str:
    """Put a book on a shelf."""
    return isbn


shelve = Tool.from_function(_shelve, name="shelve_book")
