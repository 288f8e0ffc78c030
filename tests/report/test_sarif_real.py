"""SARIF of published servers, every finding of every severity in it, has no fault under GitHub's rules."""

from pathlib import Path

import pytest

from mcp_lintel.report.options import Options
from mcp_lintel.report.sarif import render_audit, render_github
from mcp_lintel.rule import Confidence, Severity
from mcp_lintel.run import Request, check
from mcp_lintel.settings import Settings
from real.published import published  # type: ignore[import-not-found]  # pytest puts tests/ on the path

from .test_sarif_tool import faults, multitool

__all__ = ["multitool"]

pytestmark = pytest.mark.network

SERVERS = (("mcp-server-git", "2026.10.19"), ("mcp-server-sqlite", "2025.4.25"), ("mcp-server-time", "2026.10.19"))


@pytest.mark.parametrize(("name", "version"), SERVERS)
def test_the_validator_has_no_error_or_warning(name: str, version: str, multitool: Path, tmp_path: Path) -> None:
    settings = Settings(severity=Severity.NOTE, confidence=Confidence.LOW, respect_gitignore=False)
    outcome = check(Request(paths=(published(name, version),), settings=settings))
    assert outcome.findings
    for render in (render_github, render_audit):
        assert faults(multitool, render(outcome, Options(exit_code=1)), tmp_path) == []
