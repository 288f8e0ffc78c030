"""What every test gets: an environment without the user's own switches, property tests that repeat, the command."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner, Result

Command = Callable[..., Result]

settings.register_profile("repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what steers colour and settings from outside."""
    for name in list(os.environ):
        if name.startswith("MCP_LINTEL_") or name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name)


@pytest.fixture
def lintel() -> Command:
    """Runs the command with words and gives its exit code, stdout and stderr."""
    from mcp_lintel.cli import app

    def command(*words: str | Path) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)

    return command
