"""How long calls take on the machine of the run, against the figures of the standard."""

import time
from collections.abc import Callable
from statistics import quantiles

import pytest
from fastmcp import Client

from release_desk.server import create_server
from release_desk.settings import RateLimitSettings, Settings

pytestmark = [pytest.mark.integration, pytest.mark.benchmark]
SAMPLES = 100


async def test_creating_and_listing_are_fast(settings: Settings, signed_in: Callable[..., None]) -> None:
    signed_in("developer")
    roomy = settings.model_copy(update={"rate_limit": RateLimitSettings(burst=1000, global_burst=10_000)})
    async with Client(create_server(roomy)) as client:
        creating = []
        for number in range(SAMPLES):
            started = time.perf_counter()
            await client.call_tool("create_release", {"draft": {"name": "billing", "version": f"1.0.{number}"}})
            creating.append((time.perf_counter() - started) * 1000)
        started = time.perf_counter()
        await client.call_tool("list_releases", {})
        listing = (time.perf_counter() - started) * 1000
    percentiles = quantiles(creating, n=100)
    assert percentiles[49] < 50
    assert percentiles[94] < 150
    assert percentiles[98] < 300
    assert listing < 500
