"""The Reviewdog Diagnostic Format as one JSON document (`rdjson`).

Source: reviewdog's `proto/rdf/reviewdog.proto`. Columns are counted in bytes of UTF-8 from 1, ends are exclusive.
"""

from collections.abc import Mapping

from mcp_lintel.report.faults import faults
from mcp_lintel.report.flowpath import with_path
from mcp_lintel.report.jsontext import dumps
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.places import region
from mcp_lintel.report.visible import visible
from mcp_lintel.rule import Severity
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Position
from mcp_lintel.verdict.finding import Finding, Notice, Outcome

Json = dict[str, object]
_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """The findings that stand, with suggestions where a fix stays in the finding's file, then what could not be
    looked at.
    """
    diagnostics = [_diagnostic(finding, outcome) for finding in outcome.active]
    diagnostics += [_fault(notice) for notice in faults(outcome)]
    worst = max((finding.severity for finding in outcome.active), key=lambda one: one.rank, default=Severity.NOTE)
    severity = "ERROR" if faults(outcome) else _SEVERITIES[worst]
    return dumps({"source": {"name": "mcp-lintel"}, "severity": severity, "diagnostics": diagnostics})


def _diagnostic(finding: Finding, outcome: Outcome) -> Json:
    made: Json = {
        "message": visible(with_path(finding)),
        "location": {"path": finding.place.path, "range": _range(finding.place, outcome.sources)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    edits = finding.fix.edits if finding.fix else ()
    if edits and all(edit.place.path == finding.place.path for edit in edits):
        made["suggestions"] = [{"range": _range(edit.place, outcome.sources), "text": edit.text} for edit in edits]
    return made


def _fault(notice: Notice) -> Json:
    start = {"line": max(1, notice.line), "column": 1}
    return {
        "message": visible(notice.message),
        "location": {"path": notice.path or ".", "range": {"start": start, "end": start}},
        "severity": "ERROR",
        "code": {"value": str(notice.kind)},
    }


def _range(place: Place, sources: Mapping[str, SourceFile]) -> Json:
    start, end = region(place, sources)
    source = sources.get(place.path)
    return {"start": _bytes(start, source), "end": _bytes(end, source)}


def _bytes(position: Position, source: SourceFile | None) -> Json:
    """A position with its column in bytes."""
    if source is None:
        return {"line": position.line, "column": position.column}
    begin = source.lines.line_span(position.line).start
    before = source.text[begin : begin + position.column - 1]
    return {"line": position.line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
