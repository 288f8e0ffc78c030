"""The decorator under other names."""

from functools import partial

from fastmcp import FastMCP

mcp = FastMCP("p08")
tool = mcp.tool
ro = partial(mcp.tool, annotations={"readOnlyHint": True}, tags={"read"})
register = tool


@tool(name="a")
def through_alias(key: str) -> str:
    """Aliased."""
    return key


@ro()
def b(key: str, depth: int = 1) -> str:
    """Partly applied."""
    return key


@ro(name="c", annotations={"readOnlyHint": True, "openWorldHint": False})
def overridden(key: str) -> str:
    """Partly applied, with a keyword of its own."""
    return key


@register
def d(key: str) -> str:
    """Bare, through two names."""
    return key


if __name__ == "__main__":
    mcp.run(transport="stdio")
