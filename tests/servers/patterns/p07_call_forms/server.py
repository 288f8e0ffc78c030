"""Every form of the decorator that fastmcp takes since 2.7."""

from fastmcp import FastMCP

mcp = FastMCP("p07")


@mcp.tool("fetch_page")
def f(url: str) -> str:
    """Fetch."""
    return url


def g(url: str, depth: int = 1) -> str:
    """Follow."""
    return url


def i(first: str) -> str:
    """Registered under its own name."""
    return first


mcp.tool(g, name="g2")
mcp.tool("g3")(g)
mcp.tool(i)


@mcp.tool
def h(x: int) -> int:
    """Bare."""
    return x


@mcp.tool()
def j(x: int) -> int:
    """Called."""
    return x


if __name__ == "__main__":
    mcp.run(transport="stdio")
