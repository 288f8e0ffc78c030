"""Callers are told what to do, and not what broke inside.

## Why
The text of an exception that nobody planned holds host names, statements, paths and now and then a password. The
caller can do nothing with it, and a model repeats it to whoever asks.

## What is read
`str()`, `repr()`, the arguments and the traceback of an exception from a broad handler, when they are returned: as a
result, a resource, a prompt, or in the body of an HTTP route, also through a helper or a field.

## What is not reported
Exceptions that the project defines, handlers of named exceptions, the name of an exception's type. What is raised again
is the matter of TOOL-20, what is logged through the protocol that of OBS-30. For a server on stdio only, whose caller
is the person who runs it, the confidence is low.

## Fix
Log the exception in full and answer with a code and a sentence of your own: "unavailable: try again in a minute".

## Evidence
Judged in November 2026 on 29 published servers: 83 of 89 true (`benchmarks/flow.md`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.flow.telling import answer, hit_of, is_unforeseen, source
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule


@dataclass(frozen=True, slots=True)
class Options:
    """What SEC-42 sets: the exceptions by which a handler is a broad one."""

    broad_handlers: tuple[str, ...]


@rule(
    "error-text-exposed",
    on=Flow,
    clause="SEC-42",
    severity=Severity.WARNING,
    cwe=("CWE-209",),
    options=Options,
    examples=(
        Bad("""
            @mcp.tool
            def list_orders() -> str:
                try:
                    return open("/srv/orders.txt").read()
                except Exception as error:
                    return [|f"no orders: {error}"|]

            mcp.run(transport="http")
        """),
        Bad(
            """
            from failures import failed

            @mcp.tool
            def list_orders() -> dict[str, str]:
                try:
                    return {"orders": open("/srv/orders.txt").read()}
                except Exception as error:
                    return [|failed(error)|]

            mcp.run(transport="http")
            """,
            files={
                "failures.py": "import traceback\n\n\ndef failed(error: Exception) -> dict[str, str]:\n"
                "    return {'error': traceback.format_exc()}\n"
            },
        ),
        Bad(
            """
            @mcp.tool
            def list_orders() -> str:
                try:
                    return open("/srv/orders.txt").read()
                except Exception as error:
                    return [|str(error)|]

            mcp.run(transport="stdio")
            """,
            confidence=Confidence.LOW,
        ),
        Good("""
            import logging

            logger = logging.getLogger(__name__)

            @mcp.tool
            def list_orders() -> str:
                try:
                    return open("/srv/orders.txt").read()
                except Exception as error:
                    logger.exception("orders_not_read")
                    return f"unavailable: {type(error).__name__}"

            mcp.run(transport="http")
        """),
        Good("""
            class ShopError(Exception):
                pass

            def orders() -> str:
                raise ShopError("the shop is closed")

            @mcp.tool
            def list_orders() -> str:
                try:
                    return orders()
                except ShopError as error:
                    return str(error)
                except UnicodeError as error:
                    return f"not a text: {error}"

            mcp.run(transport="http")
        """),
        Good("""
            def describe(error: Exception) -> str:
                return "unavailable: try again in a minute"

            @mcp.tool
            def list_orders() -> str:
                try:
                    return open("/srv/orders.txt").read()
                except Exception as error:
                    return describe(error)

            mcp.run(transport="http")
        """),
    ),
)
def error_text_exposed(flow: Flow, options: Options) -> Iterator[Hit]:
    if is_unforeseen(flow, options.broad_handlers) and flow.call == "return":
        doubt = None if flow.over_http else Confidence.LOW
        yield hit_of(flow, f"{source(flow)} reaches {answer(flow)}", confidence=doubt)
