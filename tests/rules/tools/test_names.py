"""What the rules on names say of whole servers and odd names."""

from dataclasses import replace

import pytest

from mcp_lintel.model.types import Family, Generation, Server, Tool
from mcp_lintel.rule import Confidence, Hit

from ..fakes import ENDPOINT, UNKNOWN_TEXT, endpoint, hits_of, place, server, tool, written


def verb_noun(subject: Server) -> list[Hit]:
    return hits_of("tool-name-not-verb-noun", subject)


def snake_case(subject: Tool) -> list[Hit]:
    return hits_of("tool-name-not-snake-case", subject, pattern="^[A-Za-z_][A-Za-z0-9_-]{0,63}$")


def vague(subject: Tool) -> list[Hit]:
    nouns = ("stuff", "item", "config")
    return hits_of("tool-name-vague", subject, vague_verbs=("do", "process"), vague_nouns=nouns)


def named(name: str, *names: str) -> set[str]:
    """The tools of a server of that name that are reported as not verb and noun."""
    at = replace(ENDPOINT, name=written(name))
    return {hit.tool for hit in verb_noun(server(*(tool(n, at) for n in names), at=at))}


def test_a_prefix_most_tools_share_does_not_count() -> None:
    assert named("x", "jira_get_issue", "jira_search_fields", "jira_add_comment") == set()


def test_a_prefix_without_a_verb_behind_it_is_no_prefix() -> None:
    reported = named("x", "mysql_index_usage", "mysql_table_size", "mysql_slow_queries")
    assert reported == {"mysql_index_usage", "mysql_table_size", "mysql_slow_queries"}


def test_the_prefix_of_a_single_tool_counts_unless_it_is_the_servers_name() -> None:
    assert named("Jira MCP", "jira_get_issue") == set()
    assert named("x", "jira_get_issue") == {"jira_get_issue"}


def test_behind_a_prefix_a_bare_verb_is_still_bare() -> None:
    assert named("git", "git_commit", "git_create_branch", "git_diff_staged") == {"git_commit"}


def test_a_name_that_is_not_known_is_passed_over() -> None:
    subject = replace(tool("status"), name=UNKNOWN_TEXT, local_name="")
    assert not verb_noun(server(subject))
    assert not snake_case(subject)
    assert not vague(subject)


def test_a_prefix_of_a_mount_is_not_the_tools_style_but_counts_in_length() -> None:
    mounted = replace(tool("list_orders"), name=written("my-Shop_list_orders"))
    assert not snake_case(mounted)
    long = replace(mounted, name=written("s" * 60 + "_list_orders"))
    assert "some clients refuse" in snake_case(long)[0].message


@pytest.mark.parametrize(
    ("name", "proposal"), [("getHTMLPage", "get_html_page"), ("list-orders", "list_orders"), ("Get_Order", "get_order")]
)
def test_a_name_in_another_style_gets_a_proposal(name: str, proposal: str) -> None:
    assert f"`{proposal}`" in snake_case(tool(name))[0].message


@pytest.mark.parametrize("name", ["list_orders", "_list_orders", "list_3d_orders2"])
def test_snake_case_is_left_alone(name: str) -> None:
    assert not snake_case(tool(name))


@pytest.mark.parametrize("name", ["do_stuff", "processItems", "do_the_stuff_v2"])
def test_a_vague_verb_with_vague_nouns_is_vague_on_any_server(name: str) -> None:
    assert vague(tool(name))


@pytest.mark.parametrize(("server_name", "expected"), [("My MCP Server", True), ("Pipelines", False)])
def test_a_vague_noun_alone_is_vague_where_the_server_names_no_domain(server_name: str, expected: bool) -> None:
    subject = tool("config", replace(ENDPOINT, name=written(server_name)))
    assert bool(vague(subject)) is expected


def twice(first: Tool, again: Tool) -> list[Hit]:
    subject: Server = replace(server(first, again), collisions=((first, again),))
    return hits_of("tool-name-registered-twice", subject)


@pytest.mark.parametrize(
    ("family", "said"),
    [
        (Family.FASTMCP, "keeps this one"),
        (Family.SDK_FASTMCP, "keeps the first"),
        (Family.SDK_MCPSERVER, "keeps the first"),
        (Family.SDK_LOWLEVEL, "shown both"),
    ],
)
def test_which_of_two_a_client_gets_depends_on_the_framework(family: Family, said: str) -> None:
    at = endpoint(family=family)
    (hit,) = twice(tool("get_order", at), tool("get_order", at, start=50))
    assert said in hit.message
    assert (hit.place, hit.related[0].place) == (place(50), place(0))


@pytest.mark.parametrize(
    ("generations", "said"),
    [
        ((Generation.FM2,), "gives the last"),
        ((Generation.FM3, Generation.FM4), "gives the first"),
        ((Generation.FM2, Generation.FM3), "depends on the release"),
    ],
)
def test_of_two_mounted_servers_the_release_decides(generations: tuple[Generation, ...], said: str) -> None:
    at = endpoint(*generations)
    (hit,) = twice(tool("get_order", at), tool("get_order", replace(at, place=place(9)), start=50))
    assert said in hit.message


def test_one_registration_met_twice_is_no_collision() -> None:
    assert not twice(tool("get_order"), tool("get_order"))


@pytest.mark.parametrize(
    ("first", "again", "expected"),
    [(False, False, None), (True, False, Confidence.MEDIUM), (True, True, Confidence.LOW)],
)
def test_alternatives_are_no_certain_collision(first: bool, again: bool, expected: Confidence | None) -> None:
    (hit,) = twice(
        replace(tool("get_order"), conditional=first), replace(tool("get_order", start=50), conditional=again)
    )
    assert hit.confidence is expected
