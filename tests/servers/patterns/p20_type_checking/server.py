"""A context that is imported for the type checker alone, so the SDK cannot resolve it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcp.server.fastmcp import FastMCP

if TYPE_CHECKING:
    from mcp.server.fastmcp import Context

mcp = FastMCP("p20")


@mcp.tool()
def sound(n: int) -> int:
    """A tool as it should be."""
    return n


@mcp.tool()
def t(ctx: Context, n: int) -> int:
    """Count."""
    return n


if __name__ == "__main__":
    mcp.run()
