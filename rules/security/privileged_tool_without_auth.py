"""A tool that changes or runs something checks who may.

## Why
Authentication tells who calls, not what they may do. A tool that deletes, deploys or executes for everyone
who has any token gives the least of its users the rights of the greatest.

## What is read
Tools of servers that are served over HTTP, whose verb is one of `verbs` or whose body writes, deletes or
starts a process. Any of these counts as a check: an `auth=` argument, a decorator that asks for a role or
scope, a call or test on the token that every path to the work passes, or authorisation middleware of the
server. A check that only some paths pass is reported as such, with its place.

## What is not reported
Servers on stdio only. Tools that say they are read-only and do nothing the analysis can see to the contrary.
Where the server has no authentication at all, or none that can be read, the confidence is low: the finding
on the server says it already, and a check a tool makes would have nobody to ask about. One scope that the
provider demands of every client is an answer too; ignore the finding with that reason.

## Fix
`@mcp.tool(auth=require_scopes("orders:delete"))` with fastmcp 3 and later; with other servers test the
scopes of `get_access_token()` before anything else the tool does.

## Evidence
Judged 7 hits in November 2026, all of them on one published server: all were true. One server is little
evidence.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.model.types import AuthState, Tool
from mcp_lintel.model.words import leading_verb, split_name
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Related, Severity, rule

EFFECTS = {"writes": "writes", "deletes": "deletes", "spawns": "starts a process"}
FASTMCP_3 = {"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["fastmcp>=3,<4"]\n'}


@dataclass(frozen=True)
class Options:
    """What SEC-16 sets: the verbs (lower case) that make a tool privileged by name."""

    verbs: tuple[str, ...]


@rule(
    "privileged-tool-without-auth",
    on=Tool,
    clause="SEC-16",
    severity=Severity.ERROR,
    confidence=Confidence.MEDIUM,
    cwe=("CWE-862",),
    options=Options,
    examples=(
        Bad(
            """
            from fastmcp import FastMCP
            from fastmcp.server.auth.providers.jwt import JWTVerifier

            mcp = FastMCP("shop", auth=JWTVerifier(jwks_uri="https://id.example/keys"))

            @mcp.tool
            def [|delete_order|](order: int) -> str: ...

            @mcp.tool
            def list_orders() -> str: ...

            mcp.run(transport="http")
            """,
            files=FASTMCP_3,
        ),
        Bad(
            """
            import subprocess

            from fastmcp import FastMCP
            from fastmcp.server.auth.providers.jwt import JWTVerifier

            mcp = FastMCP("shop", auth=JWTVerifier(jwks_uri="https://id.example/keys"))

            @mcp.tool
            def [|report_orders|](name: str) -> str:
                return subprocess.run(["report", name], capture_output=True, text=True).stdout

            mcp.run(transport="http")
            """,
            files=FASTMCP_3,
        ),
        Bad(
            """
            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            @mcp.tool
            def [|delete_order|](order: int) -> str: ...

            mcp.run(transport="http")
            """,
            files=FASTMCP_3,
            confidence=Confidence.LOW,
        ),
        Good(
            """
            from fastmcp import FastMCP
            from fastmcp.server.auth import require_scopes
            from fastmcp.server.auth.providers.jwt import JWTVerifier

            mcp = FastMCP("shop", auth=JWTVerifier(jwks_uri="https://id.example/keys"))

            @mcp.tool(auth=require_scopes("orders:delete"))
            def delete_order(order: int) -> str: ...

            mcp.run(transport="http")
            """,
            files=FASTMCP_3,
        ),
        Good(
            """
            from fastmcp import FastMCP
            from fastmcp.exceptions import ToolError
            from fastmcp.server.auth.providers.jwt import JWTVerifier
            from fastmcp.server.dependencies import get_access_token

            mcp = FastMCP("shop", auth=JWTVerifier(jwks_uri="https://id.example/keys"))

            @mcp.tool
            def delete_order(order: int) -> str:
                token = get_access_token()
                if token is None or "orders:delete" not in token.scopes:
                    raise ToolError("not allowed")
                return "deleted"

            mcp.run(transport="http")
            """,
            files=FASTMCP_3,
        ),
        Good("""
            @mcp.tool
            def delete_order(order: int) -> str: ...

            mcp.run(transport="stdio")
        """),
        Good(
            """
            from fastmcp import FastMCP
            from fastmcp.server.auth.providers.jwt import JWTVerifier

            mcp = FastMCP("shop", auth=JWTVerifier(jwks_uri="https://id.example/keys"))

            @mcp.tool
            def get_update_history(order: int) -> str: ...

            mcp.run(transport="http")
            """,
            files=FASTMCP_3,
        ),
    ),
)
def privileged_tool_without_auth(tool: Tool, options: Options) -> Iterator[Hit]:
    if not tool.endpoint.transports.over_http or any(check.dominates for check in tool.checks):
        return
    deed = _privilege(tool, options)
    if not deed:
        return
    name = tool.name.value or tool.local_name
    message = f"tool `{name}` {deed}, and nothing checks that the caller may"
    if tool.checks:
        message = f"tool `{name}` {deed}, and only some paths check that the caller may"
    related = tuple(Related(f"{check.what} does not stand before all of it", check.place) for check in tool.checks)
    yield Hit(tool.name.place, message, tool.function, name, related, _confidence(tool))


def _privilege(tool: Tool, options: Options) -> str:
    """What makes the tool privileged, in words, or ""."""
    done = [EFFECTS[effect.kind] + f" (`{effect.call}`)" for effect in tool.effects if effect.kind in EFFECTS]
    if done:
        return done[0]
    verb = leading_verb(split_name(tool.name.value or tool.local_name))
    if verb not in options.verbs or tool.annotations.get("readOnlyHint") is True:
        return ""
    return f"can {verb}"


def _confidence(tool: Tool) -> Confidence | None:
    endpoint = tool.endpoint
    if endpoint.auth.state is not AuthState.PRESENT or endpoint.example:
        return Confidence.LOW
    return None
