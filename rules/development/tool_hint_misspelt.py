"""The behaviour hints of a tool are written as the protocol names them.

## Why
A hint under another name is dropped, or kept as an extra that no client reads, and nothing complains. The author
believes that the tool is marked as read-only or destructive; the client asks the user about the one and not about
the other.

## What is read
The keywords of `ToolAnnotations(…)` and the keys of a dict given as `annotations=` of a tool. The protocol has
`readOnlyHint`, `destructiveHint`, `idempotentHint` and `openWorldHint`. With mcp 2, and so with fastmcp 4, the
snake-case names (`read_only_hint`) are taken as well; with mcp 1 they are not.

## What is not reported
Keys that resemble none of the hints: they may be meant as extras.

## Fix
Write the name that the message gives.

## Evidence
No hits on 35 releases of 29 published servers in November 2026, so there is no figure from real servers.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Drift, DriftKind
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule

PROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["{}"]\n'


@rule(
    "tool-hint-misspelt",
    on=Drift,
    clause="DEV-30",
    severity=Severity.WARNING,
    examples=(
        Bad("""
            @mcp.tool(annotations={[|"readOnly"|]: True, "openWorldHint": False})
            def list_orders() -> list[str]: ...
        """),
        Bad(
            """
            from mcp.server.fastmcp import FastMCP
            from mcp.types import ToolAnnotations

            mcp = FastMCP("shop")

            @mcp.tool(annotations=ToolAnnotations(title="Orders", read_only_hint=[|True|]))
            def list_orders() -> list[str]: ...
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=1.20,<2")},
        ),
        Good("""
            @mcp.tool(annotations={"readOnlyHint": True, "title": "Orders", "team": "sales"})
            def list_orders() -> list[str]: ...
        """),
        Good(
            """
            from mcp.server import MCPServer
            from mcp_types import ToolAnnotations

            mcp = MCPServer("shop")

            @mcp.tool(annotations=ToolAnnotations(title="Orders", read_only_hint=True))
            def list_orders() -> list[str]: ...
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=2,<3")},
        ),
    ),
)
def tool_hint_misspelt(drift: Drift) -> Iterator[Hit]:
    if drift.kind is DriftKind.HINT:
        yield Hit(drift.place, f"no client reads the hint {drift.name}; write {drift.instead}", drift.symbol)
