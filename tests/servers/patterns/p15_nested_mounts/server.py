"""Servers mounted into servers, with a rename."""

from fastmcp import FastMCP

mcp = FastMCP("p15")
child = FastMCP("c")
leaf = FastMCP("l")


@child.tool
def ping(host: str) -> str:
    """Ping."""
    return host


@child.tool
def kept(host: str) -> str:
    """Not renamed."""
    return host


@leaf.tool
def trace(host: str, hops: int = 5) -> str:
    """Trace."""
    return host


@leaf.resource("data://routes/{host}")
def routes(host: str) -> str:
    """Routes."""
    return host


@leaf.prompt
def explain(host: str) -> str:
    """Explain."""
    return host


mcp.mount(child, "ops", tool_names={"ping": "p"})
child.mount(leaf, "net")

if __name__ == "__main__":
    mcp.run(transport="stdio")
