"""The state of one rule: what it looked at, what it found, and what it could not see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import chain

from mcp_lintel.report.scorecard.applies import TELLING_TOOLS, Aside, aside, followed
from mcp_lintel.report.scorecard.items import Subjects
from mcp_lintel.report.scorecard.kinds import NO_SERVER, Kind, kind
from mcp_lintel.report.scorecard.types import RuleEntry, State, waiver_words
from mcp_lintel.rule import Confidence
from mcp_lintel.verdict.evidence import Evidence
from mcp_lintel.verdict.finding import NOT_FOLLOWED, Finding, Notice, NoticeKind, RuleCard, Status
from mcp_lintel.verdict.judge import count

MOST_ITEMS = 20
"""Items that are named of what a rule looked at."""
MOST_REASONS = 5
_ACCEPTED = frozenset({Status.IGNORED, Status.WAIVED})
_UNREAD = frozenset({NoticeKind.UNREADABLE, NoticeKind.SYNTAX})
_SERVERLESS = frozenset({"Server", "Tool", "Parameter", "Drift", "StdoutWrite", "Flow", "ShellCommand", "CorsPolicy"})


@dataclass(frozen=True, slots=True)
class Decider:
    """Decides on rules of one run; a finding below `confidence` breaks nothing, but leaves its clause undecided."""

    subjects: Subjects
    notices: Sequence[Notice]
    confidence: Confidence

    def rule(self, card: RuleCard, evidence: Evidence, findings: Sequence[Finding]) -> RuleEntry:
        """The state of a rule that ran, with what it looked at."""
        about = kind(evidence.on)
        counted, asides = self._sorted(card.name, about, evidence)
        sure = [one for one in findings if one.confidence.rank >= self.confidence.rank]
        doubts = tuple(self._doubts(card.name, evidence, about, asides, len(findings) - len(sure)))
        reasons: Iterable[str] = ()
        if any(one.status not in _ACCEPTED for one in sure):
            state = State.BROKEN
        elif doubts:
            state, reasons = State.UNDECIDED, doubts
        elif sure:
            state, reasons = State.WAIVED, _accepted(sure)
        elif counted:
            state = State.MET
        else:
            state, reasons = State.NOT_APPLICABLE, (one.reason for one in asides)
            if not asides:
                reasons = (self._absent(evidence, about),)
                state = State.UNDECIDED if about.unknown and not self._serverless() else state
        searched = kind(about.basis) if about.basis else about
        return RuleEntry(
            name=card.name,
            title=card.title,
            state=state,
            kind=searched.many,
            looked=len(counted),
            items=tuple(self.subjects.item(one) for one in counted[:MOST_ITEMS]),
            reasons=_few(reasons),
        )

    def _sorted(self, rule: str, about: Kind, evidence: Evidence) -> tuple[list[object], list[Aside]]:
        """The subjects on which a rule's silence is a verdict, and why others do not count."""
        given = self.subjects.of(about.basis) if about.basis else self.subjects.these(evidence.looked)
        counted, asides = [], []
        for subject in given:
            why = followed(subject) if evidence.on == "Flow" else None
            if (why := why or aside(rule, subject)) is None:
                counted.append(subject)
            else:
                asides.append(why)
        return counted, asides

    def _doubts(
        self, rule: str, evidence: Evidence, about: Kind, asides: Sequence[Aside], unsure: int
    ) -> Iterator[str]:
        """Every reason for which the rule's silence is not the whole truth."""
        if evidence.failed:
            yield f"the rule itself failed on {count(len(evidence.failed), 'subject')}"
        if unsure:
            yield f"{count(unsure, 'finding')} below confidence {self.confidence}: a person has to look"
        yield from _counted(one.reason for one in asides if one.unread)
        if evidence.on == "Drift" and self.subjects.of("Server") and not self.subjects.of("FrameworkRange"):
            yield "no declared dependency on an MCP framework was found, so its version is not known"
        for notice in self.notices:
            if _hides(notice, rule, about):
                where = f"{notice.path}:{notice.line}" if notice.line else notice.path
                yield f"{where}: {notice.message}"

    def _serverless(self) -> bool:
        return not self.subjects.of("Server")

    def _absent(self, evidence: Evidence, about: Kind) -> str:
        """Why a rule had nothing to look at."""
        return NO_SERVER if evidence.on in _SERVERLESS and self._serverless() else about.absent


def _hides(notice: Notice, rule: str, about: Kind) -> bool:
    """May what the notice tells of hide a subject of the rule?"""
    if notice.kind is NoticeKind.OPEN:
        return about.listed or rule in TELLING_TOOLS
    if notice.kind is NoticeKind.INTERNAL:
        return about.followed and notice.message.startswith(NOT_FOLLOWED)
    if notice.kind in _UNREAD:
        return not about.reads or about.reads == ("*",) or bool(about.basis)
    if notice.kind is NoticeKind.ARTIFACT:
        name = notice.path.rpartition("/")[2]
        return any(fnmatchcase(notice.path, one) or fnmatchcase(name, one) for one in about.reads)
    return False


def _accepted(findings: Sequence[Finding]) -> Iterator[str]:
    """By what findings are accepted: each reason once."""
    return _counted(
        f"waived: {one.reason or 'no reason given'} ({waiver_words(one.waiver, one.status)})"
        if one.waiver
        else f"ignored in the code: {one.reason or 'no reason given'}"
        for one in findings
    )


def _counted(reasons: Iterable[str]) -> Iterator[str]:
    """Each reason once, with the number of its cases where there are several."""
    cases: dict[str, int] = {}
    for reason in reasons:
        cases[reason] = cases.get(reason, 0) + 1
    return (f"{reason} ({number} times)" if number > 1 else reason for reason, number in cases.items())


def _few(reasons: Iterable[str]) -> tuple[str, ...]:
    """The first of many reasons, each once."""
    told = list(dict.fromkeys(reasons))
    more = [f"and {count(len(told) - MOST_REASONS, 'more reason')}"] if len(told) > MOST_REASONS else []
    return tuple(chain(told[:MOST_REASONS], more))
