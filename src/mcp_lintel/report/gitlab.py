"""GitLab's code quality report: an array of issues, shown in merge requests.

Source: GitLab Docs, "Code Quality", "Code Quality report format". `check_name` is not shown there, so the
description names the rule; paths must be relative to the repository's root.
"""

import json
from collections import Counter
from hashlib import sha256

from mcp_lintel.report.faults import faults
from mcp_lintel.report.flowpath import with_path
from mcp_lintel.report.jsontext import encodable
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.places import region
from mcp_lintel.report.visible import visible
from mcp_lintel.rule import Severity
from mcp_lintel.verdict.finding import Finding, Notice, Outcome

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """The findings that stand, and what could not be looked at as issues of severity `blocker`."""
    issues = [_issue(finding, outcome) for finding in outcome.active]
    issues += [_fault(notice) for notice in faults(outcome)]
    return encodable(json.dumps(_distinct(issues), ensure_ascii=False, indent=2)) + "\n"


def _issue(finding: Finding, outcome: Outcome) -> dict[str, object]:
    start, end = region(finding.place, outcome.sources)
    names = ", ".join(name for name in (finding.rule, finding.clause) if name)
    return {
        "description": f"{visible(with_path(finding))} [{names}]",
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": finding.place.path, "lines": {"begin": start.line, "end": end.line}},
    }


def _fault(notice: Notice) -> dict[str, object]:
    named = "\0".join((notice.kind, notice.path, notice.message))
    return {
        "description": f"{visible(notice.message)} [{notice.kind}]",
        "check_name": str(notice.kind),
        "fingerprint": sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        "severity": "blocker",
        "location": {"path": notice.path or ".", "lines": {"begin": max(1, notice.line)}},
    }


def _distinct(issues: list[dict[str, object]]) -> list[dict[str, object]]:
    """The issues with fingerprints that differ: GitLab drops all but one of equal ones."""
    seen: Counter[object] = Counter()
    for issue in issues:
        named = issue["fingerprint"]
        seen[named] += 1
        if seen[named] > 1:
            issue["fingerprint"] = sha256(f"{named}:{seen[named]}".encode()).hexdigest()[:32]
    return issues
