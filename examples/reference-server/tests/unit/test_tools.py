"""Each tool by itself, with the store replaced."""

import json
from unittest.mock import AsyncMock, create_autospec

import pytest
from fastmcp import Context
from fastmcp.exceptions import ToolError

from release_desk.models import Release, ReleaseDraft, ReleasePatch, ReleaseStatus
from release_desk.permissions import Caller
from release_desk.store import DuplicateReleaseError, ReleaseStore
from release_desk.tools import (
    approve_release,
    create_release,
    delete_release,
    drafts,
    get_release,
    list_releases,
    search_releases,
    update_release,
)
from tests.conftest import RELEASE_ID

pytestmark = pytest.mark.unit


@pytest.fixture
def back(release: Release) -> AsyncMock:
    """A store that knows one draft."""
    mocked: AsyncMock = create_autospec(ReleaseStore, instance=True)
    mocked.get.return_value = release
    mocked.find.return_value = ([release], 21)
    mocked.update.return_value = mocked.approve.return_value = mocked.delete.return_value = True
    return mocked


def code_of(error: pytest.ExceptionInfo[ToolError]) -> str:
    """The code in an error, after a look at the rest of it."""
    body = json.loads(str(error.value))
    assert set(body) == {"error", "message", "details", "correlation_id", "timestamp"}
    return str(body["error"])


async def test_list_releases_asks_for_one_page_of_the_callers_team(caller: Caller, back: AsyncMock) -> None:
    answer = await list_releases(page=2, page_size=20, status=ReleaseStatus.DRAFT, caller=caller, store=back)
    back.find.assert_awaited_once_with("payments", None, ReleaseStatus.DRAFT, 20, 20)
    assert answer.pagination.model_dump() == {
        "page": 2,
        "page_size": 20,
        "total_items": 21,
        "total_pages": 2,
        "has_next": False,
        "has_previous": True,
    }


async def test_list_releases_passes_a_failure_of_the_store_on(caller: Caller, back: AsyncMock) -> None:
    back.find.side_effect = TimeoutError
    with pytest.raises(TimeoutError):
        await list_releases(caller=caller, store=back)


async def test_search_releases_looks_for_the_text(caller: Caller, back: AsyncMock, release: Release) -> None:
    answer = await search_releases(query="invoice", caller=caller, store=back)
    back.find.assert_awaited_once_with("payments", "invoice", None, 50, 0)
    assert answer.data == [release]


async def test_get_release_returns_it_with_metadata(caller: Caller, back: AsyncMock, release: Release) -> None:
    answer = await get_release(RELEASE_ID, caller=caller, store=back)
    assert answer.data == release
    assert answer.metadata.timestamp.tzinfo is not None


async def test_get_release_that_is_not_there_is_not_found(caller: Caller, back: AsyncMock) -> None:
    back.get.return_value = None
    with pytest.raises(ToolError) as error:
        await get_release(RELEASE_ID, caller=caller, store=back)
    assert code_of(error) == "not_found"


async def test_create_release_keeps_a_draft_of_the_caller(caller: Caller, back: AsyncMock) -> None:
    draft = ReleaseDraft(name="billing", version="2.4.1", tags=["q4"])
    answer = await create_release(draft, caller=caller, store=back)
    back.add.assert_awaited_once_with(answer.data)
    assert (answer.data.team, answer.data.created_by, answer.data.status) == ("payments", "ann", "draft")


async def test_create_release_twice_is_a_conflict(caller: Caller, back: AsyncMock) -> None:
    back.add.side_effect = DuplicateReleaseError
    with pytest.raises(ToolError) as error:
        await create_release(ReleaseDraft(name="billing", version="2.4.1"), caller=caller, store=back)
    assert code_of(error) == "conflict"


