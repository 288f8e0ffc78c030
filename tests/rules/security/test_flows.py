"""What the rules on flows say of a flow: which is whose, how it is worded, and how sure it is."""

import pytest

from mcp_lintel.flow.types import Check
from mcp_lintel.rule import Confidence

from ..fakes import flow, hits_of, place
from ..told import told

OWNERS = {
    ("shell", "text"): "client-input-in-shell",
    ("program", "text"): "client-input-in-shell",
    ("option", "text"): "option-smuggled",
    ("code", "text"): "client-input-evaluated",
    ("query-sql", "query", "text"): "client-input-in-query",
    ("query-graph", "query", "text"): "client-input-in-query",
    ("path-read", "path", "text"): "client-path-unconfined",
    ("path-delete", "path", "text"): "client-path-unconfined",
    ("archive", "text"): "archive-extracted-unguarded",
    ("url", "text"): "request-to-client-address",
    ("deserialise", "text"): "unsafe-deserialisation",
    ("template", "text"): "client-input-as-template",
    ("pattern", "text"): "client-pattern-unbounded",
    ("attribute", "text"): "client-chosen-attribute",
    ("import", "text"): "client-chosen-attribute",
    ("redirect", "text"): "redirect-to-client-address",
    ("amount-sleep", "amount"): "work-sized-by-client",
    ("decompress", "text"): "archive-extracted-unguarded",
    ("markup", "text"): "client-input-in-markup",
    ("log", "text"): "client-input-in-log",
}
"""By kinds, from the sink's own upwards, the one rule that speaks of a client's value there."""


@pytest.mark.parametrize("family", OWNERS)
def test_a_sink_is_one_rule_s(family: tuple[str, ...]) -> None:
    assert list(told(flow(*family, "any"))) == [OWNERS[family]]


@pytest.mark.parametrize("family", OWNERS)
def test_behind_a_guard_that_fails_only_the_guard_is_told(family: tuple[str, ...]) -> None:
    weak = (Check(place(9), "string-prefix"),)
    expected = ["client-input-in-log"] if family[0] == "log" else ["guard-that-does-not-hold"]
    assert list(told(flow(*family, "any", weak=weak))) == expected


@pytest.mark.parametrize("family", OWNERS)
def test_a_message_names_tool_parameter_and_callee_and_is_one_sentence(family: tuple[str, ...]) -> None:
    (hit,) = told(flow(*family, "any", call="sink.call", lead="")).values()
    assert "`name` of tool `read_note`" in hit.message
    assert "`sink.call`" in hit.message
    assert not hit.message.endswith(".")
    assert not any(character.isdigit() for character in hit.message)
    assert (hit.symbol, hit.tool, hit.place) == ("server.read_note", "read_note", place(20))
    assert [step.place for step in hit.flow] == [place(1), place(20)]


def test_a_path_reads_like_a_sentence() -> None:
    (hit,) = told(flow("path-read", "path", "text", "any", call="open")).values()
    assert hit.message == (
        "`name` of tool `read_note` reaches `open` as a path that is read, and nothing confines it to a folder"
    )


def test_what_a_tool_is_for_is_worded_as_such() -> None:
    subject = flow("shell", "text", "any", tool="run", parameter="command", by_design=True)
    (hit,) = told(subject).values()
    assert hit.message == (
        "tool `run` runs any shell command that a client sends in `command`; if that is its purpose, waive it knowingly"
    )


def test_a_flow_through_something_unknown_is_told_with_low_confidence() -> None:
    (hit,) = told(flow("code", "text", "any", sure=False)).values()
    assert hit.confidence is Confidence.LOW


def test_a_name_with_a_constant_beginning_reaches_less() -> None:
    (hit,) = told(flow("attribute", "text", "any", lead="handle_")).values()
    assert hit.confidence is Confidence.LOW


@pytest.mark.parametrize(
    ("surface", "name", "words"),
    [
        ("tool", "read_note", "`name` of tool `read_note`"),
        ("resource", "notes://{name}", "`name` of resource `notes://{name}`"),
        ("route", "/notes", "`name` of HTTP route `/notes`"),
        ("completion", "", "`name` reaches"),
    ],
)
def test_every_surface_is_named(surface: str, name: str, words: str) -> None:
    (hit,) = told(flow("code", "text", "any", surface=surface, tool=name)).values()
    assert hit.message.startswith(words)
    assert hit.tool == (name if surface == "tool" else "")


@pytest.mark.parametrize(
    ("family", "cwe"),
    [
        (("query-sql", "query", "text"), "CWE-89"),
        (("query-nosql", "query", "text"), "CWE-943"),
        (("query-ldap", "query", "text"), "CWE-90"),
        (("shell", "text"), "CWE-78"),
        (("path-write", "path", "text"), "CWE-22"),
    ],
)
def test_the_weakness_is_the_sink_s_behind_a_failing_guard_too(family: tuple[str, ...], cwe: str) -> None:
    for weak in ((), (Check(place(9), "denylist"),)):
        (hit,) = told(flow(*family, "any", weak=weak)).values()
        assert cwe in hit.cwe


def test_the_guard_that_fails_is_shown() -> None:
    weak = (Check(place(9), "first-word"), Check(place(12), "denylist"))
    (hit,) = told(flow("shell", "text", "any", weak=weak)).values()
    assert [one.place for one in hit.related] == [place(9), place(12)]
    assert hit.message.endswith("past a check that looks at the first word only")
    assert hit.related[1].message == "this check lists what is forbidden and not what is allowed"


def test_a_kind_of_guard_that_is_trusted_ends_the_matter() -> None:
    subject = flow("shell", "text", "any", weak=(Check(place(9), "denylist"),))
    assert hits_of("guard-that-does-not-hold", subject, weak_guards=("string-prefix",)) == []
