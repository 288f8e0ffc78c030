"""Builds and serves the cluster server over HTTP, behind bearer tokens."""

import argparse

from mcp.server.auth.provider import AccessToken
from mcp.server.auth.settings import AuthSettings
from mcp.server.fastmcp import FastMCP
from pydantic import AnyHttpUrl

from clusters.handlers import ClusterTools, ping_cluster


class StoredTokens:
    """Knows the tokens that were handed out."""

    async def verify_token(self, token: str) -> AccessToken | None:
        return None


def build() -> FastMCP:
    """The server with its tools."""
    server = FastMCP(
        name="clusters",
        token_verifier=StoredTokens(),
        auth=AuthSettings(
            issuer_url=AnyHttpUrl("https://login.example.com"),
            resource_server_url=AnyHttpUrl("https://clusters.example.com/mcp"),
        ),
    )
    ClusterTools(server, region="eu")
    server.tool(name="ping_cluster")(ping_cluster)
    return server


app = build()


def main() -> None:
    """Serve on the transport that the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--transport", choices=["streamable-http", "sse"], default="streamable-http")
    args = parser.parse_args()
    app.run(transport=args.transport)


if __name__ == "__main__":
    main()
