"""Tools for any server."""

from mcp.server.fastmcp import FastMCP


def write_impl(key: str, value: str, ttl: int = 60) -> str:
    """Write a key."""
    return f"{key}{value}{ttl}"


def register(server: FastMCP, *, writable: bool) -> None:
    """Put the tools on a server."""

    @server.tool()
    def read(key: str) -> str:
        """Read a key."""
        return key

    if writable:
        server.tool(name="write")(write_impl)
