"""Tools behind other decorators."""

from audit import audited, limited, plain
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("p09")


@mcp.tool()
@audited
async def drop(table: str) -> str:
    """Drop a table."""
    return table


@mcp.tool()
@limited(times=3)
@audited
async def trim(table: str, rows: int = 10) -> str:
    """Trim a table."""
    return table


@mcp.tool(name="lost")
@plain
async def lose(table: str) -> str:
    """Loses its signature."""
    return table


if __name__ == "__main__":
    mcp.run(transport="stdio")
