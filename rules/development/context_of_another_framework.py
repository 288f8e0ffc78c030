"""A handler's context is the class of the server's own package.

## Why
A framework recognises its context by the class. Another package's class is an ordinary type to it: `ctx` appears
among the inputs, a model has to invent one, and what the tool then holds is no context. The mistake is a copied
import line, and nothing complains.

## What is read
The annotations of parameters of tools, resources and prompts on servers of fastmcp and of the official SDK, in
unions and in quotes too. The classes are those of clause DEV-32.

## What is not reported
Servers of other frameworks, and annotations that cannot be followed to an import.

## Fix
Import `Context` from where the server's class comes from: `from fastmcp import Context, FastMCP`, or
`from mcp.server.mcpserver import Context, MCPServer`.

## Evidence
No hits on 35 releases of 29 published servers in November 2026, so there is no figure from real servers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.model.types import ContextParameter, Family
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@dataclass(frozen=True, slots=True)
class Options:
    """The context classes of fastmcp and of the SDK, by import path."""

    fastmcp_contexts: tuple[str, ...]
    sdk_contexts: tuple[str, ...]


@rule(
    "context-of-another-framework",
    on=ContextParameter,
    clause="DEV-32",
    severity=Severity.ERROR,
    options=Options,
    examples=(
        Bad("""
            from fastmcp import FastMCP
            from mcp.server.mcpserver import Context

            mcp = FastMCP("shop")

            @mcp.tool
            async def list_orders([|ctx|]: Context) -> list[str]: ...
        """),
        Bad("""
            from fastmcp import Context
            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("shop")

            @mcp.tool()
            async def list_orders(page: int, [|ctx|]: Context | None = None) -> list[str]: ...
        """),
        Good("""
            @mcp.tool
            async def list_orders(ctx: Context) -> list[str]: ...
        """),
        Good("""
            from mcp.server.fastmcp import Context, FastMCP

            mcp = FastMCP("shop")

            @mcp.tool()
            async def list_orders(ctx: Context) -> list[str]: ...
        """),
    ),
)
def context_of_another_framework(parameter: ContextParameter, options: Options) -> Iterator[Hit]:
    foreign = {
        str(Family.FASTMCP): options.sdk_contexts,
        str(Family.SDK_FASTMCP): options.fastmcp_contexts,
        str(Family.SDK_MCPSERVER): options.fastmcp_contexts,
    }
    if parameter.context in foreign.get(parameter.server, ()):
        message = (
            f"`{parameter.name}` is a `{parameter.context}`, which a `{parameter.server}` does not fill in: "
            "clients see it as an input"
        )
        yield Hit(parameter.place, message, parameter.symbol, parameter.tool)
