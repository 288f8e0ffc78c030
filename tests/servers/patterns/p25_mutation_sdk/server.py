"""Tools taken away after they were registered, by the SDK."""

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("p25")


@mcp.tool()
def health(host: str) -> str:
    """Stays."""
    return host


@mcp.tool()
def debug(host: str) -> str:
    """Removed."""
    return host


@mcp.tool()
def old(host: str) -> str:
    """Taken out by force."""
    return host


mcp.remove_tool("debug")
mcp._tool_manager._tools.pop("old", None)

if __name__ == "__main__":
    mcp.run()
