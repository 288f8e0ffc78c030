"""One server for both generations of the SDK."""

try:
    from mcp.server.mcpserver import Context
    from mcp.server.mcpserver import MCPServer as FastMCP
except ImportError:
    from mcp.server.fastmcp import Context, FastMCP

mcp = FastMCP("p02")


@mcp.tool()
def add(first: int, ctx: Context, second: int = 1) -> int:
    """Add."""
    return first + second


if __name__ == "__main__":
    mcp.run()
