"""Tools, resources and prompts are registered in a form that the framework takes.

## Why
`@mcp.tool` without parentheses is right with fastmcp and a `TypeError` at import with the official SDK. A few other
forms are taken and do something else: on a method in a class body `self` becomes an input, or the import fails.

## What is read
Decorators of servers that could be followed to their class, `tool(function)` and `add_tool(function)`, and, with
fastmcp 2.7 to 2.14, calls of a decorated name, which stands for a `FunctionTool` there. Forms that some
versions take are held against the newest version that the declared range allows.

## What is not reported
Forms on objects that cannot be followed to a server, and what a `try` catches. Where no version is declared the
confidence is low, save for forms that no version takes.

## Fix
Write `@mcp.tool()` with parentheses on a plain function: it works everywhere. Register methods on the object, as
in `mcp.tool()(desk.list_orders)`. Call a plain function that the tool calls, too.

## Evidence
No hits on 35 releases of 29 published servers in November 2026, so there is no figure from real servers.
That each form fails was tried on mcp 1.30 and 2.3 and fastmcp 2.14, 3.4 and 4.1.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Drift, DriftKind, DriftState
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule

PROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["{}"]\n'


@rule(
    "decorator-form-not-taken",
    on=Drift,
    clause="DEV-33",
    severity=Severity.ERROR,
    examples=(
        Bad("""
            from mcp.server import MCPServer

            mcp = MCPServer("shop")

            @[|mcp.tool|]
            def list_orders() -> list[str]: ...
        """),
        Bad("""
            class Desk:
                @[|mcp.tool|]
                def list_orders(self) -> list[str]: ...
        """),
        Bad("""
            @[|mcp.resource|]
            def get_orders() -> str: ...
        """),
        Bad(
            """
            @mcp.tool
            def list_orders() -> list[str]: ...

            @mcp.tool
            def count_orders() -> int:
                return len([|list_orders()|])
            """,
            files={"pyproject.toml": PROJECT.format("fastmcp>=2.12,<3")},
        ),
        Bad(
            """
            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            def list_orders() -> list[str]: ...

            [|mcp.add_tool(list_orders)|]
            """,
            files={"pyproject.toml": PROJECT.format("fastmcp>=2.10,<3")},
        ),
        Good("""
            @mcp.tool
            def list_orders() -> list[str]: ...

            @mcp.tool
            def count_orders() -> int:
                return len(list_orders())
        """),
        Good("""
            from mcp.server import MCPServer

            mcp = MCPServer("shop")

            @mcp.tool()
            def list_orders() -> list[str]: ...
        """),
        Good("""
            class Desk:
                def list_orders(self) -> list[str]: ...

            mcp.tool()(Desk().list_orders)
        """),
    ),
)
def decorator_form_not_taken(drift: Drift) -> Iterator[Hit]:
    if drift.kind is DriftKind.FORM:
        sure = drift.declared.known or drift.state is DriftState.NEVER
        message = f"{drift.name} {drift.versions}{drift.advice}"
        yield Hit(drift.place, message, drift.symbol, confidence=None if sure else Confidence.LOW)
