"""Which tools must ask who may, and how sure the rule is that they do not."""

from dataclasses import replace

import pytest

from mcp_lintel.model.types import AuthCheck, AuthState, Effect, Tool
from mcp_lintel.rule import Confidence, Hit

from ..fakes import STDIO, endpoint, hits_of, place, tool

SIGNED_IN = endpoint(auth=AuthState.PRESENT)


def hits(subject: Tool) -> list[Hit]:
    return hits_of("privileged-tool-without-auth", subject, verbs=("delete", "update"))


@pytest.mark.parametrize(
    "name", ["delete_order", "shop_delete_order", "deleteOrder", "order_delete", "batch_update_orders"]
)
def test_a_privileged_verb_is_found_behind_prefixes(name: str) -> None:
    assert len(hits(tool(name, SIGNED_IN))) == 1


@pytest.mark.parametrize("name", ["get_delete_history", "list_orders", "last_order"])
def test_a_name_that_only_speaks_of_it_is_not_privileged(name: str) -> None:
    assert not hits(tool(name, SIGNED_IN))


def test_a_body_that_deletes_is_privileged_whatever_its_name() -> None:
    subject = replace(tool("tidy_orders", SIGNED_IN), effects=(Effect("deletes", "os.remove", place()),))
    assert "deletes (`os.remove`)" in hits(subject)[0].message


def test_a_body_that_only_sends_is_not() -> None:
    assert not hits(replace(tool("get_orders", SIGNED_IN), effects=(Effect("sends", "httpx.get", place()),)))


def test_a_read_only_hint_is_believed_of_a_name_but_not_against_the_body() -> None:
    hinted = replace(tool("update_view", SIGNED_IN), annotations={"readOnlyHint": True})
    assert not hits(hinted)
    assert hits(replace(hinted, effects=(Effect("writes", "open", place()),)))


def test_a_check_before_all_work_is_enough() -> None:
    assert not hits(replace(tool("delete_order", SIGNED_IN), checks=(AuthCheck("require_scopes", place()),)))


def test_a_check_on_some_paths_is_named_with_its_place() -> None:
    check = AuthCheck("get_access_token", place(40), dominates=False)
    (hit,) = hits(replace(tool("delete_order", SIGNED_IN), checks=(check,)))
    assert "only some paths" in hit.message
    assert [related.place for related in hit.related] == [place(40)]


def test_on_stdio_there_is_nobody_to_ask_about() -> None:
    assert not hits(tool("delete_order", endpoint(auth=AuthState.PRESENT, transports=STDIO)))


@pytest.mark.parametrize(
    ("auth", "expected"),
    [
        (AuthState.PRESENT, None),
        (AuthState.ABSENT, Confidence.LOW),
        (AuthState.CONDITIONAL, Confidence.LOW),
        (AuthState.UNKNOWN, Confidence.LOW),
    ],
)
def test_a_server_without_sign_in_is_told_by_its_own_rule(auth: AuthState, expected: Confidence | None) -> None:
    assert hits(tool("delete_order", endpoint(auth=auth)))[0].confidence is expected
