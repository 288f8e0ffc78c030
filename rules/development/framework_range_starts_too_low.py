"""The range of a framework starts at a version that has what is imported.

## Why
`fastmcp>=2.3` promises that 2.3 is enough. Where something is imported that begins with 3.0, the promise holds
only as long as nothing else in the environment asks for an older release, and it breaks with an import error
in somebody else's installation.

## What is read
Imports of modules and names whose first version is known, against the lower bound of the range that the project
declares itself.

## What is not reported
Ranges without a lower bound, and names that no allowed version has, which are an error of their own. Guarded
imports: in a `try` that catches the failure, or behind a test of a version.

## Fix
Raise the lower bound to the version that the message names.

## Evidence
No hits on 35 releases of 29 published servers in November 2026, so there is no figure from real servers.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Drift, DriftKind, DriftState
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule

PROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["{}"]\n'


@rule(
    "framework-range-starts-too-low",
    on=Drift,
    clause="DEV-29",
    severity=Severity.NOTE,
    examples=(
        Bad(
            """
            from fastmcp import FastMCP
            [|from fastmcp.server.auth import require_scopes|]

            mcp = FastMCP("shop")
            """,
            files={"pyproject.toml": PROJECT.format("fastmcp>=2.12,<5")},
        ),
        Bad(
            """
            [|from mcp.server.mcpserver import MCPServer|]

            mcp = MCPServer("shop")
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=1.20")},
        ),
        Good(
            """
            from fastmcp import FastMCP
            from fastmcp.server.auth import require_scopes

            mcp = FastMCP("shop")
            """,
            files={"pyproject.toml": PROJECT.format("fastmcp>=3.0,<5")},
        ),
        Good(
            """
            try:
                from mcp.server.mcpserver import MCPServer
            except ImportError:
                from mcp.server.fastmcp import FastMCP as MCPServer
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=1.20")},
        ),
    ),
)
def framework_range_starts_too_low(drift: Drift) -> Iterator[Hit]:
    if drift.kind is DriftKind.IMPORT and drift.state is DriftState.LATER:
        yield Hit(drift.place, f"{drift.name} {drift.versions}", drift.symbol)
