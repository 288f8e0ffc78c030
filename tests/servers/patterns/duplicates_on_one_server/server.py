"""Two tools of one name."""

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("duplicates")


@mcp.tool(name="taken")
def first_of_two(one: str) -> str:
    """First."""
    return one


@mcp.tool(name="taken")
def second_of_two(two: str) -> str:
    """Second."""
    return two


if __name__ == "__main__":
    mcp.run(transport="stdio")
