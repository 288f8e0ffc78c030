"""Logging: every line, the server's own and those of its libraries, is a JSON object on standard error."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

from release_desk.settings import Settings

REDACTED = "***REDACTED***"
_SECRET = re.compile(r"(password|secret|api_?key|authorization|cookie|credential|(^|_)token$)", re.IGNORECASE)
_EMAIL = re.compile(r"([A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{0,63}@([A-Za-z0-9.-]{1,255})")

logger: structlog.stdlib.BoundLogger = structlog.get_logger("release_desk")


def masked(value: Any) -> Any:
    """The value without secrets and with e-mail addresses shortened, through all levels of nesting."""
    if isinstance(value, str):
        return _EMAIL.sub(r"\1***@\2", value)
    if isinstance(value, Mapping):
        return {key: REDACTED if _SECRET.search(str(key)) else masked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [masked(item) for item in value]
    return value


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A processor that masks every field of an event."""
    cleaned: MutableMapping[str, Any] = masked(event)
    return cleaned


def configure_logging(settings: Settings) -> None:
    """Set logging up; called once, before the server is made."""
    as_json = structlog.processors.JSONRenderer()
    renderer = as_json if settings.log_format == "json" else structlog.dev.ConsoleRenderer(colors=False)
    service = {"service": "release-desk", "environment": settings.environment.value}

    def add_service(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event.update(service)
        return event

    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            structlog.processors.UnicodeDecoder(),
            add_service,
            redact,
            renderer,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    of_libraries = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            add_service,
        ],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, redact, renderer],
    )
    _write(logging.getLogger("release_desk"), logging.Formatter("%(message)s"), settings.log_level)
    _write(logging.getLogger(), of_libraries, settings.log_level)
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    for name in ("fastmcp", "uvicorn", "uvicorn.access", "uvicorn.error"):
        library = logging.getLogger(name)
        library.handlers.clear()
        library.propagate = True


def _write(target: logging.Logger, formatter: logging.Formatter, level: str) -> None:
    """Give a logger one handler, on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    target.handlers[:] = [handler]
    target.setLevel(level)
    target.propagate = False
