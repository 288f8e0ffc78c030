"""Authentication of the whole application."""

import hmac
import os

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class MyBearerMiddleware:
    """Lets only requests with the right token through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the token."""
        if scope["type"] == "http":
            given = Request(scope).headers.get("authorization", "")
            if not hmac.compare_digest(given, f"Bearer {os.environ['WEB_TOKEN']}"):
                await PlainTextResponse("who are you?", 401)(scope, receive, send)
                return
        await self.app(scope, receive, send)
