"""Tools taken away whose names only a run knows."""

import os

from fastmcp import FastMCP

mcp = FastMCP("p25")


@mcp.tool
def first(a: int) -> int:
    """May be removed."""
    return a


@mcp.tool
def second(a: int) -> int:
    """May be removed."""
    return a


for name in os.environ.get("REMOVED", "").split():
    mcp.local_provider.remove_tool(name)


@mcp.tool
def later(a: int) -> int:
    """Comes after the removal."""
    return a


@mcp.resource("data://facts")
def facts() -> str:
    """No tool."""
    return ""


if __name__ == "__main__":
    mcp.run(transport="stdio")
