"""What is known about the request in hand: its correlation id, and the time."""

import re
from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import uuid4

HEADER = "X-Correlation-ID"
_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_correlation_id: ContextVar[str] = ContextVar("correlation_id", default="")


def correlation_id() -> str:
    """The id under which everything about this request is found; "" outside a request."""
    return _correlation_id.get()


def begin_request(inbound: str | None) -> str:
    """Take over the caller's id if it has the right form, else make one, and keep it for this request."""
    accepted = inbound if inbound and _ACCEPTED.fullmatch(inbound) else str(uuid4())
    _correlation_id.set(accepted)
    return accepted


def now() -> datetime:
    """The current time, with its zone."""
    return datetime.now(UTC)
