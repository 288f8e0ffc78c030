from mcp.server.auth.provider import AccessToken, TokenVerifier
from mcp.server.auth.settings import AuthSettings
from mcp.server.fastmcp import FastMCP
from pydantic import AnyHttpUrl


class Checks(TokenVerifier):
    async def verify_token(self, token: str) -> AccessToken | None:
        return None


mcp = FastMCP(
    "post",
    token_verifier=Checks(),
    auth=AuthSettings(
        issuer_url=AnyHttpUrl("https://login.example.com"),
        resource_server_url=AnyHttpUrl("https://post.example.com/mcp"),
        required_scopes=["post:send"],
    ),
)
mcp.settings.port = 9000


@mcp.tool()
def weigh(grams: int) -> int:
    """Weigh a parcel."""
    return grams


if __name__ == "__main__":
    mcp.run(transport="streamable-http")
