"""A server that is served over HTTP authenticates its clients.

## Why
Whoever reaches the port can list and call every tool. A local port is no wall: other users of the machine,
containers beside it and, without host checks, a web page in the user's browser reach it too.

## What is read
Evidence that the server is served over HTTP or SSE (a `run` call, an ASGI application, a command line in the
repository), and no authentication: no `auth=`, `token_verifier=` or `auth_server_provider=` at the
constructor, no later assignment, no middleware around the application, or an explicit `None`. A server
mounted into another is judged by that one.

## What is not reported
Servers on stdio only. Authentication that depends on a setting, that is passed in and cannot be read, or
that the environment may configure (fastmcp 2.6 to 2.14). Where stdio is one of the choices the confidence is
medium, where only the environment or a flag could choose HTTP, and in examples folders, it is low. Gateways
and service meshes that authenticate in front of the server cannot be seen; ignore the finding with that
reason.

## Fix
Give the constructor a provider that suits the deployment, such as `auth=JWTVerifier(jwks_uri=…, issuer=…,
audience=…)` with fastmcp, or `token_verifier=` and `auth=AuthSettings(…)` with the official SDK. Bind to the
loopback interface and keep to stdio where only one local client is meant.

## Evidence
Judged 3 hits on three published servers in November 2026: all were true.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import AuthState, Endpoint, Server
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Related, Severity, rule

FASTMCP_3 = {"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["fastmcp>=3,<4"]\n'}


@rule(
    "http-server-without-auth",
    on=Server,
    clause="SEC-02",
    severity=Severity.ERROR,
    cwe=("CWE-306",),
    examples=(
        Bad(
            """
            from fastmcp import FastMCP

            mcp = [|FastMCP("shop")|]

            @mcp.tool
            def list_orders() -> str: ...

            if __name__ == "__main__":
                mcp.run(transport="http", host="0.0.0.0")
            """,
            files=FASTMCP_3,
        ),
        Bad(
            """
            from mcp.server.fastmcp import FastMCP

            mcp = [|FastMCP("shop", host="127.0.0.1")|]

            @mcp.tool()
            def list_orders() -> str: ...

            app = mcp.streamable_http_app()
            """,
            files={"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["mcp<2"]\n'},
        ),
        Bad(
            """
            from fastmcp import FastMCP

            mcp = [|FastMCP("shop", auth=None)|]
            app = mcp.http_app()
            """,
            files=FASTMCP_3,
        ),
        Bad(
            """
            import argparse

            from fastmcp import FastMCP

            mcp = [|FastMCP("shop")|]

            def main() -> None:
                parser = argparse.ArgumentParser()
                parser.add_argument("--transport", choices=["stdio", "http"], default="stdio")
                options = parser.parse_args()
                mcp.run(transport=options.transport)

            if __name__ == "__main__":
                main()
            """,
            files=FASTMCP_3,
            confidence=Confidence.MEDIUM,
        ),
        Good("""
            @mcp.tool
            def list_orders() -> str: ...

            if __name__ == "__main__":
                mcp.run(transport="stdio")
        """),
        Good(
            """
            from fastmcp import FastMCP
            from fastmcp.server.auth.providers.jwt import JWTVerifier

            verifier = JWTVerifier(jwks_uri="https://id.example/keys", audience="shop")
            mcp = FastMCP("shop", auth=verifier)

            if __name__ == "__main__":
                mcp.run(transport="http")
            """,
            files=FASTMCP_3,
        ),
        Good(
            """
            from fastmcp import FastMCP

            from .settings import make_provider

            mcp = FastMCP("shop", auth=make_provider())
            app = mcp.http_app()
            """,
            files=FASTMCP_3,
        ),
        Good(
            """
            from mcp.server.auth.settings import AuthSettings
            from mcp.server.fastmcp import FastMCP

            from verifier import Verifier

            mcp = FastMCP("shop", token_verifier=Verifier(), auth=AuthSettings(issuer_url="https://id.example"))
            mcp.run(transport="streamable-http")
            """,
            files={"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["mcp<2"]\n'},
        ),
    ),
)
def http_server_without_auth(server: Server) -> Iterator[Hit]:
    endpoint = server.endpoint
    if not endpoint.transports.over_http or endpoint.auth.state is not AuthState.ABSENT:
        return
    named = f"server `{endpoint.name.value}`" if endpoint.name.value else "the server"
    yield Hit(
        endpoint.place,
        f"{named} is served over HTTP without authentication",
        endpoint.symbol,
        related=tuple(
            Related(f"served over {transport.value} here", transport.place)
            for transport in endpoint.transports.evidence
            if transport.value in ("http", "sse")
        ),
        confidence=_confidence(endpoint),
    )


def _confidence(endpoint: Endpoint) -> Confidence:
    """How sure it is that clients come in over HTTP; a folder of examples is not a deployment."""
    if endpoint.example:
        return Confidence.LOW
    if "stdio" not in endpoint.transports.kinds:
        return Confidence.HIGH if endpoint.transports.closed else Confidence.MEDIUM
    return Confidence.MEDIUM if endpoint.transports.closed else Confidence.LOW
