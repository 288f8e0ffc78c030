"""An SDK server whose tool takes the context of the package fastmcp."""

from fastmcp import Context
from mcp.server.fastmcp import Context as OwnContext
from mcp.server.fastmcp import FastMCP as Srv

mcp = Srv("p01")


@mcp.tool()
def leaked(word: str, ctx: Context | None = None) -> str:
    """The other package's context is an input."""
    return word


@mcp.tool()
def injected(word: str, ctx: OwnContext) -> str:
    """The own package's context is none."""
    return word


if __name__ == "__main__":
    mcp.run()
