"""Tools that depend on the environment and on a flag."""

import os
import sys

from fastmcp import FastMCP
from mcp.types import ToolAnnotations

mcp = FastMCP("p14")
beta = FastMCP("beta")


@beta.tool
def trial(bucket: str) -> str:
    """Not for everyone."""
    return bucket


@mcp.tool
def show(bucket: str) -> str:
    """Show."""
    return bucket


if not os.getenv("READ_ONLY"):

    @mcp.tool(annotations=ToolAnnotations(destructiveHint=True))
    def purge(bucket: str) -> str:
        """Purge."""
        return bucket


if "--beta" in sys.argv:
    mcp.mount(beta, "beta")

if __name__ == "__main__":
    mcp.run(transport="stdio")
