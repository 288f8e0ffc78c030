"""A shop on mcp-use."""

from mcp_use.server import MCPRouter, MCPServer

from shop.orders import router as orders

server = MCPServer(name="shop", version="1.0.0", instructions="A shop", debug=False)
hidden = MCPRouter()


@server.tool()
def find_products(words: str, limit: int = 10) -> list[str]:
    """Find products."""
    return [words][:limit]


@hidden.tool()
def wipe(everything: bool) -> str:
    """Wipe the shop."""
    return str(everything)


server.include_router(orders, prefix="orders")
server.include_router(hidden, enabled=False)


@orders.tool()
def too_late(sku: str) -> str:
    """Added after the router was included."""
    return sku


@server.resource("shop://hours")
def hours() -> str:
    """Opening hours."""
    return "9 to 5"


if __name__ == "__main__":
    server.run(host="127.0.0.1", port=8000)
