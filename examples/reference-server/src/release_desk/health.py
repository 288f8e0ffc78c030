"""Health over HTTP: `/health/live` asks the process, `/health/ready` asks what it needs. Neither wants a token."""

import asyncio
import time

from fastmcp import FastMCP
from starlette.requests import Request
from starlette.responses import JSONResponse

from release_desk.context import now
from release_desk.errors import DeskError
from release_desk.logs import logger
from release_desk.store import ReleaseStore

TIMEOUT_SECONDS = 5.0


async def check_store(store: ReleaseStore) -> dict[str, str | float]:
    """Whether the store answers in time. What went wrong goes to the log and not into the answer."""
    started = time.perf_counter()
    status = "healthy"
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            await store.ping()
    except (DeskError, TimeoutError, OSError) as error:
        logger.warning("readiness_failed", dependency="store", error_type=type(error).__name__, exc_info=True)
        status = "unhealthy"
    return {"status": status, "latency_ms": round((time.perf_counter() - started) * 1000, 3)}


def add_health_routes(server: FastMCP, store: ReleaseStore) -> None:
    """Add the routes to the server's HTTP app."""

    @server.custom_route("/health", methods=["GET"])
    @server.custom_route("/health/live", methods=["GET"])
    async def live(_request: Request) -> JSONResponse:
        """The process runs; nothing else is asked."""
        return JSONResponse({"status": "healthy", "timestamp": now().isoformat()})

    @server.custom_route("/health/ready", methods=["GET"])
    async def ready(_request: Request) -> JSONResponse:
        """The server can do its work: 200, or 503 if it cannot."""
        checks = {"store": await check_store(store)}
        healthy = all(check["status"] == "healthy" for check in checks.values())
        return JSONResponse(
            {"status": "ready" if healthy else "not_ready", "timestamp": now().isoformat(), "checks": checks},
            status_code=200 if healthy else 503,
        )
