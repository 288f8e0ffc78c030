"""A tool that is decorated while its class is made, so `self` is a parameter like any other."""

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("p06")


class Bad:
    """Never made."""

    @mcp.tool()
    def run(self, job: str) -> str:
        """Run a job."""
        return job


@mcp.tool()
def sound(job: str) -> str:
    """A tool as it should be."""
    return job


if __name__ == "__main__":
    mcp.run(transport="stdio")
