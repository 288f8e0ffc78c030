"""A shop, with its carts mounted."""

import os

from fastmcp import FastMCP
from fastmcp.dependencies import Depends
from fastmcp.tools import Tool

from store.carts import carts

mcp = FastMCP("store")


def stock_database() -> dict[str, int]:
    return {}


@mcp.tool
def list_products(category: str | None = None, database: dict[str, int] = Depends(stock_database)) -> list[str]:
    """List what the shop sells."""
    return [category or "", *database]


@mcp.tool()
def get_product(sku: str) -> str:
    """Get one product."""
    return sku


@mcp.tool("rate_product", exclude_args=["user"])
def rate(sku: str, stars: int, user: str = "") -> int:
    """Rate a product."""
    return stars


def refund(order: str, amount: float) -> str:
    """Refund a part of an order."""
    return f"{order} {amount}"


def cancel(order: str) -> str:
    """Cancel an order."""
    return order


mcp.tool(cancel, name="cancel_order")
mcp.add_tool(Tool.from_function(refund, name="refund_order"))
mcp.mount(carts, prefix="cart")

if os.getenv("STORE_ADMIN"):

    @mcp.tool
    def reset_store(confirm: bool) -> bool:
        """Delete every order."""
        return confirm


if __name__ == "__main__":
    mcp.run(transport=os.environ.get("STORE_TRANSPORT", "stdio"))
