"""From a run's outcome to the scorecard."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from mcp_lintel.report.inventory.make import make as inventory
from mcp_lintel.report.places import region
from mcp_lintel.report.scorecard.decide import Decider
from mcp_lintel.report.scorecard.items import Subjects
from mcp_lintel.report.scorecard.types import (
    ALL,
    LEVELS,
    Cause,
    ClauseEntry,
    DocumentEntry,
    FindingEntry,
    Item,
    RuleEntry,
    Scorecard,
    Sink,
    State,
    Tally,
)
from mcp_lintel.rule import Confidence
from mcp_lintel.standard.types import Check, Clause, Standard
from mcp_lintel.verdict.finding import Finding, Outcome

_WORDS = {
    Cause.PLANNED: "no rule checks it yet; one is planned",
    Cause.MANUAL: "people check it; files cannot show it",
    Cause.MEASURED: "a measurement shows it, and no report of one was given",
    Cause.OFF: "its rules are switched off",
}


def make(outcome: Outcome, standard: Standard, rules: Sequence[tuple[str, str]], confidence: Confidence) -> Scorecard:
    """The scorecard of a run that was asked for its evidence.

    `rules` are the names and clauses of all rules, also of those that did not run. Findings below `confidence` are
    told, but break nothing; the run must not have dropped any by severity.
    """
    maker = _Maker(outcome, rules, confidence)
    documents = tuple(
        DocumentEntry(one.number, one.title, one.file, one.version, clauses, tallies(clauses))
        for one in standard.documents
        for clauses in [tuple(maker.clause(clause) for clause in standard.clauses_of(one))]
    )
    return Scorecard(
        documents=documents,
        tallies=tallies([clause for document in documents for clause in document.clauses]),
        inventory=inventory(outcome),
        sinks=tuple(maker.sinks()),
        notices=outcome.notices,
        files=outcome.files,
        beside=sum(finding.clause not in standard.clauses for finding in outcome.active),
        confidence=str(confidence),
        version=outcome.version,
    )


def tallies(clauses: Collection[ClauseEntry]) -> dict[str, Tally]:
    """How the clauses stand, by level and all together."""
    groups = {level: [clause for clause in clauses if clause.level == level] for level in LEVELS}
    groups[ALL] = list(clauses)
    counts = {name: Counter(clause.state for clause in group) for name, group in groups.items()}
    return {name: Tally({state: found[state] for state in State}) for name, found in counts.items()}


class _Maker:
    """Makes entries of clauses; knows the run."""

    def __init__(self, outcome: Outcome, rules: Iterable[tuple[str, str]], confidence: Confidence) -> None:
        self._outcome = outcome
        self._decider = Decider(Subjects(outcome.projects, outcome.sources), outcome.notices, confidence)
        self._evidence = {one.rule: one for one in outcome.evidence}
        self._cards = {one.name: one for one in outcome.rules}
        self._bound: defaultdict[str, list[str]] = defaultdict(list)
        for name, clause in rules:
            self._bound[clause].append(name)
        self._findings: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in outcome.findings:
            self._findings[finding.rule].append(finding)

    def clause(self, clause: Clause) -> ClauseEntry:
        """One clause; the gravest state of its rules is its own, and a rule that is off leaves it undecided."""
        names = sorted(self._bound[clause.id])
        entries = tuple(self._rule(name) for name in names if name in self._evidence)
        off = [name for name in names if name not in self._evidence]
        state = next((state for state in State if any(one.state is state for one in entries)), State.UNCHECKED)
        cause = Cause.NONE if entries else _cause(clause, bool(off))
        reasons = tuple(dict.fromkeys(reason for one in entries if one.state is state for reason in one.reasons))
        if cause:
            reasons = (_WORDS[cause],)
        elif off and state is not State.BROKEN:
            state = State.UNDECIDED
            reasons = (f"switched off: {', '.join(off)}", *reasons)
        return ClauseEntry(
            id=clause.id,
            title=clause.title,
            level=str(clause.level),
            check=str(clause.check),
            link=clause.link,
            state=state,
            cause=cause,
            reasons=reasons,
            rules=entries,
            findings=tuple(self._finding(one) for name in names for one in self._findings[name]),
        )

    def sinks(self) -> Iterable[Sink]:
        """Where client input arrives, from the findings that hold a flow: each tool and sink once."""
        seen = set()
        for finding in self._outcome.active:
            if not finding.flow:
                continue
            last = finding.flow[-1]
            what = last.message.removeprefix("reaches ").removeprefix("is part of ")
            if (key := (finding.tool, what, finding.rule)) not in seen:
                seen.add(key)
                line = region(last.place, self._outcome.sources).start.line
                yield Sink(finding.tool, what, finding.rule, Item(what, last.place.path, line))

    def _rule(self, name: str) -> RuleEntry:
        return self._decider.rule(self._cards[name], self._evidence[name], self._findings[name])

    def _finding(self, finding: Finding) -> FindingEntry:
        return FindingEntry(
            rule=finding.rule,
            message=finding.message,
            severity=str(finding.severity),
            confidence=str(finding.confidence),
            status=str(finding.status),
            path=finding.place.path,
            line=region(finding.place, self._outcome.sources).start.line,
            tool=finding.tool,
            reason=finding.reason,
            fingerprint=finding.fingerprint,
            waiver=finding.waiver,
        )


def _cause(clause: Clause, off: bool) -> Cause:
    """Why no rule of a clause ran."""
    if off:
        return Cause.OFF
    if clause.check is Check.MANUAL:
        return Cause.MANUAL
    return Cause.MEASURED if clause.check is Check.MEASURED else Cause.PLANNED
