"""What a client would notice between two inventories, case by case."""

from dataclasses import replace

import pytest

from mcp_lintel.report.diff.compare import compare
from mcp_lintel.report.diff.text import render
from mcp_lintel.report.diff.types import Level, Side
from mcp_lintel.report.inventory.types import DefaultEntry, OpenEntry, ParameterEntry, Spot, TypeEntry

from .inventories import TEXT, between, changes, inventory, parameter, resource, server, told, tool, typed

BREAKING, MAYBE, NOTE = Level.BREAKING, Level.MAYBE, Level.NOTE
OPENED = OpenEntry(Spot("more.py", 7), "tools are made from a list read at run time")


def levels(found: list[tuple[Level, str, str]]) -> list[tuple[Level, str]]:
    """Without the messages."""
    return [(level, what) for level, what, _ in found]


@pytest.mark.parametrize(
    ("old", "new", "level", "what"),
    [
        ((), (parameter(required=True),), BREAKING, "parameter-added"),
        ((), (parameter(),), NOTE, "parameter-added"),
        ((parameter(),), (), BREAKING, "parameter-removed"),
        ((parameter(),), (parameter(required=True),), BREAKING, "parameter-required"),
        ((parameter(required=True),), (parameter(),), NOTE, "parameter-optional"),
    ],
)
def test_parameters_come_and_go(
    old: tuple[ParameterEntry, ...], new: tuple[ParameterEntry, ...], level: Level, what: str
) -> None:
    assert levels(between(tool("t", *old), tool("t", *new))) == [(level, what)]


@pytest.mark.parametrize(
    ("old", "new", "level", "what"),
    [
        (typed("integer", ge=1, le=100), typed("integer", ge=1, le=50), BREAKING, "constraint-narrowed"),
        (typed("integer", ge=1, le=50), typed("integer", ge=1, le=100), NOTE, "constraint-widened"),
        (typed("choice", enum=["a", "b"]), typed("choice", enum=["a"]), BREAKING, "constraint-narrowed"),
        (typed("choice", enum=["a"]), typed("choice", enum=["a", "b"]), NOTE, "constraint-widened"),
        (TEXT, typed("string", name="str", pattern="^a$"), BREAKING, "constraint-narrowed"),
        (typed("string", pattern="^a$"), typed("string", pattern="^b$"), MAYBE, "constraint-changed"),
        (typed("number"), typed("integer"), BREAKING, "type-narrowed"),
        (typed("integer"), typed("number"), NOTE, "type-widened"),
        (typed("string"), typed("integer"), BREAKING, "type-changed"),
        (typed("string", nullable=True), typed("string"), BREAKING, "type-narrowed"),
        (typed("string"), typed("string", nullable=True), NOTE, "type-widened"),
        (typed("string"), typed("choice", enum=["a"]), BREAKING, "type-narrowed"),
        (typed("array", typed("string")), typed("array", typed("integer")), BREAKING, "type-changed"),
        (typed("array"), typed("array", typed("string")), BREAKING, "type-narrowed"),
        (typed("string"), typed("union", typed("string"), typed("integer")), NOTE, "type-widened"),
        (typed("mapping"), typed("model", name="Order"), MAYBE, "type-changed"),
        (typed("model", name="Order"), typed("model", name="Cart"), MAYBE, "constraint-changed"),
        (typed("string"), typed("unknown"), MAYBE, "type-changed"),
    ],
)
def test_types_and_limits(old: TypeEntry, new: TypeEntry, level: Level, what: str) -> None:
    found = between(tool("t", parameter(kind=old)), tool("t", parameter(kind=new)))
    assert levels(found) == [(level, what)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (typed("integer", gt=0), typed("integer", ge=1)),
        (typed("string", min_length=0), typed("string")),
        (typed("string"), typed("path")),
        (typed("choice", enum=["a", "b"]), typed("choice", enum=["b", "a"])),
        (typed("number", le=1), typed("number", le=1.0)),
    ],
)
def test_the_same_in_other_words_is_no_change(old: TypeEntry, new: TypeEntry) -> None:
    assert between(tool("t", parameter(kind=old)), tool("t", parameter(kind=new))) == []


