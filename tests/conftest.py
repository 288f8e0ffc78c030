"""What every test gets: an environment without the user's own switches, and property tests that repeat."""

import os

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what steers colour and settings from outside."""
    for name in list(os.environ):
        if name.startswith("MCP_LINTEL_") or name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name)
