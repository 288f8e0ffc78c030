"""Findings as SARIF results."""

from collections.abc import Mapping, Sequence

from mcp_lintel.report.linehash import line_hashes
from mcp_lintel.report.places import region
from mcp_lintel.report.sarif_places import physical
from mcp_lintel.report.sarif_text import Json, sentence
from mcp_lintel.report.sarif_verdict import sarif_fix, suppressions
from mcp_lintel.report.secrets import masked
from mcp_lintel.rule import Related
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place
from mcp_lintel.verdict.finding import Finding, Outcome, Status
from mcp_lintel.verdict.fingerprint import KEY

_LONGEST_SNIPPET = 400
MOST_STEPS = 1_000
"""Steps of a flow that GitHub keeps."""
MOST_RELATED = 100
"""Places of a result that GitHub keeps."""


class Results:
    """Makes results; hashes and hidden secrets of each file are worked out once, when a finding needs
    them.

    With `audit` results tell why they do not stand and whether they are new; without, they keep within what
    GitHub takes, and `cut` counts the places and steps that were left out.
    """

    def __init__(self, outcome: Outcome, rules: Mapping[str, int], *, audit: bool) -> None:
        self._sources = outcome.sources
        self._compared = outcome.compared
        self._rules = rules
        self._audit = audit
        self.cut = 0
        self._hashes: dict[str, list[str]] = {}
        self._masked: dict[str, str] = {}

    def result(self, finding: Finding) -> Json:
        """One finding; with an array of suppressions exactly when it is for an audit."""
        made: Json = {
            "ruleId": finding.rule,
            "ruleIndex": self._rules[finding.rule],
            "level": str(finding.severity),
            "message": {"text": sentence(finding.message)},
            "locations": [self._location(finding)],
            "partialFingerprints": self._fingerprints(finding),
            "properties": _properties(finding),
        }
        related = self._related(finding)
        if related:
            made["relatedLocations"] = [{"id": i, **self._step(one)} for i, one in enumerate(related, 1)]
        if finding.flow:
            steps = self._kept(finding.flow, MOST_STEPS, MOST_STEPS // 2)
            made["codeFlows"] = [{"threadFlows": [{"locations": [{"location": self._step(one)} for one in steps]}]}]
        if finding.fix:
            made["fixes"] = [sarif_fix(finding.fix, self._sources)]
        if self._audit:
            made["suppressions"] = suppressions(finding, self._sources)
            if self._compared:
                made["baselineState"] = "unchanged" if finding.status is Status.BASELINED else "new"
        return made

    def _related(self, finding: Finding) -> Sequence[Related]:
        """The related places, and in what room they leave the hops, which the code flow has all of."""
        own = self._kept(finding.related, MOST_RELATED, 0)
        return (*own, *finding.hops) if self._audit else (*own, *finding.hops)[:MOST_RELATED]

    def _kept(self, others: Sequence[Related], most: int, last: int) -> Sequence[Related]:
        """At most `most` of the places, `last` of them from the end: a flow's sink says more than its middle."""
        if self._audit or len(others) <= most:
            return others
        self.cut += len(others) - most
        return (*others[: most - last], *others[len(others) - last :])

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


def _properties(finding: Finding) -> Json:
    facts = {"confidence": str(finding.confidence), "clause": finding.clause, "level": finding.level}
    return {name: value for name, value in {**facts, "tool": finding.tool}.items() if value}
