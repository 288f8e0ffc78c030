"""The prefix before the server, as fastmcp took it up to 2.13."""

import asyncio

from fastmcp import FastMCP

mcp = FastMCP("p16")
child = FastMCP("c")
stock = FastMCP("s")


@child.tool()
def ping(host: str) -> str:
    """Ping."""
    return host


@stock.tool()
def count(sku: str) -> int:
    """Count."""
    return len(sku)


mcp.mount("ops", child)
asyncio.run(mcp.import_server("inv", stock))


@child.tool()
def late(host: str) -> str:
    """Seen, because a mount is live."""
    return host


@stock.tool()
def too_late(sku: str) -> int:
    """Not seen, because an import copies."""
    return len(sku)


if __name__ == "__main__":
    mcp.run(transport="stdio")
