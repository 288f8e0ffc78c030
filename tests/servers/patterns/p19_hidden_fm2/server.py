"""Parameters that no client sends, by fastmcp 2."""

from fastmcp import Context, FastMCP
from fastmcp.dependencies import CurrentContext, Depends, Progress

mcp = FastMCP("p19")


def db(tenant: str = "own") -> str:
    """Its argument is its own."""
    return tenant


@mcp.tool(exclude_args=["user"])
async def find(
    q: str,
    ctx: Context,
    conn: str = Depends(db),
    again: Context = CurrentContext(),
    progress: Progress = Progress(),
    user: str = "nobody",
) -> str:
    """Find."""
    return q


if __name__ == "__main__":
    mcp.run(transport="http")
