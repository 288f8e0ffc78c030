from mcp.server import MCPServer

mcp = MCPServer("mill")


@mcp.tool()
def grind(kilos: int) -> int:
    """Grind corn."""
    return kilos


if __name__ == "__main__":
    mcp.run(transport="streamable-http", port=8300)