def test_values_that_went_are_named() -> None:
    old, new = (parameter(kind=typed("choice", enum=values)) for values in (["a", "b", "c"], ["a", "d"]))
    ((_, _, message),) = between(tool("t", old), tool("t", new))
    assert message.endswith('; without "b", "c"; with "d"')


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (DefaultEntry(10), DefaultEntry(20), ["default 10 -> 20"]),
        (DefaultEntry(0), DefaultEntry(False), ["default 0 -> false"]),
        (DefaultEntry(1), DefaultEntry(1.0), []),
    ],
)
def test_defaults_are_told_and_break_nothing(old: DefaultEntry, new: DefaultEntry, message: list[str]) -> None:
    found = between(tool("t", parameter(default=old)), tool("t", parameter(default=new)))
    assert found == [(NOTE, "default-changed", one) for one in message]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"readOnlyHint": True}, {"readOnlyHint": False}, [BREAKING]),
        ({"readOnlyHint": True}, {}, [BREAKING]),
        ({"readOnlyHint": False}, {"readOnlyHint": True}, [NOTE]),
        ({"destructiveHint": False}, {}, [BREAKING]),
        ({"destructiveHint": False}, {"readOnlyHint": True}, [NOTE, NOTE]),
        ({"openWorldHint": False}, {"openWorldHint": True}, [BREAKING]),
        ({}, {"openWorldHint": True, "readOnlyHint": False}, []),
        ({"readOnlyHint": True}, {"readOnlyHint": "?"}, [MAYBE]),
        ({"title": "Orders"}, {"title": "Order"}, [NOTE]),
    ],
)
def test_hints_break_when_they_become_less_safe(
    old: dict[str, object], new: dict[str, object], expected: list[Level]
) -> None:
    found = between(tool("t", hints=old), tool("t", hints=new))
    assert levels(found) == [(level, "hint-changed") for level in expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [({}, {"readOnlyHint": True}), ({"readOnlyHint": True}, {"readOnlyHint": True}), ({}, {"title": "Orders"})],
)
def test_hints_that_could_not_be_read_are_not_called_changed(old: dict[str, object], new: dict[str, object]) -> None:
    unread = frozenset({"annotations"})
    assert between(tool("t", hints=old, unread=unread), tool("t", hints=new)) == []
    assert between(tool("t", hints=new), tool("t", hints=old, unread=unread)) == []
    assert between(tool("t", hints=old, unread=unread), tool("t", hints=new, unread=unread)) == []


def test_titles_are_told_and_break_nothing() -> None:
    old, new = tool("t", title="Orders"), tool("t", title="Order")
    assert between(old, new) == [(NOTE, "title-changed", 'title "Orders" -> "Order"')]
    assert between(old, replace(new, title=None, unread=frozenset({"title"}))) == []


def test_descriptions_are_told_from_the_first_word_that_differs() -> None:
    old, new = (tool("t", description=f"Find an\n   order by {key}.") for key in ("number", "name"))
    assert between(old, new) == [(NOTE, "description-changed", 'description changed: "... number." -> "... name."')]
    assert between(old, replace(old, description="Find an order by number.")) == []
    assert between(old, replace(old, description=None, unread=frozenset({"description"}))) == []


def test_a_tool_is_renamed_only_when_its_handler_is_the_same_one() -> None:
    old, new = tool("get_order", function="shop.get"), tool("find_order", function="shop.get")
    assert between(old, new) == [(BREAKING, "tool-renamed", "renamed get_order -> find_order")]
    other = tool("find_order", function="shop.find")
    assert levels(between(old, other)) == [(BREAKING, "tool-removed"), (NOTE, "tool-added")]
    alias = compare(inventory(server(old)), inventory(server(new, replace(new, name="seek_order"))))
    assert sorted(what for _, what, _ in told(alias)) == ["tool-added", "tool-added", "tool-removed"]


