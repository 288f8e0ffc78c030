"""A server that uses the project's own decorator."""

from acme import mcp, my_tool


@my_tool("buy")
def buy(item: str, price: float) -> str:
    return item


@my_tool(name="sell")
async def sell_item(item: str, price: float = 1.0) -> str:
    return item


if __name__ == "__main__":
    mcp.run()
