"""A server that logs writes its logs as JSON.

## Why
What a fleet of servers logs is read by programs first: collected, filtered by field, alerted on. Text lines
have to be taken apart again by patterns that break with the next wording.

## What is read
The project's set-up of its logs: structlog with `JSONRenderer`, a JSON formatter on a handler or in a
`dictConfig`, loguru with `serialize=True`, the framework's structured logging middleware. Reported is a
server that logs and has none of these, at the place where plain text is set up, else at its first log call.

## What is not reported
Projects that do not log. A set-up that cannot be read, and a choice between a console and JSON. Where every
server of the project runs on stdio only, and where the project sets up nothing at all, the confidence is
medium: in the first case the client keeps the log, often for a person to read, though the clause makes no
exception; in the second the program that starts the server may set up what this project does not show.

## Fix
Configure structlog once at start-up with `JSONRenderer()` as its last processor, or give the root handler
`pythonjsonlogger`'s formatter, and send both to standard error.

## Evidence
Judged 18 hits on 18 published servers in November 2026: all were true, though five pointed at a poor place
or overlooked where the project sets its logs up as text.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import LoggingSetup
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule


@rule(
    "logging-not-json",
    on=LoggingSetup,
    clause="OBS-02",
    severity=Severity.WARNING,
    cwe=("CWE-778",),
    examples=(
        Bad("""
            import logging

            from fastmcp import FastMCP

            [|logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")|]
            logger = logging.getLogger(__name__)
            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                logger.info("orders_listed")
                return "orders"

            mcp.run(transport="http")
        """),
        Bad(
            """
            import logging

            from fastmcp import FastMCP

            logger = logging.getLogger(__name__)
            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                [|logger.info("orders_listed")|]
                return "orders"

            mcp.run(transport="http")
            """,
            confidence=Confidence.MEDIUM,
        ),
        Bad(
            """
            import logging

            from fastmcp import FastMCP

            [|logging.basicConfig(level=logging.INFO)|]
            logger = logging.getLogger(__name__)
            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                logger.info("orders_listed")
                return "orders"

            mcp.run(transport="stdio")
            """,
            confidence=Confidence.MEDIUM,
        ),
        Good("""
            import logging

            import structlog
            from fastmcp import FastMCP

            structlog.configure(processors=[structlog.processors.JSONRenderer()])
            logger = structlog.get_logger()
            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                logger.info("orders_listed")
                return "orders"

            mcp.run(transport="http")
        """),
        Good("""
            import logging

            from fastmcp import FastMCP
            from pythonjsonlogger.json import JsonFormatter

            handler = logging.StreamHandler()
            handler.setFormatter(JsonFormatter())
            logging.basicConfig(handlers=[handler], level=logging.INFO)
            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                logging.getLogger(__name__).info("orders_listed")
                return "orders"

            mcp.run(transport="http")
        """),
        Good("""
            @mcp.tool
            def list_orders() -> str:
                return "orders"

            mcp.run(transport="http")
        """),
    ),
)
def logging_not_json(setup: LoggingSetup) -> Iterator[Hit]:
    if not setup.calls or setup.json or setup.unknown or not setup.endpoints:
        return
    place = setup.text[0] if setup.text else setup.first
    if place is None:
        return
    counted = "one call" if setup.calls == 1 else f"{setup.calls} calls"
    how = "sets its logs up as plain text" if setup.text else "shows no set-up of its logs"
    local = all(e.transports.closed and e.transports.kinds == {"stdio"} for e in setup.endpoints)
    confidence = Confidence.MEDIUM if local or not setup.text else None
    yield Hit(place, f"the project logs ({counted}) and {how}; nothing renders them as JSON", confidence=confidence)
