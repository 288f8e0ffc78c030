"""Two servers with the same tools: one may always write, the other when it is told so."""

from mcp.server.fastmcp import FastMCP

from keys.config import load
from keys.tools import register

cfg = load()
mcp = FastMCP("p04")
admin = FastMCP("p04-admin")
register(mcp, writable=cfg.rw)
register(admin, writable=True)


def main() -> None:
    """Serve the first."""
    mcp.run()


def serve_admin() -> None:
    """Serve the second."""
    admin.run(transport="streamable-http")
