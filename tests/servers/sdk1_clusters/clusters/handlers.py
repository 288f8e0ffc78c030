"""Tools as methods of a class that keeps the server."""

from mcp.server.fastmcp import Context, FastMCP
from mcp.types import ToolAnnotations


def ping_cluster(cluster: str, timeout_seconds: float = 2.0) -> bool:
    """Ask a cluster whether it answers."""
    return timeout_seconds > 0 and bool(cluster)


class ClusterTools:
    """The tools of one region."""

    def __init__(self, server: FastMCP, *, region: str) -> None:
        self.server = server
        self.region = region
        self.server.tool(name="list_clusters", annotations=ToolAnnotations(readOnlyHint=True))(self.list_clusters)
        self.server.tool(name="scale_cluster")(self.scale)
        self.server.tool()(self.drain_node)

    async def list_clusters(self, ctx: Context, label: str | None = None) -> list[str]:
        """List the clusters of the region."""
        return [self.region, label or ""]

    async def scale(self, cluster: str, nodes: int) -> str:
        """Set the number of nodes of a cluster."""
        return f"{cluster}: {nodes}"

    @staticmethod
    async def drain_node(node: str, force: bool = False) -> str:
        """Move the work off a node."""
        return f"{node} {force}"
