"""A help desk on arcade-mcp-server."""

from typing import Annotated

from arcade_mcp_server import Context, MCPApp

from desk.tickets import close_ticket, open_again

app = MCPApp(name="help_desk", version="1.0.0")


@app.tool
async def list_tickets(
    context: Context,
    queue: Annotated[str, "The queue"],
    state: Annotated[str | None, "Open or closed"],
    limit: Annotated[int, "How many"] = 10,
) -> list[str]:
    """List tickets."""
    return [queue][:limit]


@app.tool(name="get_HTTPStatus", desc="The state of the desk")
def status(verbose: Annotated[bool, "Say more"] = False) -> str:
    return str(verbose)


def Escalate(ticket_id: Annotated[str, "Which ticket"]) -> str:  # noqa: N802
    """Escalate a ticket."""
    return ticket_id


app.add_tool(close_ticket)
app.add_tool(open_again)
app.add_tool(Escalate, "Escalate a ticket to a person", "escalate.now")


@app.resource("desk://queues", name="queues")
def queues(uri: str) -> str:
    """The queues."""
    return "[]"


if __name__ == "__main__":
    app.run(transport="http", host="127.0.0.1", port=8000)
