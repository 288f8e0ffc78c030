"""A mount of the first fastmcp 2, which copies and joins with a slash."""

from fastmcp import FastMCP

mcp = FastMCP("p15")
child = FastMCP("c")


@child.tool()
def ping(host: str) -> str:
    """Ping."""
    return host


mcp.mount("ops", child)

if __name__ == "__main__":
    mcp.run(transport="stdio")
