"""A bare decorator, which the SDK and fastmcp before 2.7 refuse."""

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("p07")


@mcp.tool("fetch_page")
def f(url: str) -> str:
    """Fetch."""
    return url


@mcp.tool
def h(x: int) -> int:
    """Bare."""
    return x


if __name__ == "__main__":
    mcp.run()
