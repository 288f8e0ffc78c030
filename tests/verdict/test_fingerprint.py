"""A fingerprint survives what an edit elsewhere changes, and nothing else."""

import pytest

from mcp_lintel.verdict.fingerprint import fingerprint, message_key, with_fingerprints

from .builders import finding, place


def test_a_moved_line_keeps_its_fingerprint() -> None:
    here = with_fingerprints([finding("r", place(10, 12))])
    there = with_fingerprints([finding("r", place(900, 902))])
    assert here[0].fingerprint == there[0].fingerprint


def test_equal_findings_in_one_file_are_told_apart_by_their_order() -> None:
    first, second = with_fingerprints([finding("r", place(1, 2)), finding("r", place(5, 6))])
    (alone,) = with_fingerprints([finding("r", place(5, 6))])
    assert first.fingerprint != second.fingerprint
    assert alone.fingerprint == first.fingerprint


@pytest.mark.parametrize("changed", [0, 1, 2, 3, 4])
def test_every_part_of_a_finding_counts(changed: int) -> None:
    parts: list[str | int] = ["rule", "a.py", "a.f", "message", 0]
    other = [*parts]
    other[changed] = 1 if changed == 4 else "other"
    assert fingerprint(*parts) != fingerprint(*other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("12 log calls, first on line 3", "7 log calls,  first on line 41", True),
        ("at least 80.5 percent, not 1,000", "at least 90.0 percent, not 2", True),
        ("`tool_1` is vague", "`tool_2` is vague", False),
        ("`sha256` is used", "`sha512` is used", False),
    ],
)
def test_figures_do_not_matter_and_names_do(one: str, other: str, same: bool) -> None:
    assert (message_key(one) == message_key(other)) is same


def test_the_algorithm_is_fixed() -> None:
    """Baselines hold these values: a change here needs a new version of the key."""
    assert fingerprint("r", "a.py", "a.f", "m 1", 0) == "c4497acba8989298aa13e77e4677a56e"
