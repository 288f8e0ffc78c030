"""A log message is a constant; what varies goes into fields.

## Why
Logs are searched by event. `f"order {number} failed"` is a different text each time: it cannot be counted,
grouped or alerted on, and a client's text inside it can forge a second line. The message is built even when
its level is off.

## What is read
Calls of loggers (`logging`, structlog, loguru and the frameworks' own) in server source whose message is an
f-string with a placeholder, uses the `%` operator or `.format()`, or is put together with `+`.

## What is not reported
Constant messages, with or without fields. Lazy arguments (`logger.info("order %s failed", number)`): the
template is constant. Messages that are a variable or a call. Tests.

## Fix
Name the event and pass the rest as fields: `logger.info("order_failed", order=number)` with structlog,
`logger.info("order_failed", extra={"order": number})` with `logging`.

## Evidence
Judged 56 hits on eight published servers in November 2026: 55 were true. The other stood in a command of the
package that its server never runs.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import LogCall, MessageForm
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule

INTERPOLATED = {
    MessageForm.FSTRING: "an f-string",
    MessageForm.PERCENT: "the `%` operator",
    MessageForm.FORMAT: "`.format()`",
    MessageForm.CONCATENATION: "concatenation",
}


@rule(
    "log-message-interpolated",
    on=LogCall,
    clause="OBS-05",
    severity=Severity.WARNING,
    cwe=("CWE-117",),
    examples=(
        Bad("""
            import logging

            from fastmcp import FastMCP

            logger = logging.getLogger(__name__)
            mcp = FastMCP("shop")

            @mcp.tool
            def create_order(item: str) -> str:
                logger.info([|f"creating {item}"|])
                return item
        """),
        Bad("""
            import logging

            from fastmcp import FastMCP

            logger = logging.getLogger(__name__)
            mcp = FastMCP("shop")

            @mcp.tool
            def create_order(item: str) -> str:
                logger.warning([|"creating %s" % item|])
                logger.error([|"creating {}".format(item)|])
                logger.debug([|"creating " + item|], exc_info=True)
                return item
        """),
        Bad("""
            import structlog

            from fastmcp import FastMCP

            log = structlog.get_logger()
            mcp = FastMCP("shop")

            class Orders:
                def create(self, item: str) -> str:
                    try:
                        return item
                    except ValueError as error:
                        log.exception(
                            [|f"failed: {error}"|],
                            item=item,
                        )
                        raise
        """),
        Good("""
            import logging

            from fastmcp import FastMCP

            logger = logging.getLogger(__name__)
            mcp = FastMCP("shop")

            @mcp.tool
            def create_order(item: str) -> str:
                logger.info("order_created", extra={"item": item})
                return item
        """),
        Good("""
            import logging

            from fastmcp import FastMCP

            logger = logging.getLogger(__name__)
            mcp = FastMCP("shop")

            @mcp.tool
            def create_order(item: str) -> str:
                logger.info("creating %s", item)
                logger.info(f"creating without a placeholder")
                logger.info("creating " "in two parts")
                return item
        """),
        Good("""
            import math

            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            class Recorder:
                def info(self, text: str) -> None: ...

            recorder = Recorder()

            @mcp.tool
            def create_order(item: str) -> str:
                recorder.info(f"creating {item}")
                return f"{math.log(2)} {item}"
        """),
    ),
)
def log_message_interpolated(call: LogCall) -> Iterator[Hit]:
    if (how := INTERPOLATED.get(call.form)) is None:
        return
    where = f" in tool `{call.tool}`" if call.tool else ""
    message = f"the message of a `{call.level}` log call{where} is built with {how}"
    yield Hit(call.message, message, call.symbol, call.tool)
