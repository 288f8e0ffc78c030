"""The server; its tools come with the imports below it."""

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("p03")

from . import order_tools, stock_tools  # noqa: E402, F401


def main() -> None:
    """Serve."""
    mcp.run()
