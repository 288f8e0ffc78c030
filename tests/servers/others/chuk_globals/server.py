"""A clock on the module-level decorators of chuk-mcp-server, without a server object."""

from chuk_mcp_server import get_mcp_server, prompt, resource, run, tool


@tool
def time_in(town: str, seconds: bool = False) -> str:
    """The time in a town."""
    return town


@tool(name="set_alarm", idempotent_hint=True)
async def alarm(at: str) -> str:
    """Set an alarm."""
    return at


@resource("clock://towns")
def towns() -> list[str]:
    """Known towns."""
    return []


@prompt
def plan(day: str) -> str:
    """Plan a day."""
    return day


mcp = get_mcp_server()

if __name__ == "__main__":
    run(transport="stdio")
