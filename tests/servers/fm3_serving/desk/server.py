import os
import pathlib
import subprocess
from contextlib import asynccontextmanager

from fastmcp import FastMCP
from fastmcp.server.auth.providers.jwt import JWTVerifier
from fastmcp.server.middleware import Middleware
from fastmcp.server.middleware.rate_limiting import RateLimitingMiddleware

from desk.store import Store


class Audit(Middleware):
    async def on_call_tool(self, context, call_next):
        return await call_next(context)


@asynccontextmanager
async def opened(server):
    yield Store(pathlib.Path("notes"))


verifier = JWTVerifier(
    jwks_uri="https://login.example.com/keys",
    issuer=os.environ.get("DESK_ISSUER", "https://login.example.com"),
    audience="desk",
    algorithm="RS256",
)
parts = FastMCP("parts")
mcp = FastMCP("desk", auth=verifier, middleware=[Audit()], lifespan=opened)
mcp.add_middleware(RateLimitingMiddleware(max_requests_per_second=5.0))
mcp.mount(parts, namespace="parts")
store = Store(pathlib.Path("notes"))


@parts.tool
def count_parts() -> int:
    """Count parts."""
    return 3


@mcp.tool
def read_note(name: str) -> str:
    """Read a note."""
    return store.read(name)


@mcp.tool
def save_note(name: str, text: str) -> None:
    """Save a note."""
    store.save(name, text)


@mcp.tool
def drop_note(name: str) -> None:
    """Drop a note."""
    store.drop(name)


@mcp.tool
def count_lines(name: str) -> str:
    """Count the lines of a note."""
    return subprocess.run(["wc", "-l", name], capture_output=True, text=True).stdout


def main() -> None:
    mcp.run(transport="http", host="0.0.0.0", port=int(os.getenv("DESK_PORT", "8123")))


if __name__ == "__main__":
    main()
