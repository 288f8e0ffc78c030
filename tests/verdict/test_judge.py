"""Thresholds, paths asked for, and the exit code with its reason."""

from typing import Any

import pytest

from mcp_lintel.model.types import Auth, AuthState, Endpoint, Family, Located, Project, Server, Transports
from mcp_lintel.rule import Confidence, Related, Severity
from mcp_lintel.verdict.finding import Finding, Notice, NoticeKind, Outcome, Status
from mcp_lintel.verdict.judge import exit_code, is_within, judge

from .builders import finding, place

SERVER = Server(
    Endpoint(Located("s", place()), Family.FASTMCP, frozenset(), place(), Transports(), Auth(AuthState.ABSENT)), ()
)


def outcome(*findings: Finding, notices: tuple[Notice, ...] = (), servers: tuple[Server, ...] = (SERVER,)) -> Outcome:
    return Outcome(".", findings, notices, (Project(".", servers),), (), {})


def of(severity: Severity = Severity.WARNING, confidence: Confidence = Confidence.HIGH, **more: Any) -> Finding:
    return finding("r", place(), severity=severity, confidence=confidence, **more)


def test_by_default_notes_and_low_confidence_are_left_out() -> None:
    shown = [of(), of(Severity.ERROR, Confidence.MEDIUM), of(status=Status.IGNORED)]
    assert judge([*shown, of(Severity.NOTE), of(confidence=Confidence.LOW)]) == shown


def test_thresholds_can_be_lowered_and_raised() -> None:
    everything = [of(Severity.NOTE, Confidence.LOW), of(Severity.WARNING), of(Severity.ERROR)]
    assert judge(everything, severity=Severity.NOTE, confidence=Confidence.LOW) == everything
    assert judge(everything, severity=Severity.ERROR) == everything[2:]


@pytest.mark.parametrize(
    ("within", "inside"),
    [
        (["."], True),
        (["src"], True),
        (["src/"], True),
        (["src/a.py"], True),
        (["sr"], False),
        (["src/a.pyi"], False),
        (["lib"], True),
        ([], False),
    ],
)
def test_a_finding_stays_when_its_own_or_a_related_place_was_asked_for(within: list[str], inside: bool) -> None:
    made = finding("r", place(path="src/a.py"), related=(Related("here", place(path="lib/b.py")),))
    assert (judge([made], within=within) == [made]) is inside


def test_a_name_that_only_starts_alike_is_not_inside() -> None:
    assert not is_within("src2/a.py", ["src"])


UNREADABLE = Notice(NoticeKind.UNREADABLE, "is not text", "a.py")
INTERNAL = Notice(NoticeKind.INTERNAL, "rule `x` failed")
OPEN = Notice(NoticeKind.OPEN, "from a list")


@pytest.mark.parametrize(
    ("run", "options", "code", "reason"),
    [
        (outcome(), {}, 0, "no findings at or above warning"),
        (outcome(notices=(OPEN,)), {}, 0, "no findings at or above warning"),
        (outcome(of()), {}, 1, "1 finding at or above warning (1 warning)"),
        (
            outcome(of(), of(Severity.ERROR), of()),
            {},
            1,
            "3 findings at or above warning (1 error, 2 warnings)",
        ),
        (outcome(of()), {"fail_on": Severity.ERROR}, 0, "no findings at or above error"),
        (outcome(of(status=Status.IGNORED)), {}, 0, "no findings at or above warning"),
        (outcome(notices=(UNREADABLE,)), {}, 1, "1 file that could not be read"),
        (outcome(of()), {"exit_zero": True}, 0, "1 finding at or above warning (1 warning); exit code 0 as asked for"),
        (
            outcome(of(), notices=(INTERNAL,)),
            {"exit_zero": True},
            3,
            "1 fault of the tool itself; the report is not complete",
        ),
        (outcome(servers=()), {}, 0, "no findings at or above warning"),
        (
            outcome(servers=()),
            {"require_server": True, "exit_zero": True},
            3,
            "no MCP server was found, and one is required",
        ),
        (outcome(), {"require_server": True}, 0, "no findings at or above warning"),
    ],
)
def test_the_exit_code_comes_with_its_reason(run: Outcome, options: dict[str, Any], code: int, reason: str) -> None:
    assert exit_code(run, **options) == (code, reason)


@pytest.mark.parametrize("kind", [NoticeKind.UNREADABLE, NoticeKind.SYNTAX, NoticeKind.ARTIFACT])
def test_a_file_that_was_not_looked_at_fails_the_run(kind: NoticeKind) -> None:
    assert exit_code(outcome(notices=(Notice(kind, "m", "a"),)))[0] == 1
