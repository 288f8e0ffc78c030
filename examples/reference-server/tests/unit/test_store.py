"""The SQLite store, on a real file."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastmcp.exceptions import ToolError

from release_desk.models import Release, ReleaseStatus
from release_desk.store import DuplicateReleaseError, SqliteReleaseStore

pytestmark = pytest.mark.unit
NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


async def test_what_is_added_can_be_read_by_its_team_only(store: SqliteReleaseStore, release: Release) -> None:
    await store.add(release)
    assert await store.get("payments", release.id) == release
    assert await store.get("shipping", release.id) is None


async def test_a_name_and_version_exist_once_in_a_team(store: SqliteReleaseStore, release: Release) -> None:
    await store.add(release)
    with pytest.raises(DuplicateReleaseError):
        await store.add(release.model_copy(update={"id": "0" * 32}))
    await store.add(release.model_copy(update={"id": "1" * 32, "team": "shipping"}))


async def test_pages_are_newest_first_and_count_all(store: SqliteReleaseStore, release: Release) -> None:
    for number in range(5):
        at = release.created_at.replace(hour=number)
        await store.add(
            release.model_copy(update={"id": f"{number:032x}", "version": f"1.0.{number}", "created_at": at})
        )
    items, total = await store.find("payments", None, None, 2, 2)
    assert [item.version for item in items] == ["1.0.2", "1.0.1"]
    assert total == 5


@pytest.mark.parametrize(("text", "found"), [("INVOICE", 1), ("q4", 1), ("%", 0), ("' OR '1'='1", 0), ("bill_ng", 0)])
async def test_search_takes_text_as_it_is(text: str, found: int, store: SqliteReleaseStore, release: Release) -> None:
    await store.add(release)
    assert (await store.find("payments", text, None, 10, 0))[1] == found


async def test_an_approved_release_is_final(store: SqliteReleaseStore, release: Release) -> None:
    await store.add(release)
    assert await store.approve("payments", release.id, "ann", NOON)
    assert not await store.approve("payments", release.id, "eve", NOON)
    assert not await store.update(release)
    assert not await store.delete("payments", release.id)
    kept = await store.get("payments", release.id)
    assert kept is not None
    assert (kept.status, kept.approved_by, kept.approved_at) == (ReleaseStatus.APPROVED, "ann", NOON)
    assert (await store.find("payments", None, ReleaseStatus.DRAFT, 10, 0))[1] == 0


async def test_a_draft_is_updated_and_deleted_by_its_team_only(store: SqliteReleaseStore, release: Release) -> None:
    await store.add(release)
    assert await store.update(release.model_copy(update={"tags": ["q1"]}))
    assert not await store.update(release.model_copy(update={"team": "shipping"}))
    assert not await store.delete("shipping", release.id)
    assert await store.delete("payments", release.id)
    assert await store.get("payments", release.id) is None


async def test_a_failing_database_is_told_without_its_reason(
    store: SqliteReleaseStore, lines: list[dict[str, object]]
) -> None:
    await store.close()
    with pytest.raises(ToolError, match="dependency_failure") as error:
        await store.ping()
    assert "not open" not in str(error.value)
    assert [line["event"] for line in lines] == ["store_failed"]


async def test_a_path_that_cannot_be_opened_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        await SqliteReleaseStore(tmp_path / "missing" / "desk.sqlite3").open()
