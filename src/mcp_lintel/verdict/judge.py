"""What counts: the thresholds, the paths asked for, and the exit code with its reason."""

from collections import Counter
from collections.abc import Collection, Iterable

from mcp_lintel.rule import Confidence, Severity
from mcp_lintel.verdict.finding import Finding, NoticeKind, Outcome

UNREAD = frozenset({NoticeKind.UNREADABLE, NoticeKind.SYNTAX, NoticeKind.ARTIFACT})
"""Notices that tell of a file that was not looked at: each fails the run as a finding does."""


def judge(
    findings: Iterable[Finding],
    *,
    severity: Severity = Severity.WARNING,
    confidence: Confidence = Confidence.MEDIUM,
    within: Collection[str] | None = None,
) -> list[Finding]:
    """The findings at or above both thresholds; to be called after ignore comments were applied.

    `within` are paths (files or folders, relative to the root, `.` for all of it): a finding stays when
    its own place, a related one or a hop lies inside one of them.
    """
    return [
        finding
        for finding in findings
        if finding.severity.rank >= severity.rank
        and finding.confidence.rank >= confidence.rank
        and (within is None or _touches(finding, within))
    ]


def is_within(path: str, within: Collection[str]) -> bool:
    """Is `path` one of the paths, or inside one of them? `.` holds everything."""
    return any(folder in (".", "", path) or path.startswith(folder + "/") for folder in (p.rstrip("/") for p in within))


def exit_code(
    outcome: Outcome,
    *,
    fail_on: Severity = Severity.WARNING,
    exit_zero: bool = False,
    require_server: bool = False,
) -> tuple[int, str]:
    """The exit code and the sentence that gives its reason.

    0 clean, 1 findings at or above `fail_on` or a file that was not looked at, 3 a fault of the tool or no
    server where one is required. 2 (usage, settings) is known before there is an outcome. `exit_zero`
    turns 1 into 0 and nothing else.
    """
    faults = sum(notice.kind is NoticeKind.INTERNAL for notice in outcome.notices)
    if faults:
        return 3, f"{count(faults, 'fault')} of the tool itself; the report is not complete"
    if require_server and not any(project.servers for project in outcome.projects):
        return 3, "no MCP server was found, and one is required"
    reasons = _reasons(outcome, fail_on)
    if not reasons:
        return 0, f"no findings at or above {fail_on}"
    reason = " and ".join(reasons)
    return (0, f"{reason}; exit code 0 as asked for") if exit_zero else (1, reason)


def count(number: int, what: str) -> str:
    """A number with its noun: `1 finding`, `2 findings`."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _reasons(outcome: Outcome, fail_on: Severity) -> list[str]:
    """What makes the run fail, in words."""
    failing = Counter(f.severity for f in outcome.active if f.severity.rank >= fail_on.rank)
    unread = sum(notice.kind in UNREAD for notice in outcome.notices)
    reasons = []
    if failing:
        parts = ", ".join(count(failing[s], s) for s in Severity if failing[s])
        reasons.append(f"{count(failing.total(), 'finding')} at or above {fail_on} ({parts})")
    if unread:
        reasons.append(f"{count(unread, 'file')} that could not be read")
    return reasons


def _touches(finding: Finding, within: Collection[str]) -> bool:
    places = (finding.place, *(other.place for other in (*finding.related, *finding.flow)))
    return any(is_within(place.path, within) for place in places)
