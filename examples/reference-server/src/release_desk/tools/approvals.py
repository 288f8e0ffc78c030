"""The tool that approves releases."""

from fastmcp.dependencies import Depends
from fastmcp.tools import tool
from mcp.types import ToolAnnotations

from release_desk.audit import audited
from release_desk.context import now
from release_desk.errors import conflict, not_found
from release_desk.models import ReleaseAnswer, ReleaseId, ReleaseStatus
from release_desk.permissions import Caller, Permission, current_caller, requires
from release_desk.store import ReleaseStore, current_store


@tool(
    annotations=ToolAnnotations(readOnlyHint=False, destructiveHint=True, idempotentHint=False, openWorldHint=False),
    auth=requires(Permission.APPROVE),
)
async def approve_release(
    release_id: ReleaseId,
    caller: Caller = Depends(current_caller),
    store: ReleaseStore = Depends(current_store),
) -> ReleaseAnswer:
    """Approve a draft, after which it can neither be changed nor deleted.

    Use it when the user has read the release and says so. Nobody approves a release that they made themselves. An
    approval cannot be taken back; a later version replaces the release.

    Returns:
        The release with who approved it and when.

    Raises:
        DeskError: `not_found` if your team has no release with this id, `conflict` if it is approved already or you
            made it yourself.

    Example:
        `approve_release(release_id="6f1c2a9b8d7e4f30a1b2c3d4e5f60718")`
    """
    async with audited(caller, "approve_release", release_id, "approve"):
        release = await store.get(caller.team, release_id)
        if release is None:
            raise not_found(release_id)
        if release.created_by == caller.user_id:
            raise conflict("You made this release yourself.", "Ask somebody else of your team to approve it.")
        at = now()
        if not await store.approve(caller.team, release_id, caller.user_id, at):
            raise conflict("The release is approved already.", "Call get_release to see by whom.")
    approved = {"status": ReleaseStatus.APPROVED, "approved_by": caller.user_id, "approved_at": at}
    return ReleaseAnswer(data=release.model_copy(update=approved))