def test_what_may_still_be_there_is_not_called_removed() -> None:
    base = inventory(server(tool("t", conditional=True), tool("u")))
    assert told(compare(base, inventory(server(tool("u"))))) == [
        (MAYBE, "tool-removed", "may be removed: it was conditional")
    ]
    found = compare(inventory(server(tool("u"))), inventory(server(), opened=(OPENED,)))
    assert found.opens == ((Side.NOW, OPENED),)
    assert levels(told(found)) == [(MAYBE, "tool-removed")]
    both = compare(inventory(server(tool("u")), opened=(OPENED,)), inventory(server(), opened=(OPENED,)))
    assert (both.opens, both.breaking) == (((Side.BOTH, OPENED),), True)
    assert levels(told(compare(inventory(server(tool("u"))), inventory(server(tool(None)))))) == [
        (MAYBE, "tool-removed")
    ]


def test_parameters_that_cannot_be_read_are_not_called_added_or_removed() -> None:
    full, part = tool("t", parameter(required=True)), tool("t", unread=frozenset({"parameters"}))
    assert levels(between(full, part)) == [(MAYBE, "parameter-removed")]
    assert levels(between(part, full)) == [(MAYBE, "parameter-added")]


def test_a_tool_that_becomes_conditional_may_be_missed() -> None:
    assert levels(between(tool("t"), tool("t", conditional=True))) == [(MAYBE, "tool-conditional")]


def test_resources_and_prompts_likewise() -> None:
    old, new = server(resources=(resource(),), prompts=(resource("ask", "shop.ask"),)), server()
    assert levels(told(compare(inventory(old), inventory(new)))) == [
        (BREAKING, "resource-removed"),
        (BREAKING, "prompt-removed"),
    ]


def test_servers_are_matched_by_name_and_then_by_place() -> None:
    base = inventory(server(tool("a"), name="x"), server(tool("b"), name=None, path="y.py"))
    moved = inventory(server(tool("b"), name="y", path="y.py"), server(tool("a"), name="x", path="z.py"))
    assert told(compare(base, moved)) == []
    renamed = compare(inventory(server(name="old")), inventory(server(name="new")))
    assert told(renamed) == [(NOTE, "server-renamed", "renamed old -> new")]
    gone = compare(inventory(server(name="x")), inventory(server(name="y", path="y.py")))
    assert levels(told(gone)) == [(NOTE, "server-added"), (BREAKING, "server-removed")]


def test_a_transport_that_is_gone_breaks_who_used_it() -> None:
    two = server(transports=("http", "stdio"))
    assert levels(told(compare(inventory(two), inventory(server())))) == [(BREAKING, "transport-removed")]
    assert levels(told(compare(inventory(two), inventory(server(closed=False))))) == [(MAYBE, "transport-removed")]


def test_examples_break_nobody() -> None:
    old, new = (inventory(server(*tools, example=True)) for tools in ((tool("t"),), ()))
    assert levels(told(compare(old, new))) == [(NOTE, "tool-removed")]


def test_the_gravest_change_stands_first_and_the_counts_last() -> None:
    old = tool("t", parameter("a"), parameter("b", default=DefaultEntry(1)))
    new = tool("t", parameter("b", default=DefaultEntry(2)), parameter("c"))
    found = compare(inventory(server(old)), inventory(server(new)))
    assert render(found).splitlines() == [
        "shop  server.py:3",
        "  breaking  tool t, parameter a: removed; calls that send it may be refused  server.py:1",
        "  note      tool t, parameter b: default 1 -> 2  server.py:1",
        "  note      tool t, parameter c: added, optional: integer  server.py:1",
        "",
        "1 breaking change, 2 notes.",
    ]
    assert [change.parameter for change in changes(found)] == ["a", "b", "c"]
