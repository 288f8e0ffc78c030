"""A warehouse on the second generation of the official SDK."""

from typing import Annotated

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.tools import Tool
from pydantic import Field

from warehouse.models import Order, Shelf


def check_stock(sku: str) -> int:
    """Say how many pieces of an item are there."""
    return len(sku)


server = MCPServer("warehouse", "The warehouse", tools=[Tool.from_function(check_stock)])


@server.tool()
async def place_order(order: Order, ctx: Context) -> str:
    """Place an order."""
    await ctx.info("order placed")
    return order.sku


@server.tool(name="move_item", title="Move an item")
def move(sku: str, shelf: Shelf, amount: Annotated[int, Field(gt=0)] = 1) -> str:
    """Move pieces of an item to another shelf."""
    return f"{sku} {shelf} {amount}"


@server.tool("find_item")
def find(words: list[str], context: Context | None = None) -> list[str]:
    """Find items by words."""
    return words


def main() -> None:
    """Serve over streamable HTTP."""
    server.run(transport="streamable-http", host="127.0.0.1", port=8080)


if __name__ == "__main__":
    main()
