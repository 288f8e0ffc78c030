"""Both servers in one application; nothing calls `run`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount

from web.guard import MyBearerMiddleware
from web.servers import m1, m2

a, b = m1.http_app(path="/mcp"), m2.http_app(path="/")


@asynccontextmanager
async def both(app: Starlette) -> AsyncIterator[None]:
    """Start both."""
    async with a.lifespan(app), b.lifespan(app):
        yield


app = Starlette(
    routes=[Mount("/one", a), Mount("/two", b)], lifespan=both, middleware=[Middleware(MyBearerMiddleware)]
)
