"""Tools about orders."""

from . import app


@app.mcp.tool()
def describe(order: int) -> str:
    """Describe an order."""
    return str(order)


@app.mcp.tool()
def cancel(order: int, reason: str = "") -> str:
    """Cancel."""
    return reason
