"""Annotations that are strings at run time, with the context really imported."""

from __future__ import annotations

from mcp.server.fastmcp import Context
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("p20")


@mcp.tool()
def t(ctx: Context, n: int, m: int = 2) -> int:
    """Count."""
    return n


if __name__ == "__main__":
    mcp.run()
