"""Tools about carts, mounted by the store."""

from fastmcp import Context, FastMCP

carts = FastMCP("carts")


@carts.tool
async def add_item(cart: str, sku: str, ctx: Context, amount: int = 1) -> str:
    """Add an item to a cart."""
    await ctx.debug("item added")
    return f"{cart} {sku} {amount}"


@carts.tool(name="empty")
def clear(cart: str) -> bool:
    """Empty a cart."""
    return bool(cart)
