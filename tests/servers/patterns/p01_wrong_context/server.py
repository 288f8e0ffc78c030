"""A fastmcp server whose tools take the context of the official SDK, which fastmcp does not fill in."""

from fastmcp import Context as OwnContext
from fastmcp import FastMCP as Srv
from mcp.server.fastmcp import Context

mcp = Srv("p01")


@mcp.tool
def leaked(word: str, ctx: Context | None = None) -> str:
    """The other package's context is an input."""
    return word


@mcp.tool
def injected(word: str, ctx: OwnContext) -> str:
    """The own package's context is none."""
    return word


if __name__ == "__main__":
    mcp.run(transport="stdio")
