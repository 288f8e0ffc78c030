"""Roles, permissions, and the caller that claims describe."""

import pytest
from fastmcp.server.auth import AccessToken, AuthContext
from fastmcp.tools import Tool

from release_desk.permissions import ROLES, Caller, Permission, caller_from, current_caller, requires
from release_desk.server import TOOLS

pytestmark = pytest.mark.unit


def test_an_administrator_may_everything_and_a_viewer_only_read() -> None:
    assert ROLES["admin"] == frozenset(Permission)
    assert ROLES["viewer"] == {Permission.READ}


@pytest.mark.parametrize(("above", "below"), [("admin", "developer"), ("developer", "viewer"), ("analyst", "viewer")])
def test_a_higher_role_may_all_that_a_lower_one_may(above: str, below: str) -> None:
    assert ROLES[below] <= ROLES[above]


@pytest.mark.parametrize("roles", [(), ("owner",), ("Admin",), ("",)])
def test_an_unknown_role_may_nothing(roles: tuple[str, ...]) -> None:
    caller = Caller("ann", "payments", roles)
    assert not any(caller.may(permission) for permission in Permission)


@pytest.mark.parametrize(
    "claims",
    [{}, {"sub": "ann"}, {"team": "payments"}, {"sub": "", "team": "payments"}, {"sub": 7, "team": "payments"}],
)
def test_claims_without_a_user_or_a_team_make_no_caller(claims: dict[str, object]) -> None:
    assert caller_from(claims) is None


def test_roles_that_are_no_list_count_as_none() -> None:
    caller = caller_from({"sub": "ann", "team": "payments", "roles": "admin"})
    assert caller is not None
    assert caller.roles == ()


def test_without_a_token_there_is_no_caller() -> None:
    with pytest.raises(Exception, match="unauthorized"):
        current_caller()


def test_every_tool_demands_a_permission_that_fits_its_verb() -> None:
    fitting = {"list": "read", "search": "read", "get": "read"}
    for function in TOOLS:
        tool = Tool.from_function(function)
        verb = tool.name.split("_")[0]
        assert tool.auth == requires(Permission(f"releases:{fitting.get(verb, verb)}"))


def test_a_check_refuses_without_a_token_and_without_the_role() -> None:
    check = requires(Permission.DELETE)
    tool = Tool.from_function(TOOLS[0])
    assert not check(AuthContext(token=None, component=tool))
    claims = {"sub": "ann", "team": "payments", "roles": ["developer"]}
    token = AccessToken(token="-", client_id="ann", scopes=[], claims=claims)  # noqa: S106
    assert not check(AuthContext(token=token, component=tool))
    token.claims["roles"] = ["admin"]
    assert check(AuthContext(token=token, component=tool))
