"""What the JSON reports hold of a finding, a notice and a run."""

from collections import Counter
from collections.abc import Sequence

from mcp_lintel.report.places import region
from mcp_lintel.rule import Related, Severity
from mcp_lintel.text.edit import Fix
from mcp_lintel.text.span import Place, Position
from mcp_lintel.verdict.finding import Finding, Notice, Outcome, Status
from mcp_lintel.verdict.waivers_types import Waiver

Json = dict[str, object]


def finding_fields(finding: Finding, outcome: Outcome) -> Json:
    """A finding; `reason`, `ignored_at` and `waiver` say why it does not stand, or which waiver has expired."""
    return {
        "rule": finding.rule,
        "clause": finding.clause,
        "level": finding.level,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": finding.message,
        **_where(finding.place, outcome),
        "symbol": finding.symbol,
        "tool": finding.tool,
        "cwe": list(finding.cwe),
        "fingerprint": finding.fingerprint,
        "status": finding.status,
        "related": _others((*finding.related, *finding.hops), outcome),
        "flow": _others(finding.flow, outcome),
        "fix": _fix(finding.fix, outcome) if finding.fix else None,
        "reason": finding.reason,
        "ignored_at": _where(finding.ignored_at, outcome) if finding.ignored_at else None,
        "waiver": _waiver(finding.waiver) if finding.waiver else None,
    }


def notice_fields(notice: Notice) -> Json:
    """A notice."""
    return {"kind": notice.kind, "message": notice.message, "path": notice.path}


def summary_fields(outcome: Outcome) -> Json:
    """Counts: findings that stand by severity, all findings by status, and what was looked at."""
    severities = Counter(finding.severity for finding in outcome.active)
    statuses = Counter(finding.status for finding in outcome.findings)
    servers = [server for project in outcome.projects for server in project.servers]
    return {
        "findings": len(outcome.active),
        "by_severity": {severity: severities[severity] for severity in Severity},
        "by_status": {status: statuses[status] for status in Status},
        "rules": len(outcome.rules),
        "files": outcome.files,
        "projects": len(outcome.projects),
        "servers": len(servers),
        "tools": sum(len(server.tools) for server in servers),
    }


def _waiver(waiver: Waiver) -> Json:
    return {
        "id": waiver.id,
        "owner": waiver.owner,
        "reason": waiver.reason,
        "created": waiver.created.isoformat(),
        "expires": waiver.expires.isoformat(),
    }


def _fix(fix: Fix, outcome: Outcome) -> Json:
    edits = [{**_where(edit.place, outcome), "text": edit.text} for edit in fix.edits]
    return {"description": fix.description, "safe": fix.safe, "edits": edits}


def _others(related: Sequence[Related], outcome: Outcome) -> list[Json]:
    return [{"message": one.message, **_where(one.place, outcome)} for one in related]


def _where(place: Place, outcome: Outcome) -> Json:
    start, end = region(place, outcome.sources)
    return {"path": place.path, "start": _position(start), "end": _position(end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
