"""A handler's context class is imported at run time.

## Why
A framework finds the context parameter by its annotation, which it evaluates while it registers the tool. A class that
is imported under `TYPE_CHECKING` alone is not there then: mcp from 1.14 on raises `InvalidSignature`, fastmcp
`NameError`, and the server does not start. Type checkers see nothing wrong with it.

## What is read
The annotations of parameters of tools, resources and prompts, in unions and in quotes too, and whether the name is
bound anywhere but by an import in `if TYPE_CHECKING:`. The classes are those of clause DEV-32.

## What is not reported
Names that `else`, another import or an assignment binds as well, and classes other than contexts.

## Fix
Move the import out of the block: `from fastmcp import Context, FastMCP`.

## Evidence
No hits on 29 releases of 27 published servers in November 2026, so there is no figure from real servers.
That each framework refuses was tried on mcp 1.30 and 2.3 and fastmcp 2.14, 3.4 and 4.1.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import ContextParameter
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "context-imported-for-checkers-only",
    on=ContextParameter,
    clause="DEV-32",
    severity=Severity.ERROR,
    examples=(
        Bad("""
            from __future__ import annotations

            from typing import TYPE_CHECKING

            from fastmcp import FastMCP

            if TYPE_CHECKING:
                from fastmcp import Context

            mcp = FastMCP("shop")

            @mcp.tool
            async def list_orders([|ctx|]: Context) -> list[str]: ...
        """),
        Bad("""
            import typing

            from mcp.server.fastmcp import FastMCP

            if typing.TYPE_CHECKING:
                from mcp.server import fastmcp

            mcp = FastMCP("shop")

            @mcp.tool()
            async def list_orders(page: int, [|ctx|]: "fastmcp.Context") -> list[str]: ...
        """),
        Good("""
            from __future__ import annotations

            from fastmcp import Context, FastMCP

            mcp = FastMCP("shop")

            @mcp.tool
            async def list_orders(ctx: Context) -> list[str]: ...
        """),
        Good("""
            from __future__ import annotations

            from typing import TYPE_CHECKING

            from fastmcp import FastMCP

            if TYPE_CHECKING:
                from fastmcp import Context
            else:
                from fastmcp.server.context import Context

            mcp = FastMCP("shop")

            @mcp.tool
            async def list_orders(ctx: Context) -> list[str]: ...
        """),
    ),
)
def context_imported_for_checkers_only(parameter: ContextParameter) -> Iterator[Hit]:
    if parameter.unresolved:
        message = (
            f"the class of `{parameter.name}` is imported for type checkers only: a `{parameter.server}` cannot "
            "resolve the annotation and refuses to register the tool"
        )
        yield Hit(parameter.place, message, parameter.symbol, parameter.tool)
