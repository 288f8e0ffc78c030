"""What is imported from a framework is in every version that the project allows.

## Why
An import that an allowed version does not have stops the server before its first line of log. A project that
allows `mcp>=1.6` gets mcp 2 wherever it is installed afresh, and mcp 2 has no `mcp.server.fastmcp`.

## What is read
Imports of mcp, fastmcp and fastapi-mcp anywhere in the project, and attributes read of an imported module
(`types.Cursor`). They are held against the newest version that the declared range allows, in `pyproject.toml`,
`setup.cfg`, `setup.py`, requirements files or an installed distribution's metadata; what fastmcp itself asks of
mcp counts. A requirement without a version allows every version. A lock file narrows nothing, since who
installs the project by its name does not have it; the message says what it holds.

## What is not reported
Imports in a `try` that catches the failure, behind a test of a version or `TYPE_CHECKING`, and in modules that
are imported in such a place only. Names that begin within the range have a rule of their own. Where no version
is declared at all the confidence is low.

## Fix
Import the replacement that the message names, and raise the lower bound to the version that has it; or bound
the range below the version that dropped the name.

## Evidence
Judged 11 hits on six of 29 published servers in November 2026: all were true. Each asks
for `mcp` with a lower bound alone and imports the `FastMCP` that mcp 2 has not.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Drift, DriftKind, DriftState
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule

PROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["{}"]\n'


@rule(
    "import-not-in-framework-version",
    on=Drift,
    clause="DEV-29",
    severity=Severity.ERROR,
    examples=(
        Bad(
            """
            [|from mcp.server.fastmcp import FastMCP|]

            mcp = FastMCP("shop")
            """,
            files={"pyproject.toml": PROJECT.format("mcp[cli]>=1.6")},
        ),
        Bad("""
            from fastmcp import FastMCP
            [|from fastmcp.server.auth.providers.bearer import BearerAuthProvider|]

            mcp = FastMCP("shop", auth=BearerAuthProvider(public_key="key"))
        """),
        Bad(
            """
            [|from mcp.server.mcpserver import MCPServer|]

            mcp = MCPServer("shop")
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=1.20,<2")},
        ),
        Bad(
            """
            from mcp import types

            CURSOR = [|types.Cursor|]
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=2,<3")},
        ),
        Bad(
            """
            [|from mcp.server.fastmcp import FastMCP|]

            mcp = FastMCP("shop")
            """,
            files={"pyproject.toml": '[project]\nname = "shop"\nversion = "1"\n'},
            confidence=Confidence.LOW,
        ),
        Good(
            """
            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("shop")
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=1.6,<2")},
        ),
        Good("""
            from fastmcp import FastMCP

            try:
                from fastmcp.server.auth.providers.jwt import JWTVerifier
            except ImportError:
                from fastmcp.server.auth.providers.bearer import BearerAuthProvider as JWTVerifier
        """),
        Good(
            """
            from fastmcp import FastMCP
            from mcp import McpError

            mcp = FastMCP("shop")
            """,
            files={"pyproject.toml": PROJECT.format("fastmcp>=3.2,<4")},
        ),
    ),
)
def import_not_in_framework_version(drift: Drift) -> Iterator[Hit]:
    if drift.kind is DriftKind.IMPORT and drift.state in (DriftState.GONE, DriftState.NOT_YET):
        message = f"{drift.name} {drift.versions}{drift.advice}"
        confidence = None if drift.declared.known else Confidence.LOW
        yield Hit(drift.place, message, drift.symbol, confidence=confidence)
