"""The versions of a framework that a project allows, and how a row of the table stands to them."""

import pytest
from packaging.version import Version

from mcp_lintel.artifacts.types import LockedVersion, Manifest, Requirement
from mcp_lintel.model.driftrange import Ranges, framework_ranges, has, short
from mcp_lintel.model.drifttable import Row, Span, table
from mcp_lintel.model.drifttypes import DriftState
from mcp_lintel.text.span import Place
from mcp_lintel.text.span import Span as TextSpan

PLACE = Place("pyproject.toml", TextSpan(0, 1))


def manifest(*requirements: tuple[str, str], direct: bool = False, name: str = "box") -> Manifest:
    return Manifest(name, dependencies=tuple(Requirement(n, s, PLACE, direct=direct) for n, s in requirements))


def newest(*requirements: tuple[str, str], of: str = "mcp") -> str:
    return str(Ranges(manifest(*requirements)).newest(of))


def test_a_fastmcp_brings_the_mcp_that_it_asks_for() -> None:
    assert newest(("fastmcp", ">=3,<4")) == "1.30.0"
    assert newest(("fastmcp", ">=4")).startswith("2.")
    assert newest(("fastmcp", ">=2,<5"), ("mcp", "<2"), of="fastmcp").startswith("3.")
    assert newest(("mcp-use", ">=1")) == "1.30.0"


def test_versions_that_only_a_range_names_count_too() -> None:
    assert newest(("mcp", "==1.13.1")) == "1.13.1"


def test_nothing_is_said_of_the_framework_itself_and_of_ranges_that_cannot_be_read() -> None:
    assert Ranges(manifest(("mcp", ">=1"), name="mcp")).silent("mcp")
    assert Ranges(manifest(("mcp", "what ever"))).silent("mcp")
    assert Ranges(manifest(("mcp", ""), direct=True)).silent("mcp")
    assert Ranges(manifest(("fastmcp", ""), direct=True)).silent("mcp")
    assert not Ranges(Manifest()).silent("mcp")


@pytest.mark.parametrize(
    ("specifier", "span", "expected"),
    [
        ("<2", Span(gone=Version("2.0")), None),
        (">=1", Span(gone=Version("2.0")), (DriftState.GONE, "mcp 2.0")),
        (">=1", Span(gone=Version("1.5"), back=Version("1.9")), None),
        ("<1.8", Span(gone=Version("1.5"), back=Version("1.9")), (DriftState.GONE, "mcp 1.5")),
        ("<2", Span(since=Version("2.0")), (DriftState.NOT_YET, "mcp 2.0")),
        (">=1.2,<2", Span(since=Version("1.9")), (DriftState.LATER, "mcp 1.9")),
        ("<2", Span(since=Version("1.9")), None),
        ("<2", Span(deprecated=Version("1.28")), (DriftState.DEPRECATED, "mcp 1.28")),
        ("", Span(never=True), (DriftState.NEVER, "")),
    ],
)
def test_a_row_stands_to_the_newest_allowed_version(
    specifier: str, span: Span, expected: tuple[DriftState, str] | None
) -> None:
    assert Ranges(manifest(("mcp", specifier))).state(Row("mcp", span, "", {})) == expected


def test_a_lock_is_a_remark_and_narrows_nothing() -> None:
    locked = (LockedVersion("mcp", "1.30.0", "uv.lock"),)
    ranges = Ranges(Manifest("box", dependencies=(Requirement("mcp", ">=1", PLACE),), locked=locked))
    assert ranges.declared("mcp").locks == " (locked here: 1.30.0)"
    assert str(ranges.newest("mcp")).startswith("2.")


def test_what_only_a_framework_asks_for_is_told_as_brought() -> None:
    declared = Ranges(manifest(("fastmcp", ">=3"))).declared("mcp")
    assert (declared.through, declared.requirement) == (True, "fastmcp>=3")


@pytest.mark.parametrize(
    ("requirement", "opened"),
    [(("mcp", ">=1"), ["3.0"]), (("mcp", ">=1,<2"), [""]), (("fastmcp", ""), ["5.0"]), (("requests", ""), [])],
)
def test_a_range_without_an_upper_bound_is_open_from_the_next_major(
    requirement: tuple[str, str], opened: list[str]
) -> None:
    assert [one.open_from for one in framework_ranges(manifest(requirement))] == opened


def test_a_direct_reference_is_no_range() -> None:
    assert list(framework_ranges(manifest(("mcp", ""), direct=True))) == []


def test_a_span_has_what_lies_in_it() -> None:
    span = Span(since=Version("1.2"), gone=Version("2.0"), back=Version("3.0"))
    assert [has(span, Version(v)) for v in ("1.1", "1.2rc1", "1.9", "2.1", "3.0")] == [False, True, True, False, True]
    assert (short(Version("3.0.0")), short(Version("2.3.4")), short(Version("3.0"))) == ("3.0", "2.3.4", "3.0")


def test_every_row_of_the_table_names_a_known_distribution_and_bounds_in_order() -> None:
    for kind, rows in table().rows.items():
        for row in rows:
            assert row.distribution in table().names, kind
            bounds = [b for b in (row.span.since, row.span.deprecated, row.span.gone, row.span.back) if b is not None]
            assert bounds == sorted(bounds), (kind, row.keys)
            assert bounds or row.span.never, (kind, row.keys)
