"""Who may do what: roles grant permissions, and what is not listed is not granted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from fastmcp.server.auth import AuthContext
from fastmcp.server.dependencies import get_access_token

from release_desk.errors import DeskError, ErrorCode


class Permission(StrEnum):
    """What can be allowed, as `resource:action`."""

    READ = "releases:read"
    CREATE = "releases:create"
    UPDATE = "releases:update"
    APPROVE = "releases:approve"
    DELETE = "releases:delete"


_READER = frozenset({Permission.READ})
_WRITER = _READER | {Permission.CREATE, Permission.UPDATE}

ROLES: Mapping[str, frozenset[Permission]] = MappingProxyType(
    {
        "viewer": _READER,
        "analyst": _READER,
        "service": _READER | {Permission.CREATE},
        "developer": _WRITER,
        "admin": _WRITER | {Permission.APPROVE, Permission.DELETE},
    }
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling, taken from the verified token and from nothing else."""

    user_id: str
    team: str
    roles: tuple[str, ...]

    def may(self, permission: Permission) -> bool:
        """Whether one of the roles grants the permission; an unknown role grants nothing."""
        return any(permission in ROLES.get(role, frozenset()) for role in self.roles)


def caller_from(claims: Mapping[str, Any]) -> Caller | None:
    """The caller that verified claims describe, or None if they lack a subject or a team."""
    subject, team, roles = claims.get("sub"), claims.get("team"), claims.get("roles")
    if not isinstance(subject, str) or not subject or not isinstance(team, str) or not team:
        return None
    listed = roles if isinstance(roles, Iterable) and not isinstance(roles, str | bytes) else ()
    return Caller(subject, team, tuple(sorted(role for role in listed if isinstance(role, str))))


def find_caller() -> Caller | None:
    """The caller of the request in hand, if its token names one."""
    token = get_access_token()
    return caller_from(token.claims) if token else None


def current_caller() -> Caller:
    """The caller of the request in hand; raises where there is none."""
    caller = find_caller()
    if caller is None:
        raise DeskError(
            ErrorCode.UNAUTHORIZED,
            "The token names no user or no team.",
            "Sign in again with an account that belongs to a team.",
        )
    return caller


@dataclass(frozen=True, slots=True)
class Requires:
    """A check for the `auth=` of a component: hidden from, and refused to, callers without the permission."""

    permission: Permission

    def __call__(self, context: AuthContext) -> bool:
        """Whether the token's caller has the permission."""
        caller = caller_from(context.token.claims) if context.token else None
        return caller is not None and caller.may(self.permission)


def requires(permission: Permission) -> Requires:
    """The check for one permission."""
    return Requires(permission)
