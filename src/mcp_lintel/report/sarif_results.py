"""Findings as SARIF results."""

from collections.abc import Mapping

from mcp_lintel.report.linehash import line_hashes
from mcp_lintel.report.places import region
from mcp_lintel.report.sarif_driver import Json, sentence
from mcp_lintel.report.sarif_places import physical
from mcp_lintel.report.secrets import masked
from mcp_lintel.rule import Related
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place
from mcp_lintel.verdict.finding import Finding, Outcome, Status
from mcp_lintel.verdict.fingerprint import KEY

_LONGEST_SNIPPET = 400
_MOST_STEPS = 1_000
"""Steps of a flow that GitHub keeps."""


class Results:
    """Makes results; hashes and hidden secrets of each file are worked out once, when a finding needs
    them.
    """

    def __init__(self, outcome: Outcome, rules: Mapping[str, int], *, suppressions: bool) -> None:
        self._sources = outcome.sources
        self._rules = rules
        self._suppressions = suppressions
        self._hashes: dict[str, list[str]] = {}
        self._masked: dict[str, str] = {}

    def result(self, finding: Finding) -> Json:
        """One finding; with an array of suppressions exactly when the report has them."""
        made: Json = {
            "ruleId": finding.rule,
            "ruleIndex": self._rules[finding.rule],
            "level": str(finding.severity),
            "message": {"text": sentence(finding.message)},
            "locations": [self._location(finding)],
            "partialFingerprints": self._fingerprints(finding),
            "properties": _properties(finding),
        }
        if finding.related:
            made["relatedLocations"] = [
                {"id": i, **self._step(related)} for i, related in enumerate(finding.related, 1)
            ]
        if finding.flow:
            steps = [{"location": self._step(step)} for step in finding.flow[:_MOST_STEPS]]
            made["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
        if self._suppressions:
            made["suppressions"] = self._suppressed(finding)
        return made

    def _location(self, finding: Finding) -> Json:
        place = physical(finding.place, self._sources)
        snippet = self._snippet(finding.place)
        if snippet:
            place["region"]["snippet"] = {"text": snippet}
        location: Json = {"physicalLocation": place}
        if finding.symbol:
            logical = {"fullyQualifiedName": finding.symbol}
            location["logicalLocations"] = [{**logical, "kind": "function"} if finding.tool else logical]
        return location

    def _step(self, related: Related) -> Json:
        location = physical(related.place, self._sources)
        return {"physicalLocation": location, "message": {"text": sentence(related.message)}}

    def _snippet(self, place: Place) -> str:
        """The text of a span with its secrets hidden, "" when it is long."""
        source = self._sources.get(place.path)
        if source is None or place.span.end - place.span.start > _LONGEST_SNIPPET:
            return ""
        if place.path not in self._masked:
            self._masked[place.path] = masked(source.text, python=place.path.endswith((".py", ".pyi")))
        return self._masked[place.path][place.span.start : place.span.end]

    def _fingerprints(self, finding: Finding) -> Json:
        own = {KEY: finding.fingerprint}
        source = self._sources.get(finding.place.path)
        if source is None:
            return own
        line = region(finding.place, self._sources).start.line
        return {"primaryLocationLineHash": self._line_hash(source, line), **own}

    def _line_hash(self, source: SourceFile, line: int) -> str:
        if source.path not in self._hashes:
            self._hashes[source.path] = line_hashes(source.text)
        return self._hashes[source.path][line - 1]

    def _suppressed(self, finding: Finding) -> list[Json]:
        """Why a finding does not stand; empty when it does."""
        if finding.status is Status.ACTIVE:
            return []
        kind = "inSource" if finding.status is Status.IGNORED else "external"
        made: Json = {"kind": kind, "status": "accepted"}
        if finding.reason:
            made["justification"] = finding.reason
        if finding.ignored_at:
            made["location"] = {"physicalLocation": physical(finding.ignored_at, self._sources)}
        return [made]


def _properties(finding: Finding) -> Json:
    facts = {"confidence": str(finding.confidence), "clause": finding.clause, "level": finding.level}
    return {name: value for name, value in {**facts, "tool": finding.tool}.items() if value}
