"""The audit trail: who did what to which release, and what was refused, one complete line for each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from fastmcp.server.dependencies import get_http_request

from release_desk.context import correlation_id, now
from release_desk.errors import DeskError, ErrorCode
from release_desk.logs import logger
from release_desk.permissions import Caller

Kind = Literal["data_change", "authorization", "authentication", "rate_limit", "configuration"]
Result = Literal["success", "failure", "error"]
REFUSALS = frozenset({ErrorCode.UNAUTHORIZED, ErrorCode.FORBIDDEN, ErrorCode.NOT_FOUND, ErrorCode.CONFLICT})


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditEvent:
    """One line of the trail. What does not apply stays empty."""

    event_type: Kind
    action: str
    result: Result
    user_id: str = ""
    user_role: str = ""
    tool_name: str = ""
    resource_id: str = ""
    ip_address: str = ""
    user_agent: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    timestamp: datetime = field(default_factory=now)
    correlation_id: str = field(default_factory=correlation_id)


def write_event(event: AuditEvent) -> None:
    """Put an event into the log, under a message of its own so that it can be routed apart."""
    logger.info(
        "AUDIT",
        timestamp=event.timestamp.isoformat(),
        event_type=event.event_type,
        user_id=event.user_id,
        user_role=event.user_role,
        tool_name=event.tool_name,
        resource_id=event.resource_id,
        action=event.action,
        result=event.result,
        ip_address=event.ip_address,
        user_agent=event.user_agent,
        correlation_id=event.correlation_id,
        metadata=event.metadata,
    )


def peer() -> tuple[str, str]:
    """Address and user agent of the client; empty outside HTTP."""
    try:
        request = get_http_request()
    except RuntimeError:
        return "", ""
    return (request.client.host if request.client else ""), request.headers.get("user-agent", "")[:200]


def record(
    event_type: Kind,
    action: str,
    result: Result,
    caller: Caller | None,
    tool_name: str = "",
    resource_id: str = "",
    **metadata: str,
) -> None:
    """Write an event about the request in hand."""
    ip_address, user_agent = peer()
    write_event(
        AuditEvent(
            event_type=event_type,
            user_id=caller.user_id if caller else "",
            user_role=",".join(caller.roles) if caller else "",
            tool_name=tool_name,
            resource_id=resource_id,
            action=action,
            result=result,
            ip_address=ip_address,
            user_agent=user_agent,
            metadata=metadata,
        )
    )


@dataclass(slots=True)
class Attempt:
    """A change being tried. A tool that ends without it, by asking back, says what it did instead."""

    action: str


@asynccontextmanager
async def audited(caller: Caller, tool_name: str, resource_id: str, action: str) -> AsyncIterator[Attempt]:
    """Record the outcome of a change: done, refused for a reason the caller is told, or failed. Failures go on."""
    attempt = Attempt(action)
    try:
        yield attempt
    except DeskError as error:
        outcome: Result = "failure" if error.code in REFUSALS else "error"
        record("data_change", attempt.action, outcome, caller, tool_name, resource_id, code=error.code.value)
        raise
    except Exception as error:
        record("data_change", attempt.action, "error", caller, tool_name, resource_id, error_type=type(error).__name__)
        raise
    record("data_change", attempt.action, "success", caller, tool_name, resource_id)
