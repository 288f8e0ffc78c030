"""A server that only a function makes."""

import os
import sys

from fastmcp import FastMCP
from fastmcp.server.auth.providers.jwt import JWTVerifier

DEV = os.environ.get("APP_ENV") == "dev"


def ping(host: str) -> str:
    """Ping."""
    return host


def make_auth() -> JWTVerifier:
    """Signed tokens."""
    return JWTVerifier(jwks_uri="https://login.example.com/keys", issuer="https://login.example.com", audience="p22")


def build() -> FastMCP:
    """The server."""
    m = FastMCP("p22", auth=None if DEV else make_auth())
    m.add_tool(ping)
    return m


if __name__ == "__main__":
    build().run(transport=sys.argv[1] if len(sys.argv) > 1 else "stdio")
