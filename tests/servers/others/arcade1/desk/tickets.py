"""Tools that are decorated where they stand and added by the server."""

from typing import Annotated

from arcade_mcp_server import Context, tool


@tool
def close_ticket(context: Context, ticket_id: Annotated[str, "Which ticket"]) -> str:
    """Close a ticket."""
    return ticket_id


@tool(name="reopen")
def open_again(ticket_id: Annotated[str, "Which ticket"], note: Annotated[str, "Why"] = "") -> str:
    """Open a ticket again."""
    return ticket_id
