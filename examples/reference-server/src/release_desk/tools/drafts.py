"""Tools that change and remove drafts."""

from typing import Annotated

from fastmcp import Context
from fastmcp.dependencies import Depends
from fastmcp.tools import tool
from mcp.types import InputRequiredResult, ToolAnnotations
from pydantic import Field

from release_desk.audit import audited
from release_desk.confirmation import confirm
from release_desk.errors import conflict, not_found
from release_desk.models import Deletion, DeletionAnswer, ReleaseAnswer, ReleaseId, ReleasePatch, ReleaseStatus
from release_desk.permissions import Caller, Permission, current_caller, requires
from release_desk.store import DuplicateReleaseError, ReleaseStore, current_store

ALREADY_APPROVED = "An approved release is final."
NEXT_VERSION = "Create a release with the next version instead."


@tool(
    annotations=ToolAnnotations(readOnlyHint=False, destructiveHint=True, idempotentHint=True, openWorldHint=False),
    auth=requires(Permission.UPDATE),
)
async def update_release(
    release_id: ReleaseId,
    patch: Annotated[ReleasePatch, Field(description="The fields to change.")],
    caller: Caller = Depends(current_caller),
    store: ReleaseStore = Depends(current_store),
) -> ReleaseAnswer:
    """Update version, notes or tags of a draft.

    Use it when a draft was described wrongly. What is left out stays as it is; the old values are not kept. An approved
    release cannot be changed.

    Returns:
        The release as it is now.

    Raises:
        DeskError: `not_found` if your team has no release with this id, `conflict` if it is approved or another
            release has the new version.

    Example:
        `update_release(release_id="6f1c2a9b8d7e4f30a1b2c3d4e5f60718", patch={"notes": "Three currencies."})`
    """
    async with audited(caller, "update_release", release_id, "update"):
        release = await store.get(caller.team, release_id)
        if release is None:
            raise not_found(release_id)
        changed = release.model_copy(update=patch.model_dump(exclude_none=True))
        try:
            written = await store.update(changed)
        except DuplicateReleaseError:
            raise conflict("Your team has this name and version already.", "Choose another version.") from None
        if not written:
            raise conflict(ALREADY_APPROVED, NEXT_VERSION)
    return ReleaseAnswer(data=changed)


@tool(
    annotations=ToolAnnotations(readOnlyHint=False, destructiveHint=True, idempotentHint=True, openWorldHint=False),
    auth=requires(Permission.DELETE),
)
async def delete_release(
    release_id: ReleaseId,
    ctx: Context,
    caller: Caller = Depends(current_caller),
    store: ReleaseStore = Depends(current_store),
) -> DeletionAnswer | InputRequiredResult:
    """Delete a draft for good, after the user has confirmed it.

    Use it only when the user asks for it. The user is shown the release and asked; without a clear yes it is kept and
    the answer's status is `kept`. Approved releases are part of the record and cannot be deleted.

    Returns:
        Whether the release was deleted or kept.

    Raises:
        DeskError: `not_found` if your team has no release with this id, `conflict` if it is approved.

    Example:
        `delete_release(release_id="6f1c2a9b8d7e4f30a1b2c3d4e5f60718")`
    """
    async with audited(caller, "delete_release", release_id, "delete") as attempt:
        release = await store.get(caller.team, release_id)
        if release is None:
            raise not_found(release_id)
        if release.status is not ReleaseStatus.DRAFT:
            raise conflict(ALREADY_APPROVED, "Approved releases cannot be deleted.")
        message = f"Delete the draft {release.name} {release.version}? This cannot be undone."
        agreed = await confirm(ctx, release_id, message)
        if isinstance(agreed, InputRequiredResult):
            attempt.action = "ask_before_delete"
            return agreed
        if not agreed:
            attempt.action = "keep_after_asking"
            return DeletionAnswer(data=Deletion(id=release_id, status="kept"))
        if not await store.delete(caller.team, release_id):
            raise conflict("The release was changed in the meantime.", "Call get_release to see what became of it.")
    return DeletionAnswer(data=Deletion(id=release_id, status="deleted"))