async def test_create_release_audits_a_failure_and_lets_it_go_on(
    caller: Caller, back: AsyncMock, lines: list[dict[str, object]]
) -> None:
    back.add.side_effect = RuntimeError("the disk is full")
    with pytest.raises(RuntimeError, match="disk"):
        await create_release(ReleaseDraft(name="billing", version="2.4.1"), caller=caller, store=back)
    assert [(line["event"], line["result"]) for line in lines] == [("AUDIT", "error")]


async def test_update_release_changes_what_is_given(caller: Caller, back: AsyncMock, release: Release) -> None:
    answer = await update_release(RELEASE_ID, ReleasePatch(notes="Better."), caller=caller, store=back)
    assert answer.data == release.model_copy(update={"notes": "Better."})
    back.update.assert_awaited_once_with(answer.data)


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ({"get.return_value": None}, "not_found"),
        ({"update.return_value": False}, "conflict"),
        ({"update.side_effect": DuplicateReleaseError}, "conflict"),
    ],
)
async def test_update_release_refuses(setting: dict[str, object], code: str, caller: Caller, back: AsyncMock) -> None:
    back.configure_mock(**setting)
    with pytest.raises(ToolError) as error:
        await update_release(RELEASE_ID, ReleasePatch(version="2.4.2"), caller=caller, store=back)
    assert code_of(error) == code


async def test_approve_release_notes_who_and_when(caller: Caller, back: AsyncMock) -> None:
    answer = await approve_release(RELEASE_ID, caller=caller, store=back)
    assert (answer.data.status, answer.data.approved_by) == ("approved", "ann")
    back.approve.assert_awaited_once_with("payments", RELEASE_ID, "ann", answer.data.approved_at)


async def test_approve_release_refuses_ones_own(caller: Caller, back: AsyncMock, release: Release) -> None:
    back.get.return_value = release.model_copy(update={"created_by": "ann"})
    with pytest.raises(ToolError) as error:
        await approve_release(RELEASE_ID, caller=caller, store=back)
    assert code_of(error) == "conflict"
    back.approve.assert_not_awaited()


@pytest.mark.parametrize(
    ("setting", "code"), [({"get.return_value": None}, "not_found"), ({"approve.return_value": False}, "conflict")]
)
async def test_approve_release_refuses(setting: dict[str, object], code: str, caller: Caller, back: AsyncMock) -> None:
    back.configure_mock(**setting)
    with pytest.raises(ToolError) as error:
        await approve_release(RELEASE_ID, caller=caller, store=back)
    assert code_of(error) == code


@pytest.mark.parametrize(("agreed", "status", "deletions"), [(True, "deleted", 1), (False, "kept", 0)])
async def test_delete_release_does_what_the_user_says(
    agreed: bool, status: str, deletions: int, caller: Caller, back: AsyncMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "confirm", AsyncMock(return_value=agreed))
    ctx = create_autospec(Context, instance=True)
    answer = await delete_release(RELEASE_ID, ctx, caller=caller, store=back)
    assert answer.data.status == status
    assert back.delete.await_count == deletions


@pytest.mark.parametrize(
    ("setting", "code"), [({"get.return_value": None}, "not_found"), ({"delete.return_value": False}, "conflict")]
)
async def test_delete_release_refuses(
    setting: dict[str, object],
    code: str,
    caller: Caller,
    back: AsyncMock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drafts, "confirm", AsyncMock(return_value=True))
    back.configure_mock(**setting)
    with pytest.raises(ToolError) as error:
        await delete_release(RELEASE_ID, create_autospec(Context, instance=True), caller=caller, store=back)
    assert code_of(error) == code


async def test_delete_release_keeps_what_is_approved(caller: Caller, back: AsyncMock, release: Release) -> None:
    back.get.return_value = release.model_copy(update={"status": ReleaseStatus.APPROVED})
    with pytest.raises(ToolError) as error:
        await delete_release(RELEASE_ID, create_autospec(Context, instance=True), caller=caller, store=back)
    assert code_of(error) == "conflict"
    back.delete.assert_not_awaited()
