"""The JSON report that other programs rely on, `schema_version` 1."""

from collections import Counter
from collections.abc import Sequence

from mcp_lintel.report.jsontext import dumps
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.places import region
from mcp_lintel.rule import Related, Severity
from mcp_lintel.text.span import Place, Position
from mcp_lintel.verdict.finding import Finding, Outcome, Status

SCHEMA_VERSION = 1


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """Every finding with its status, the notices and a summary; lines and columns from 1 in code points."""
    return dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "mcp-lintel", "version": outcome.version},
            "findings": [_finding(finding, outcome) for finding in outcome.findings],
            "notices": [{"kind": n.kind, "message": n.message, "path": n.path} for n in outcome.notices],
            "summary": _summary(outcome),
        }
    )


def _finding(finding: Finding, outcome: Outcome) -> dict[str, object]:
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
        "related": _others(finding.related, outcome),
        "flow": _others(finding.flow, outcome),
        "fix": None,
    }


def _others(related: Sequence[Related], outcome: Outcome) -> list[dict[str, object]]:
    return [{"message": one.message, **_where(one.place, outcome)} for one in related]


def _where(place: Place, outcome: Outcome) -> dict[str, object]:
    start, end = region(place, outcome.sources)
    return {"path": place.path, "start": _position(start), "end": _position(end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def _summary(outcome: Outcome) -> dict[str, object]:
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
