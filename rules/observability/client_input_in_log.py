"""A client's text is a field of a log line and no part of its message.

## Why
Who can write a line break into a message can write a log entry of his own, with any level, time and name. Fields are
escaped by the renderer; text inside text is not.

## What is read
A value that a client sends, followed until it is a part of the text that a logging call is given: by f-strings, `%`,
`format` and concatenation, also in another function.

## What is not reported
Values that are passed on as they are, as fields or for a constant template (`logger.info("release %s", name)`), which
the clause tolerates. Numbers, enums and texts that admit no line break.

## Fix
`logger.info("release_published", release=name)`.

## Evidence
Not judged on real servers: the rule is a note, which is off by default.
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, source
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule


@rule(
    "client-input-in-log",
    on=Flow,
    clause="OBS-05",
    severity=Severity.NOTE,
    confidence=Confidence.MEDIUM,
    cwe=("CWE-117",),
    examples=(
        Bad("""
            import logging

            logger = logging.getLogger(__name__)

            @mcp.tool
            def find_order(customer: str) -> str:
                logger.info([|f"looking for {customer}"|])
                return "order"
        """),
        Bad(
            """
            from log import note

            @mcp.tool
            def find_order(customer: str) -> str:
                note("looking for " + customer)
                return "order"
            """,
            files={
                "log.py": "import logging\n\nlogger = logging.getLogger(__name__)\n\n\n"
                "def note(text: str) -> None:\n    logger.info([|text|])\n"
            },
        ),
        Good("""
            import logging

            logger = logging.getLogger(__name__)

            @mcp.tool
            def find_order(customer: str, number: int) -> str:
                logger.info("order_looked_for %s", customer)
                logger.info(f"order {number}")
                return "order"
        """),
        Good("""
            import structlog

            logger = structlog.get_logger()

            @mcp.tool
            def find_order(customer: str) -> str:
                logger.info("order_looked_for", customer=customer)
                return "order"
        """),
        Good("""
            import logging

            logger = logging.getLogger(__name__)

            def note(text: str) -> None:
                logger.info("note: " + text)

            @mcp.tool
            def find_order(customer: str) -> str:
                note("started")
                return customer
        """),
    ),
)
def client_input_in_log(flow: Flow) -> Iterator[Hit]:
    if flow.source == "client" and flow.sink == "log" and not flow.whole:
        yield hit_of(flow, f"{source(flow)} is a part of the message that `{flow.call}` logs")
