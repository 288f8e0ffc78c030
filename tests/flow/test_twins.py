"""Twin servers: a finding where client input reaches the sink, none where it does not or a guard holds."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from .twins.every import KINDS
from .twins.kit import Kind, Version
from .twins.not_yet import NOT_YET
from .twins.seen import flow_rules, marked, seen

TWINS = [
    pytest.param(kind, version, id=f"{kind.name}-{name}") for kind in KINDS for name, version in kind.versions.items()
]
ASKED = ["reached", "not_reached", "guarded", "guarded_elsewhere", "badly_guarded"]


@pytest.mark.parametrize(("kind", "version"), TWINS)
def test_a_twin_is_reported_exactly_where_it_is_marked(kind: Kind, version: Version, tmp_path: Path) -> None:
    files = kind.project(version)
    found = seen(files, tmp_path)
    assert found.at() == marked(files, version.rule)
    for finding in found.findings:
        assert kind.tool is None or finding.tool == kind.tool_name
        assert not kind.parameter or f"`{kind.parameter}`" in finding.message


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_flow_through_two_calls_names_every_hop(kind: Kind, tmp_path: Path) -> None:
    found = seen(kind.project(kind.versions["reached"]), tmp_path)
    (finding,) = found.findings
    lines = found.lines(finding)
    assert in_order(kind.hops, lines), lines
    assert finding.flow[-1].place == finding.place
    assert all(hop.message for hop in finding.flow)


def in_order(hops: Sequence[str], lines: Sequence[str]) -> bool:
    """Does every hop, `file: piece`, match a line of its own, in this order?"""
    left = iter(lines)
    return all(any(_matches(hop, line) for line in left) for hop in hops)


def _matches(hop: str, line: str) -> bool:
    path, _, piece = hop.partition(": ")
    return line.startswith(f"{path}: ") and piece in line


def test_every_kind_has_the_five_versions() -> None:
    for kind in KINDS:
        for name in ASKED:
            assert any(version == name or version.startswith(name + "_") for version in kind.versions), (
                kind.name,
                name,
            )
        assert kind.versions["reached"].rule == kind.rule
        assert len(kind.hops) >= 3
        assert {hop.partition(":")[0] for hop in kind.hops} - {"server.py"}


def test_every_flow_rule_has_its_twins() -> None:
    assert {version.rule for kind in KINDS for version in kind.versions.values()} - {""} == {*flow_rules()}


def test_what_is_known_to_be_wrong_names_tests_that_exist() -> None:
    folder = Path(__file__).parent
    for name in (name for names in NOT_YET.values() for name in names):
        file, _, test = name.partition("::")
        assert f"def {test.partition('[')[0]}(" in (folder / file).read_text(encoding="utf-8"), name
