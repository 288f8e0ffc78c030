"""The token that a caller sent stays here.

## Why
A token is made for one service. One that takes it from you takes it from anybody who got hold of it, its log shows the
caller where it was you, and a leak anywhere in the chain is a leak of all. The protocol's specification forbids it.

## What is read
The caller's token (`get_access_token().token`) and the incoming headers in `credential_headers`, followed until they
are the credential of an outgoing request.

## What is not reported
A token that is exchanged at the issuer for another, and credentials of the server's own. Proxies that forward headers
by themselves are not read.

## Fix
Exchange the token at the issuer for one that is made for the service, or use a credential of the server's own.

## Evidence
No finding on 23 published servers in November 2026; labelled flaws and twin servers hold it (`benchmarks/flow.md`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.flow.telling import hit_of, source
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@dataclass(frozen=True, slots=True)
class Options:
    """What SEC-44 sets: the headers in which a caller's credentials travel, in lower case."""

    credential_headers: tuple[str, ...]


@rule(
    "caller-token-forwarded",
    on=Flow,
    clause="SEC-44",
    severity=Severity.WARNING,
    cwe=("CWE-441",),
    options=Options,
    examples=(
        Bad("""
            import httpx
            from fastmcp import FastMCP
            from fastmcp.server.dependencies import get_access_token

            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> int:
                token = get_access_token()
                bearer = f"Bearer {token.token}" if token else ""
                headers = {"Authorization": bearer}
                return httpx.get("https://orders.example.com", headers=[|headers|], timeout=10).status_code
        """),
        Bad(
            """
            from fastmcp import FastMCP
            from fastmcp.server.dependencies import get_access_token

            from orders import fetch

            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> int:
                token = get_access_token()
                return fetch(token.token) if token else 0
            """,
            files={
                "orders.py": """\
import httpx


def fetch(token: str) -> int:
    headers = {"Authorization": f"Bearer {token}", "Accept": "text/plain"}
    return httpx.get("https://orders.example.com", headers=[|headers|], timeout=10).status_code
"""
            },
        ),
        Good("""
            import os

            import httpx
            from fastmcp import FastMCP
            from fastmcp.server.dependencies import get_access_token

            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> int:
                token = get_access_token()
                if token is None or "orders" not in token.scopes:
                    return 0
                headers = {"Authorization": f"Bearer {os.environ['ORDERS_TOKEN']}"}
                return httpx.get("https://orders.example.com", headers=headers, timeout=10).status_code
        """),
        Good("""
            import httpx

            def fetch(token: str) -> int:
                headers = {"Authorization": f"Bearer {token}"}
                return httpx.get("https://orders.example.com", headers=headers, timeout=10).status_code

            @mcp.tool
            def list_orders() -> int:
                return fetch("anonymous")
        """),
    ),
)
def caller_token_forwarded(flow: Flow, options: Options) -> Iterator[Hit]:
    if "credential" not in flow.family:
        return
    named = any(header in flow.parameter.lower() for header in options.credential_headers)
    if flow.source == "token" or (flow.source == "client" and named):
        yield hit_of(flow, f"{source(flow)} is sent on by `{flow.call}`")
