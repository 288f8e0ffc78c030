"""Parameters that no client sends, by fastmcp 3."""

from fastmcp import Context, FastMCP
from fastmcp.dependencies import CurrentAccessToken, CurrentHeaders, Depends
from fastmcp.server.auth import AccessToken
from fastmcp.server.dependencies import TokenClaim

mcp = FastMCP("p19")


def db(tenant: str = "own") -> str:
    """Its argument is its own."""
    return tenant


@mcp.tool(exclude_args=["user"])
async def find(
    q: str,
    ctx: Context,
    conn: str = Depends(db),
    headers: dict[str, str] = CurrentHeaders(),
    tok: AccessToken | None = CurrentAccessToken(),
    owner: str = TokenClaim("oid"),
    user: str = "nobody",
) -> str:
    """Find."""
    return q


if __name__ == "__main__":
    mcp.run(transport="http")
