"""The health routes."""

from pathlib import Path
from unittest.mock import AsyncMock

import pytest

from release_desk.errors import dependency_failure
from release_desk.settings import Settings
from release_desk.store import SqliteReleaseStore
from tests.conftest import Web

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("path", ["/health", "/health/live"])
async def test_live_asks_nothing_but_the_process(
    path: str, settings: Settings, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteReleaseStore, "ping", AsyncMock(side_effect=dependency_failure()))
    async with web(settings) as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.json()["status"]) == (200, "healthy")


async def test_ready_when_the_store_answers(settings: Settings, web: Web) -> None:
    async with web(settings) as client:
        answer = await client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["checks"]["store"]["status"] == "healthy"


@pytest.mark.parametrize("failure", [dependency_failure(), TimeoutError("after 5 s"), OSError("disk gone")])
async def test_not_ready_when_it_does_not_and_no_reason_in_the_answer(
    failure: Exception, settings: Settings, web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with web(settings) as client:
        monkeypatch.setattr(SqliteReleaseStore, "ping", AsyncMock(side_effect=failure))
        answer = await client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "not_ready")
    assert str(failure) not in answer.text
