"""The scorecard as JSON that other programs rely on, `schema_version` 1."""

from collections.abc import Mapping

from mcp_lintel.report.jsontext import dumps
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.scorecard.types import (
    SCHEMA_VERSION,
    ClauseEntry,
    DocumentEntry,
    FindingEntry,
    Item,
    RuleEntry,
    Scorecard,
    State,
    Tally,
)

WORDS = {state: str(state).removesuffix(" here").replace(" ", "-") for state in State}
"""How JSON and page name the states: `met`, `broken`, `waived`, `not-decided`, `not-applicable`, `not-checkable`."""


def render(card: Scorecard, options: Options = PLAIN) -> str:
    """The whole scorecard: every clause with its state, reasons, evidence and findings, and the tallies."""
    return dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "mcp-lintel", "version": card.version},
            "confidence": card.confidence,
            "summary": {
                "files": card.files,
                "servers": len(card.inventory.servers),
                "tools": len(card.inventory.tools),
                "findings_beside_clauses": card.beside,
                "levels": _tallies(card.tallies),
            },
            "documents": [_document(one) for one in card.documents],
            "notices": [
                {"kind": n.kind, "message": n.message, "path": n.path, "line": n.line or None} for n in card.notices
            ],
        }
    )


def _tallies(tallies: Mapping[str, Tally]) -> dict[str, object]:
    return {name: _tally(tally) for name, tally in tallies.items()}


def _tally(tally: Tally) -> dict[str, object]:
    return {
        "clauses": tally.clauses,
        **{WORDS[state]: tally.states[state] for state in State},
        "decided": tally.decided,
        "applicable": tally.applicable,
        "met_percent": tally.met_percent,
        "decided_percent": tally.decided_percent,
    }


def _document(document: DocumentEntry) -> dict[str, object]:
    return {
        "number": document.number,
        "title": document.title,
        "file": document.file,
        "version": document.version,
        "levels": _tallies(document.tallies),
        "clauses": [_clause(one) for one in document.clauses],
    }


def _clause(clause: ClauseEntry) -> dict[str, object]:
    return {
        "id": clause.id,
        "title": clause.title,
        "level": clause.level,
        "check": clause.check,
        "link": clause.link,
        "state": WORDS[clause.state],
        "cause": clause.cause or None,
        "reasons": list(clause.reasons),
        "rules": [_rule(one) for one in clause.rules],
        "findings": [_finding(one) for one in clause.findings],
    }


def _rule(rule: RuleEntry) -> dict[str, object]:
    return {
        "rule": rule.name,
        "title": rule.title,
        "state": WORDS[rule.state],
        "subjects": rule.kind,
        "looked_at": rule.looked,
        "evidence": [_item(one) for one in rule.items],
        "evidence_left_out": rule.looked - len(rule.items),
        "reasons": list(rule.reasons),
    }


def _item(item: Item) -> dict[str, object]:
    return {"what": item.what, "path": item.path, "line": item.line or None}


def _finding(finding: FindingEntry) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "message": finding.message,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "status": finding.status,
        "path": finding.path,
        "line": finding.line,
        "tool": finding.tool,
        "reason": finding.reason,
        "waiver": None
        if finding.waiver is None
        else {
            "id": finding.waiver.id,
            "owner": finding.waiver.owner,
            "expires": finding.waiver.expires.isoformat(),
        },
        "fingerprint": finding.fingerprint,
    }
