"""Tools about the stock."""

from .app import mcp


@mcp.tool()
def count(sku: str) -> int:
    """Count."""
    return len(sku)


@mcp.tool()
def describe(sku: str, long: bool = False) -> str:
    """Also the name of a tool about orders, which is imported first."""
    return sku
