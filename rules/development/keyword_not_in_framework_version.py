"""A call passes only keywords, and values of them, that the framework takes.

## Why
A keyword that is not taken raises `TypeError` while the module is imported, so the server does not start. Most of
them moved: where a server listens is said to `run()` and no longer to the constructor.

## What is read
Keywords of the constructors `FastMCP` and `MCPServer`, of `tool`, `resource`, `prompt`, `mount`, `add_tool`,
`add_prompt`, and the value of `transport`, on servers that could be followed to their class. They are held
against the newest version that the declared range allows and that has the class. A keyword that no version
takes is reported whatever is declared.

## What is not reported
Calls in a `try` that catches `TypeError`, `AttributeError` or `ImportError`, and behind a test of a version. Keywords
that are passed on in a dict that cannot be read. Old versions that take any keyword as a setting. Where no
version is declared the confidence is low, save for keywords that no version takes.

## Fix
Write what the message names. `FastMCP("shop", port=8000)` becomes `mcp.run(transport="http", port=8000)`.

## Evidence
Judged one hit on 29 published servers in November 2026: it was true, `FastMCP(description=…)` of the SDK, which takes
it in no version and refuses it from 1.12.4 on.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Drift, DriftKind, DriftState
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule

PROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["{}"]\n'


@rule(
    "keyword-not-in-framework-version",
    on=Drift,
    clause="DEV-30",
    severity=Severity.ERROR,
    examples=(
        Bad("""
            from fastmcp import FastMCP

            mcp = FastMCP("shop", on_duplicate_tools=[|"error"|])
        """),
        Bad(
            """
            from mcp.server import MCPServer

            mcp = MCPServer("shop", port=[|9000|])
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=2,<3")},
        ),
        Bad("""
            from fastmcp import FastMCP
            from fastmcp.server.auth.providers.jwt import JWTVerifier

            mcp = FastMCP("shop", auth_provider=[|JWTVerifier(jwks_uri="https://login.example.com/keys")|])

            @mcp.tool(deprecated=[|True|])
            def list_orders() -> list[str]: ...
        """),
        Bad(
            """
            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("shop")

            if __name__ == "__main__":
                mcp.run(transport=[|"http"|])
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=1.20,<2")},
        ),
        Bad(
            """
            from fastmcp import FastMCP

            mcp = FastMCP("shop", port=[|9000|])
            """,
            files={"pyproject.toml": '[project]\nname = "shop"\nversion = "1"\n'},
            confidence=Confidence.LOW,
        ),
        Good(
            """
            from fastmcp import FastMCP

            mcp = FastMCP("shop", port=9000, on_duplicate_tools="error")
            """,
            files={"pyproject.toml": PROJECT.format("fastmcp>=2.12,<3")},
        ),
        Good("""
            from fastmcp import FastMCP

            mcp = FastMCP("shop", on_duplicate="error")

            if __name__ == "__main__":
                mcp.run(transport="http", port=9000)
        """),
        Good("""
            from fastmcp import FastMCP

            try:
                mcp = FastMCP("shop", port=9000)
            except TypeError:
                mcp = FastMCP("shop")
        """),
    ),
)
def keyword_not_in_framework_version(drift: Drift) -> Iterator[Hit]:
    if drift.kind is DriftKind.KEYWORD and drift.state is not DriftState.DEPRECATED:
        sure = drift.declared.known or drift.state is DriftState.NEVER
        message = f"{drift.name} {drift.versions}{drift.advice}"
        yield Hit(drift.place, message, drift.symbol, confidence=None if sure else Confidence.LOW)
