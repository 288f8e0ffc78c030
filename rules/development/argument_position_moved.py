"""Arguments are not passed at positions that have moved.

## Why
An argument at the wrong position is an error in one version and something else in the next. The second argument of
the SDK's `FastMCP` was the instructions; of `MCPServer` it is the title, so a model is no longer told how to use
the server, and a client shows a page of text as its name.

## What is read
`mount("prefix", server)` and `import_server("prefix", server)` of fastmcp, whose server stands first from 2.9 on and
must from 2.14 on; a second positional argument of the low-level `Server`, which mcp 2 refuses; and of `MCPServer`,
which takes it for the title. They are held against the newest version that the declared range allows.

## What is not reported
Calls in a `try` that catches the failure, or behind a test of a version. Where no version is declared the
confidence is low.

## Fix
Pass the server first, and the rest by name: `mount(orders, namespace="orders")`, `Server("shop", version="1.0")`,
`MCPServer("shop", instructions="…")`.

## Evidence
No hits on 35 releases of 29 published servers in November 2026, so there is no figure from real servers.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Drift, DriftKind, DriftState
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule

PROJECT = '[project]\nname = "shop"\nversion = "1"\ndependencies = ["{}"]\n'


@rule(
    "argument-position-moved",
    on=Drift,
    clause="DEV-33",
    severity=Severity.WARNING,
    examples=(
        Bad("""
            orders = FastMCP("orders")
            mcp.mount("orders", [|orders|])
        """),
        Bad(
            """
            from mcp.server import Server

            server = Server("shop", [|"1.0"|])
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=1.20")},
        ),
        Bad(
            """
            from mcp.server import MCPServer

            mcp = MCPServer("shop", [|"Ask for orders by their number."|])
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=2,<3")},
        ),
        Good("""
            orders = FastMCP("orders")
            mcp.mount(orders, "orders")
        """),
        Good(
            """
            from fastmcp import FastMCP

            mcp, orders = FastMCP("shop"), FastMCP("orders")
            mcp.mount("orders", orders)
            """,
            files={"pyproject.toml": PROJECT.format("fastmcp>=2.3,<2.9")},
        ),
        Good(
            """
            from mcp.server import Server

            server = Server("shop", "1.0")
            """,
            files={"pyproject.toml": PROJECT.format("mcp>=1.20,<2")},
        ),
    ),
)
def argument_position_moved(drift: Drift) -> Iterator[Hit]:
    if drift.kind is DriftKind.POSITIONAL and drift.state is not DriftState.DEPRECATED:
        message = f"{drift.name} {drift.versions}{drift.advice}"
        yield Hit(drift.place, message, drift.symbol, confidence=None if drift.declared.known else Confidence.LOW)
