"""A second server for the back office: it asks who calls, and lets everyone who has a token do everything."""

from typing import Annotated

from mcp.server.auth.provider import AccessToken, TokenVerifier
from mcp.server.auth.settings import AuthSettings
from mcp.server.fastmcp import FastMCP
from pydantic import AnyHttpUrl, Field

from parcel_depot import store


class SessionVerifier(TokenVerifier):
    """Accepts the tokens of sessions that the back office has open."""

    async def verify_token(self, token: str) -> AccessToken | None:
        found = store.rows("SELECT clerk FROM sessions WHERE token = ?", [token])
        return AccessToken(token=token, client_id=str(found[0]["clerk"]), scopes=[]) if found else None


office = FastMCP(
    "Depot office",
    port=8081,
    token_verifier=SessionVerifier(),
    auth=AuthSettings(
        issuer_url=AnyHttpUrl("https://login.depot.example"),
        resource_server_url=AnyHttpUrl("https://office.depot.example/mcp"),
    ),
)


@office.tool()
def delete_customer(number: Annotated[int, Field(ge=1, le=9_999_999)]) -> int:
    """Delete a customer with all shipments, and tell how many shipments went."""
    gone = store.change("DELETE FROM shipments WHERE customer = ?", [number])
    store.change("DELETE FROM customers WHERE number = ?", [number])
    return gone


def main() -> None:
    office.run(transport="streamable-http")
