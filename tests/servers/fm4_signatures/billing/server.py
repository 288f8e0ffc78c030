"""A server whose tools show other parameters than their functions have."""

from typing import Annotated

from fastmcp import FastMCP
from fastmcp.tools import tool
from pydantic import Field

from billing.adapt import HIDE, adapted, without

mcp = FastMCP("billing")


@mcp.tool
@without("token")
async def list_invoices(token: str, customer: str, limit: int = 20) -> list[str]:
    """List the invoices of a customer.

    The newest comes first.
    """
    return [token, customer, str(limit)]


def of_account(account: str, region: str = "eu") -> str:
    """The id of a customer, by account."""
    return f"{region}/{account}"


def send_invoice(
    customer: str, number: Annotated[int, Field(ge=1, description="Its number.")], dry_run: bool = False, note: str = ""
) -> str:
    """Send an invoice again.

    Paid ones are sent as a copy.
    """
    return f"{customer} {number} {dry_run} {note}"


mcp.tool(adapted(send_invoice, customer=of_account, dry_run=HIDE))


@tool("get_balance", annotations={"readOnlyHint": True})
def balance(customer: str) -> int:
    """Tell what a customer owes.

    In cents.
    """
    return len(customer)


mcp.add_tool(balance)
