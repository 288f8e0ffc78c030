"""The one list of error codes, and the errors that tools raise with them.

A `ToolError` is always shown to the client; everything else is masked by the server and reads the same to every caller.
"""

import json
from enum import StrEnum

from fastmcp.exceptions import ToolError

from release_desk.context import correlation_id, now


class ErrorCode(StrEnum):
    """What a caller may tell apart by program."""

    INVALID_INPUT = "invalid_input"
    NOT_FOUND = "not_found"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    CONFLICT = "conflict"
    RATE_LIMITED = "rate_limited"
    INTERNAL_ERROR = "internal_error"
    SERVICE_UNAVAILABLE = "service_unavailable"
    TIMEOUT = "timeout"
    DEPENDENCY_FAILURE = "dependency_failure"


class DeskError(ToolError):
    """A refusal or failure that the caller is meant to read: code, sentence, hint, correlation id and time as JSON."""

    def __init__(self, code: ErrorCode, message: str, details: str) -> None:
        self.code = code
        body = {
            "error": code.value,
            "message": message,
            "details": details,
            "correlation_id": correlation_id(),
            "timestamp": now().isoformat(),
        }
        super().__init__(json.dumps(body))


def kind_of(error: Exception) -> str:
    """A short name for an error, for logs and metrics: its code, or the class of what lies behind it."""
    if isinstance(error, DeskError):
        return error.code.value
    return type(error.__cause__ or error if isinstance(error, ToolError) else error).__name__


def not_found(release_id: str) -> DeskError:
    """The release does not exist, or belongs to another team: the caller is not told which."""
    return DeskError(
        ErrorCode.NOT_FOUND,
        f"There is no release with the id {release_id}.",
        "Call list_releases or search_releases to find the id.",
    )


def conflict(message: str, details: str) -> DeskError:
    """The release is in a state that does not allow this."""
    return DeskError(ErrorCode.CONFLICT, message, details)


def forbidden(permission: str) -> DeskError:
    """The caller's roles do not include a permission, which is named so that it can be asked for."""
    return DeskError(
        ErrorCode.FORBIDDEN,
        f"This needs the permission {permission}, which none of your roles grants.",
        "Ask an administrator of the release desk for a role that grants it.",
    )


def dependency_failure() -> DeskError:
    """The store could not answer."""
    return DeskError(
        ErrorCode.DEPENDENCY_FAILURE,
        "The release store did not answer; nothing was changed.",
        "Try again in a minute and quote the correlation id if it goes on.",
    )


def unconfirmed() -> DeskError:
    """The user could not be asked."""
    return DeskError(
        ErrorCode.SERVICE_UNAVAILABLE,
        "This needs the user's confirmation, and the connection has no way to ask; nothing was changed.",
        "Use a client that speaks the protocol's revision 2026-07-28 or later.",
    )
