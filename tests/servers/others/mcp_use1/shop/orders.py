"""Orders, kept on a router that the server includes."""

from mcp_use.server import Context, MCPRouter

router = MCPRouter(prefix="unused")


@router.tool()
async def place(sku: str, ctx: Context, amount: int = 1) -> str:
    """Place an order."""
    await ctx.info("placed")
    return f"{amount} of {sku}"


@router.tool(name="cancel")
def cancel_order(order_id: str, reason: str | None = None) -> str:
    """Cancel an order."""
    return order_id


@router.resource(uri="orders://open")
def open_orders() -> str:
    """Orders that wait."""
    return "[]"


@router.prompt()
def summarise(order_id: str) -> str:
    """Ask for a summary."""
    return f"Summarise {order_id}"
