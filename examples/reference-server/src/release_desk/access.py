"""Middleware around every tool call: a name for it in the log, and an audited refusal for those who may not make it."""

import time
from collections.abc import Awaitable, Callable, Mapping

import structlog
from fastmcp.exceptions import NotFoundError, ValidationError
from fastmcp.server.middleware import Middleware, MiddlewareContext
from fastmcp.server.middleware.rate_limiting import RateLimitError
from fastmcp.tools import ToolResult
from mcp.types import CallToolRequestParams

from release_desk.audit import record
from release_desk.context import begin_request, correlation_id
from release_desk.errors import DeskError, forbidden, kind_of
from release_desk.logs import logger
from release_desk.permissions import Permission, find_caller

CallNext = Callable[[MiddlewareContext[CallToolRequestParams]], Awaitable[ToolResult]]


class CallLogMiddleware(Middleware):
    """Logs the start and the end of every tool call with the correlation id and the caller's id."""

    async def on_call_tool(self, context: MiddlewareContext[CallToolRequestParams], call_next: CallNext) -> ToolResult:
        """Log one call. Arguments stay out of the log."""
        caller = find_caller()
        known = correlation_id() or begin_request(None)
        tool = context.message.name[:64]
        with structlog.contextvars.bound_contextvars(correlation_id=known, user_id=caller.user_id if caller else ""):
            logger.info("tool_started", tool=tool)
            started = time.perf_counter()
            try:
                result = await call_next(context)
            except (DeskError, ValidationError, NotFoundError, RateLimitError) as refused:
                logger.warning("tool_refused", tool=tool, duration_ms=_ms_since(started), error_type=kind_of(refused))
                raise
            except Exception as error:
                logger.error(
                    "tool_failed",
                    tool=tool,
                    duration_ms=_ms_since(started),
                    error_type=kind_of(error),
                    error_message=str(error),
                    exc_info=True,
                )
                raise
            logger.info("tool_completed", tool=tool, duration_ms=_ms_since(started))
            return result


class RefusalMiddleware(Middleware):
    """Turns the silence about a hidden tool into a refusal that names the permission, and records it.

    The check itself stands on each tool as `auth=`; this one comes before it and asks the same table.
    """

    def __init__(self, needed: Mapping[str, Permission]) -> None:
        self._needed = needed

    async def on_call_tool(self, context: MiddlewareContext[CallToolRequestParams], call_next: CallNext) -> ToolResult:
        """Refuse a caller who lacks the tool's permission."""
        tool = context.message.name
        permission = self._needed.get(tool)
        if permission is not None:
            caller = find_caller()
            if caller is None or not caller.may(permission):
                record("authorization", "call_tool", "failure", caller, tool, permission=permission.value)
                raise forbidden(permission.value)
            record("authorization", "call_tool", "success", caller, tool, permission=permission.value)
        return await call_next(context)


def _ms_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)
