"""What stands around the protocol on HTTP: correlation ids, security headers, CORS for named origins."""

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.status import HTTP_401_UNAUTHORIZED, HTTP_403_FORBIDDEN, HTTP_421_MISDIRECTED_REQUEST
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from release_desk.audit import AuditEvent, write_event
from release_desk.context import HEADER, begin_request
from release_desk.settings import HttpSettings

SECURITY_HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(), microphone=(), camera=()",
}
REFUSALS = frozenset({HTTP_401_UNAUTHORIZED, HTTP_403_FORBIDDEN, HTTP_421_MISDIRECTED_REQUEST})


class RequestMiddleware:
    """Gives every request a correlation id, every response its headers, and every refusal a line in the audit trail."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        inbound = Headers(scope=scope)
        known = begin_request(inbound.get(HEADER))
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(correlation_id=known, user_id="")

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                outbound = MutableHeaders(scope=message)
                outbound[HEADER] = known
                for name, value in SECURITY_HEADERS.items():
                    outbound.setdefault(name, value)
                if message["status"] in REFUSALS:
                    _record_refusal(scope, inbound, message["status"])
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        finally:
            structlog.contextvars.clear_contextvars()


def _record_refusal(scope: Scope, inbound: Headers, status: int) -> None:
    client = scope.get("client")
    write_event(
        AuditEvent(
            event_type="authentication" if status == HTTP_401_UNAUTHORIZED else "authorization",
            resource_id=scope["path"][:200],
            action="http_request",
            result="failure",
            ip_address=client[0] if client else "",
            user_agent=inbound.get("user-agent", "")[:200],
            metadata={"status": str(status)},
        )
    )


def build_middleware(settings: HttpSettings) -> list[Middleware]:
    """CORS for the origins that are named; none where there are none."""
    if not settings.allowed_origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_credentials=False,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Mcp-Protocol-Version", "Mcp-Method", "Mcp-Name", HEADER],
            expose_headers=["WWW-Authenticate", HEADER],
            max_age=3600,
        )
    ]
