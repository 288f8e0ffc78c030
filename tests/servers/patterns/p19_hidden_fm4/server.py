"""Parameters that no client sends, and one that stands in no tool's signature."""

from fastmcp import Context, FastMCP
from fastmcp.dependencies import CallArgument, CurrentAccessToken, CurrentHeaders, Depends
from fastmcp.server.auth import AccessToken

mcp = FastMCP("p19")


def db(tenant: str = CallArgument()) -> str:
    """The database of the tenant that the client names."""
    return tenant


def plain(zone: str = "a") -> str:
    """Its argument is its own."""
    return zone


@mcp.tool
async def find(
    q: str,
    ctx: Context,
    conn: str = Depends(db),
    zone: str = Depends(plain),
    headers: dict[str, str] = CurrentHeaders(),
    tok: AccessToken | None = CurrentAccessToken(),
) -> str:
    """Find."""
    return q


if __name__ == "__main__":
    mcp.run(transport="http")
