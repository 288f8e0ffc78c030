"""No attribute or method of a framework is used that an allowed version has removed.

## Why
Attributes and methods fail later than imports: at the call, perhaps in the one branch that no test takes.

## What is read
Methods called on servers that could be followed to their class, attributes read of a module's servers, of
decorated functions and of parameters annotated with a framework's context. They are held against the newest
version that the declared range allows and that has the class.

## What is not reported
Uses in a `try` that catches the failure, behind a test of a version, and of names that the file asks for with
`hasattr` or `getattr`. Members of a class whose import fails already. Fields of protocol objects under their old
names (`inputSchema`), since what an object is cannot be followed that far. Where no version is declared the
confidence is low.

## Fix
Use what the message names, or bound the range below the version that dropped the interface.

## Evidence
Judged 10 hits on three of 29 published servers in November 2026: all were true, decorators of the low-level `Server`
with a range that allows mcp 2.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Drift, DriftKind, DriftState
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule

PROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["{}"]\n'


@rule(
    "framework-interface-removed",
    on=Drift,
    clause="DEV-31",
    severity=Severity.ERROR,
    examples=(
        Bad("""
            @mcp.tool
            def list_orders() -> list[str]: ...

            [|mcp.remove_tool("list_orders")|]
        """),
        Bad(
            """
            from mcp.server import Server

            server = Server("shop")

            @[|server.list_tools()|]
            async def list_tools(): ...
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=1.2")},
        ),
        Bad("""
            @mcp.tool
            async def summarise_orders(ctx: Context) -> str:
                answer = await [|ctx.sample|]("Summarise the orders")
                return answer.text
        """),
        Bad(
            """
            @mcp.tool
            def list_orders() -> list[str]: ...

            [|list_orders.disable|]()
            """,
            files={"pyproject.toml": PROJECT.format("fastmcp>=3,<5")},
        ),
        Good("""
            @mcp.tool
            def list_orders() -> list[str]: ...

            mcp.local_provider.remove_tool("list_orders")
        """),
        Good(
            """
            from mcp.server import Server

            server = Server("shop")

            @server.list_tools()
            async def list_tools(): ...
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=1.2,<2")},
        ),
        Good("""
            @mcp.tool
            def list_orders() -> list[str]: ...

            if hasattr(mcp, "remove_tool"):
                mcp.remove_tool("list_orders")
        """),
    ),
)
def framework_interface_removed(drift: Drift) -> Iterator[Hit]:
    if drift.kind is DriftKind.INTERFACE and drift.state is not DriftState.DEPRECATED:
        message = f"{drift.name} {drift.versions}{drift.advice}"
        confidence = None if drift.declared.known else Confidence.LOW
        yield Hit(drift.place, message, drift.symbol, confidence=confidence)
