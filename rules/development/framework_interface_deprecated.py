"""What the framework has deprecated is left before an upgrade takes it away.

## Why
A deprecation is the only warning that comes before the error, and it goes to a log that nobody reads. The next major
version is due to drop most of what is deprecated in this one.

## What is read
Imports, keywords, methods and attributes that the newest allowed version still has and warns of, or that the
protocol has deprecated: `ctx.info()` and its like since mcp 2, `mount(prefix=…)` in fastmcp 3,
an `httpx.AsyncClient` for `from_openapi()` in fastmcp 4, `AuthSettings` that leaves out a setting whose default is
about to turn.

## What is not reported
What an allowed version has removed, which has rules of its own. Uses that reckon with several versions: in a `try`
that catches the failure, or behind a test of a version. Projects that declare no version. The SSE transport, which
clause ARC-19 is about.

## Fix
Use what the message names while both ways work.

## Evidence
Judged 22 hits on two of 29 published servers in November 2026: all were true, calls of `ctx.info()` and `ctx.error()`
with mcp 2.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Drift, DriftState
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule

PROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["{}"]\n'


@rule(
    "framework-interface-deprecated",
    on=Drift,
    clause="DEV-31",
    severity=Severity.NOTE,
    examples=(
        Bad(
            """
            from mcp.server.mcpserver import Context, MCPServer

            mcp = MCPServer("shop")

            @mcp.tool()
            async def list_orders(ctx: Context) -> list[str]:
                await [|ctx.info|]("listing")
                return []
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=2,<3")},
        ),
        Bad(
            """
            from fastmcp import FastMCP

            mcp, orders = FastMCP("shop"), FastMCP("orders")
            mcp.mount(orders, prefix=[|"orders"|])
            """,
            files={"pyproject.toml": PROJECT.format("fastmcp>=3.1,<4")},
        ),
        Bad(
            """
            import httpx
            from fastmcp import FastMCP

            client = httpx.AsyncClient(base_url="https://orders.example.com")
            mcp = FastMCP.from_openapi(openapi_spec={}, client=[|client|])
            """,
            files={"pyproject.toml": PROJECT.format("fastmcp>=4,<5")},
        ),
        Good(
            """
            from fastmcp import FastMCP

            mcp, orders = FastMCP("shop"), FastMCP("orders")
            mcp.mount(orders, prefix="orders")
            """,
            files={"pyproject.toml": PROJECT.format("fastmcp>=2.12,<3")},
        ),
        Good(
            """
            import logging

            from mcp.server.mcpserver import MCPServer

            mcp = MCPServer("shop")

            @mcp.tool()
            async def list_orders() -> list[str]:
                logging.getLogger(__name__).info("listing")
                return []
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=2,<3")},
        ),
    ),
)
def framework_interface_deprecated(drift: Drift) -> Iterator[Hit]:
    if drift.state is DriftState.DEPRECATED and drift.declared.known:
        yield Hit(drift.place, f"{drift.name} {drift.versions}{drift.advice}", drift.symbol)
