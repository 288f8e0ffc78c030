"""Annotations on GitHub: what is shown, within its limits, and nothing of a stranger's that acts."""

import re
from dataclasses import replace

import pytest

from mcp_lintel.report.github import render
from mcp_lintel.rule import Severity
from mcp_lintel.verdict.finding import Finding, Notice, NoticeKind, Outcome

from .rich import outcome

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def told(run: Outcome) -> list[tuple[str, dict[str, str], str]]:
    """The annotations as GitHub's runner reads them: kind, properties, message."""
    made = []
    for line in render(run).splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        made.append((match[1], {name: plain(value) for name, value in properties.items()}, plain(match[3])))
    return made


def plain(text: str) -> str:
    """A value with the runner's escapes undone."""
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def many(severity: Severity, number: int) -> list[Finding]:
    first = outcome().active[0]
    return [replace(first, severity=severity, message=f"{severity} {i}") for i in range(number)]


def run_with(*findings: Finding) -> Outcome:
    return replace(outcome(), findings=findings, notices=())


def test_a_finding_on_one_line_has_columns_and_one_on_several_has_none() -> None:
    (_, one, _), *_ = told(run_with(outcome().active[0]))
    assert (one["line"], one["endLine"], one["col"], one["endColumn"]) == ("9", "9", "36", "54")
    first = outcome().active[0]
    whole = replace(first, place=replace(first.place, span=type(first.place.span)(0, first.place.span.end)))
    (_, several, _), *_ = told(run_with(whole))
    assert (several["line"], several["endLine"]) == ("1", "9")
    assert "col" not in several


def test_names_and_messages_of_strangers_stay_data() -> None:
    kinds = [(kind, properties.get("file")) for kind, properties, _ in told(outcome())]
    assert kinds == [
        ("error", "apps/shop/alt & neu.py"),
        ("error", None),
        ("error", "apps/büro server/学校.py"),
        ("warning", "apps/büro server/学校.py"),
        ("warning", "apps/shop/::warning file=x::y].py"),
        ("notice", "apps/büro server/学校.py"),
    ]
    (message,) = [text for _, properties, text in told(outcome()) if "owned" in text]
    assert "%0A::warning::w" in message


def test_nothing_is_told_of_what_does_not_stand() -> None:
    told_titles = [properties["title"] for _, properties, _ in told(outcome())]
    assert told_titles.count("stdout-write, OBS-09") == 1


def test_a_clean_run_tells_nothing() -> None:
    assert render(run_with()) == ""


def test_as_many_as_github_keeps_are_told_without_a_word_about_limits() -> None:
    every = [finding for severity in Severity for finding in many(severity, 10)]
    kinds = [kind for kind, _, _ in told(run_with(*every))]
    assert kinds == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10


@pytest.mark.parametrize(
    ("errors", "warnings", "notes", "kept", "rest"),
    [
        (11, 0, 0, ["error"] * 10, "1 error more"),
        (12, 1_013, 0, ["error"] * 10 + ["warning"] * 10, "2 errors, 1,003 warnings more"),
        (0, 0, 11, ["notice"] * 9, "2 notices more"),
        (11, 0, 9, ["error"] * 10 + ["notice"] * 9, "1 error more"),
        (11, 0, 10, ["error"] * 10 + ["notice"] * 9, "1 error, 1 notice more"),
    ],
)
def test_beyond_the_limits_the_first_are_told_and_the_rest_is_counted(
    errors: int, warnings: int, notes: int, kept: list[str], rest: str
) -> None:
    every = [*many(Severity.NOTE, notes), *many(Severity.WARNING, warnings), *many(Severity.ERROR, errors)]
    *first, last = told(run_with(*every))
    assert [kind for kind, _, _ in first] == kept
    assert last[0] == "notice"
    assert last[2].startswith(f"{rest}: ")
    assert [text for _, _, text in first if text.startswith("error")] == [f"error {i}" for i in range(min(errors, 10))]


def test_what_could_not_be_looked_at_comes_before_findings() -> None:
    unread = tuple(Notice(NoticeKind.UNREADABLE, "is not text", f"{i}.py") for i in range(12))
    *first, last = told(replace(run_with(*many(Severity.ERROR, 3)), notices=unread))
    assert [properties["file"] for _, properties, _ in first] == [f"{i}.py" for i in range(10)]
    assert last[2].startswith("5 errors more: ")
