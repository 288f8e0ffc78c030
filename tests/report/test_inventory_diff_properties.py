"""What holds of every comparison: nothing changed is nothing told, the sides mirror each other, limits are judged as
values are.
"""

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcp_lintel.report import DIFF_FORMATS, differ
from mcp_lintel.report.diff.compare import compare
from mcp_lintel.report.diff.shapes import Relation, accepts, fit
from mcp_lintel.report.inventory.read import inventory as read
from mcp_lintel.report.inventory.types import Inventory, TypeEntry
from mcp_lintel.report.inventory.write import document
from mcp_lintel.report.options import Options

from .inventories import INVENTORIES, TYPES, changes, distinct_names, typed

MIRROR = {
    Relation.NARROWER: Relation.WIDER,
    Relation.WIDER: Relation.NARROWER,
    Relation.SAME: Relation.SAME,
    Relation.OTHER: Relation.OTHER,
}
TURNED = {"added": "removed", "removed": "added", "narrowed": "widened", "widened": "narrowed",
          "required": "optional", "optional": "required", "conditional": "unconditional",
          "unconditional": "conditional"}  # fmt: skip


def mirrored(what: str) -> str:
    """The word of a change as seen from the other side."""
    head, _, last = what.rpartition("-")
    return f"{head}-{TURNED.get(last, last)}"


@given(INVENTORIES)
def test_an_inventory_does_not_differ_from_itself(found: Inventory) -> None:
    assert changes(compare(found, found)) == []


@given(INVENTORIES)
def test_an_inventory_comes_back_from_json_as_it_was(found: Inventory) -> None:
    again = read(json.dumps(document(found)))
    assert changes(compare(found, again)) == []
    assert document(again) == json.loads(json.dumps(document(found)))


@given(INVENTORIES.map(distinct_names), INVENTORIES.map(distinct_names))
def test_swapped_sides_turn_added_into_removed(old: Inventory, new: Inventory) -> None:
    there = Counter((one.item, one.what) for one in changes(compare(old, new)))
    back = Counter((one.item, mirrored(one.what)) for one in changes(compare(new, old)))
    assert there == back


@given(TYPES, TYPES)
def test_narrowing_is_antisymmetric(old: TypeEntry, new: TypeEntry) -> None:
    there, back = fit(old, new), fit(new, old)
    assert there == back[::-1]
    assert there.relation is MIRROR[back.relation]


@given(TYPES)
def test_a_type_fits_itself(kind: TypeEntry) -> None:
    assert fit(kind, kind).relation is Relation.SAME


def without_step(kind: TypeEntry) -> dict[str, object]:
    """The limits of a type but for `multiple_of`."""
    return {name: limit for name, limit in kind.limits.items() if name != "multiple_of"}


SCALARS: list[object] = [None, True, False, *range(-4, 6), 0.5, 1.5, "", "a", "b", "ab", "abc"]
SMALL = st.integers(-3, 4)
NUMERIC = st.builds(
    lambda kind, nullable, limits: typed(kind, nullable=nullable, **limits),
    st.sampled_from(["integer", "number"]),
    st.booleans(),
    st.fixed_dictionaries({}, optional={**dict.fromkeys(("ge", "gt", "le", "lt"), SMALL), "multiple_of": st.just(2)}),
)
HALVES = [number / 2 for number in range(-20, 20)]
BOUNDED = NUMERIC.map(lambda kind: replace(kind, nullable=False, limits=without_step(kind)))
TEXTUAL = st.builds(
    lambda limits: typed("string", **limits),
    st.fixed_dictionaries({}, optional=dict.fromkeys(("min_length", "max_length"), st.integers(0, 3))),
)
LISTED = st.builds(
    lambda values: typed("choice", enum=values), st.lists(st.sampled_from([1, 2, "a", "ab", True]), max_size=3)
)
PLAIN = st.one_of(NUMERIC, TEXTUAL, LISTED, st.sampled_from([typed("boolean"), typed("null"), typed("any")]))
DECIDED = PLAIN | st.builds(lambda parts: typed("union", *parts), st.lists(PLAIN, min_size=1, max_size=2))


def lets_through(kind: TypeEntry, value: object) -> bool:
    """Does a type accept a value? Written apart from what is tested, straight from JSON Schema."""
    if kind.kind == "union":
        return (kind.nullable and value is None) or any(lets_through(part, value) for part in kind.parts)
    if kind.kind == "any" or (value is None and (kind.nullable or kind.kind == "null")):
        return True
    if kind.kind == "choice":
        values = kind.limits["enum"]
        assert isinstance(values, list)
        return any(value == one and isinstance(value, bool) == isinstance(one, bool) for one in values)
    if isinstance(value, (bool, str)) or value is None:
        return (kind.kind, type(value)) in (("boolean", bool), ("string", str)) and long_enough(kind, value)
    assert isinstance(value, (int, float))
    whole = kind.kind == "integer" and value == int(value)
    return (whole or kind.kind == "number") and within(kind, value)


def long_enough(kind: TypeEntry, value: object) -> bool:
    if not isinstance(value, str):
        return True
    low, high = kind.limits.get("min_length", 0), kind.limits.get("max_length", 99)
    assert isinstance(low, int)
    assert isinstance(high, int)
    return low <= len(value) <= high


def within(kind: TypeEntry, value: float) -> bool:
    tests = {
        "ge": lambda x, y: x >= y,
        "gt": lambda x, y: x > y,
        "le": lambda x, y: x <= y,
        "lt": lambda x, y: x < y,
        "multiple_of": lambda x, y: x % y == 0,
    }
    return all(tests[name](value, limit) for name, limit in kind.limits.items())


@given(DECIDED, DECIDED)
def test_a_type_said_to_take_all_of_another_takes_each_value_of_it(wide: TypeEntry, narrow: TypeEntry) -> None:
    if accepts(wide, narrow):
        assert [value for value in SCALARS if lets_through(narrow, value) and not lets_through(wide, value)] == []


@given(BOUNDED, BOUNDED)
def test_bounds_said_to_refuse_something_refuse_it(wide: TypeEntry, narrow: TypeEntry) -> None:
    some = [value for value in (*SCALARS, *HALVES) if lets_through(narrow, value)]
    if wide.kind == narrow.kind and some and accepts(wide, narrow) is False:
        assert any(not lets_through(wide, value) for value in some)


@pytest.mark.parametrize("name", [*DIFF_FORMATS])
@settings(max_examples=30)
@given(old=INVENTORIES, new=INVENTORIES)
def test_a_comparison_is_told_alike_each_time_and_safely(name: str, old: Inventory, new: Inventory) -> None:
    said = differ(name)(compare(old, new), Options())
    assert said == differ(name)(compare(old, new), Options())
    assert "\x1b" not in said
    assert said.endswith("\n")
    if name == "markdown":
        rows = [line for line in said.splitlines() if line.startswith("| ")]
        assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} <= {5}
