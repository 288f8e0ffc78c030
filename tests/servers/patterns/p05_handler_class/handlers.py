"""Handlers that keep the server."""

from typing import Any

from mcp.server.fastmcp import Context


class Clusters:
    """Tools about clusters."""

    def __init__(self, mcp: Any, region: str) -> None:
        self.mcp = mcp
        self.region = region
        self.mcp.tool(name="list_clusters")(self.list_clusters)
        self._register_writing()

    def _register_writing(self) -> None:
        self.mcp.tool()(self.scale)

    async def list_clusters(self, ctx: Context, region: str = "eu") -> str:
        """List clusters."""
        return region

    async def scale(self, cluster: str, nodes: int) -> str:
        """Scale."""
        return f"{self.region}/{cluster}/{nodes}"
