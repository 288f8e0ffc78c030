"""The tools, by what they are about."""

from release_desk.tools.approvals import approve_release
from release_desk.tools.drafts import delete_release, update_release
from release_desk.tools.releases import create_release, get_release, list_releases, search_releases

__all__ = [
    "approve_release",
    "create_release",
    "delete_release",
    "get_release",
    "list_releases",
    "search_releases",
    "update_release",
]
