"""The text of an unforeseen exception is not raised towards the client.

## Why
An exception that nobody planned carries host names, statements, paths and at times credentials. The frameworks hide it
when they are told to; an error of their own, such as `ToolError`, passes the mask with all that was put into it.

## What is read
`str()`, `repr()`, the arguments and the traceback of an exception from a broad handler, followed until they are part of
an error that is meant for the client (`ToolError`, `ResourceError`, `McpError`).

## What is not reported
Exceptions that the project defines, handlers of named exceptions, the name of an exception's type. What is returned is
the matter of SEC-42. For a server on stdio only, whose caller is the person who runs it, the confidence is low.

## Fix
Log the exception in full and raise with a code and a sentence of your own: `ToolError("internal_error: try again")`.

## Evidence
Judged in November 2026 on 29 published servers: 7 of 7 true (`benchmarks/flow.md`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.flow.telling import hit_of, is_raised, is_unforeseen, source
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule


@dataclass(frozen=True, slots=True)
class Options:
    """What TOOL-20 sets: the exceptions by which a handler is a broad one."""

    broad_handlers: tuple[str, ...]


@rule(
    "unforeseen-error-told",
    on=Flow,
    clause="TOOL-20",
    severity=Severity.WARNING,
    cwe=("CWE-209",),
    options=Options,
    examples=(
        Bad("""
            from fastmcp import FastMCP
            from fastmcp.exceptions import ToolError

            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                try:
                    return open("/srv/orders.txt").read()
                except Exception as error:
                    raise ToolError([|f"internal_error: {error}"|]) from error

            mcp.run(transport="http")
        """),
        Bad(
            """
            from failures import fail
            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                try:
                    return open("/srv/orders.txt").read()
                except Exception as error:
                    return fail(error)

            mcp.run(transport="http")
            """,
            files={
                "failures.py": """\
from fastmcp.exceptions import ToolError


def fail(error: Exception) -> str:
    raise ToolError([|repr(error)|])
"""
            },
        ),
        Bad(
            """
            from fastmcp import FastMCP
            from fastmcp.exceptions import ToolError

            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                try:
                    return open("/srv/orders.txt").read()
                except Exception as error:
                    raise ToolError([|str(error)|]) from error

            mcp.run(transport="stdio")
            """,
            confidence=Confidence.LOW,
        ),
        Good("""
            from fastmcp import FastMCP
            from fastmcp.exceptions import ToolError

            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                try:
                    return open("/srv/orders.txt").read()
                except FileNotFoundError as error:
                    raise ToolError(f"not_found: {error.filename}") from error
                except Exception as error:
                    raise ToolError("internal_error: try again") from error

            mcp.run(transport="http")
        """),
        Good("""
            from fastmcp import FastMCP
            from fastmcp.exceptions import ToolError

            mcp = FastMCP("shop")

            def described(error: Exception) -> str:
                return f"internal_error: {type(error).__name__}"

            @mcp.tool
            def list_orders() -> str:
                try:
                    return open("/srv/orders.txt").read()
                except Exception as error:
                    raise ToolError(described(error)) from error

            mcp.run(transport="http")
        """),
    ),
)
def unforeseen_error_told(flow: Flow, options: Options) -> Iterator[Hit]:
    if is_unforeseen(flow, options.broad_handlers) and is_raised(flow):
        doubt = None if flow.over_http else Confidence.LOW
        yield hit_of(flow, f"{source(flow)} is told to the client by `{flow.call}`", confidence=doubt)
