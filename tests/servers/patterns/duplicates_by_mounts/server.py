"""Servers mounted without a prefix, whose tools have the same names."""

from fastmcp import FastMCP

mcp = FastMCP("duplicates")
one = FastMCP("one")
two = FastMCP("two")


@mcp.tool(name="own")
def own_tool(parent: str) -> str:
    """The parent's."""
    return parent


@one.tool(name="own")
def own_of_one(one: str) -> str:
    """The first child's."""
    return one


@one.tool(name="shared")
def shared_of_one(one: str) -> str:
    """The first child's."""
    return one


@two.tool(name="shared")
def shared_of_two(two: str) -> str:
    """The second child's."""
    return two


mcp.mount(one)
mcp.mount(two)

if __name__ == "__main__":
    mcp.run(transport="stdio")
