"""Applying waivers to findings, and telling of those that expire, have expired or are of no use."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pathspec import GitIgnoreSpec

from mcp_lintel.text.source import SourceFile
from mcp_lintel.verdict.finding import Finding, Notice, NoticeKind, Status
from mcp_lintel.verdict.fingerprint import anchored
from mcp_lintel.verdict.judge import count
from mcp_lintel.verdict.waivers_types import Waiver


class Waivers:
    """The waivers of a run; `folder` is where the paths of findings start, from the folder of their file.

    `shown_as` is the path by which notices name the file.
    """

    def __init__(self, waivers: Iterable[Waiver], today: date, *, folder: str = "", shown_as: str = "") -> None:
        self._waivers = [(waiver, _pattern(waiver.path)) for waiver in waivers]
        self._today = today
        self._folder = folder
        self._shown_as = shown_as
        self._used: Counter[str] = Counter()

    def apply(self, finding: Finding) -> Finding:
        """The finding, as WAIVED where a waiver covers it; of several the one that holds longest counts.

        One that is covered by expired waivers alone stands, with the last of them as its `waiver`.
        """
        if finding.status is not Status.ACTIVE:
            return finding
        met = [waiver for waiver, spec in self._waivers if self._covers(waiver, spec, finding)]
        if not met:
            return finding
        self._used.update(waiver.id for waiver in met)
        last = max(met, key=lambda waiver: waiver.expires)
        if last.has_expired(self._today):
            return replace(finding, waiver=last)
        return replace(finding, waiver=last, status=Status.WAIVED, reason=last.reason)

    def told(self, findings: Sequence[Finding], due: int | None, sources: Mapping[str, SourceFile]) -> list[Notice]:
        """Notices about waivers that have expired while their finding is still there, and, with `due`,
        a notice for each finding whose waiver has at most so many days left.
        """
        expired = Counter(f.waiver for f in findings if f.waiver and f.status is Status.ACTIVE)
        notices = [self._expired(waiver, number) for waiver, number in expired.items()]
        ending = [f for f in findings if f.waiver and f.status is Status.WAIVED and self._is_due(f.waiver, due)]
        return sorted(notices, key=lambda n: n.line) + [self._due(f, f.waiver, sources) for f in ending if f.waiver]

    def unmatched(self, selected: Collection[str], clauses: Collection[str]) -> list[Notice]:
        """A notice for each waiver that met no finding, of those whose rule ran or whose clause a rule that ran
        answers.
        """
        able = [w for w, _ in self._waivers if w.rule in selected or w.clause in clauses]
        return [
            self._notice(waiver, f"waiver `{waiver.id}` matches no finding of `{waiver.about}`; remove or correct it")
            for waiver in able
            if not self._used[waiver.id]
        ]

    def _covers(self, waiver: Waiver, spec: GitIgnoreSpec, finding: Finding) -> bool:
        if waiver.about not in (finding.rule, finding.clause):
            return False
        if waiver.fingerprint and waiver.fingerprint != finding.fingerprint:
            return False
        if waiver.symbol and not _is_symbol(waiver.symbol, finding):
            return False
        path = anchored(finding.place.path, self._folder)
        return not path.startswith("../") and spec.match_file(path)

    def _is_due(self, waiver: Waiver, days: int | None) -> bool:
        return days is not None and (waiver.expires - self._today).days <= days

    def _expired(self, waiver: Waiver, number: int) -> Notice:
        stand = "its finding stands again" if number == 1 else f"its {number:,} findings stand again"
        told = f"waiver `{waiver.id}` of `{waiver.about}` expired on {waiver.expires}: {stand}"
        return self._notice(waiver, f"{told}; mend it or let {waiver.owner} renew the waiver")

    def _due(self, finding: Finding, waiver: Waiver, sources: Mapping[str, SourceFile]) -> Notice:
        days = (waiver.expires - self._today).days
        left = "today is its last day" if not days else f"{count(days, 'day')} left"
        told = f"`{finding.rule}` is waived until {waiver.expires} ({left}) by `{waiver.id}`, owner {waiver.owner}"
        source = sources.get(finding.place.path)
        line = source.position(finding.place.span.start).line if source else 0
        return Notice(NoticeKind.WAIVER, told, finding.place.path, line)

    def _notice(self, waiver: Waiver, message: str) -> Notice:
        if self._shown_as.startswith("../"):  # not a file of what was read: no report may point there
            return Notice(NoticeKind.WAIVER, f"{self._shown_as}:{waiver.line}: {message}")
        return Notice(NoticeKind.WAIVER, message, self._shown_as, waiver.line)


def _pattern(path: str) -> GitIgnoreSpec:
    """A path or pattern that starts at the folder of the file; a folder stands for all that is in it."""
    return GitIgnoreSpec.from_lines([f"/{path.removeprefix('./').lstrip('/')}"])


def _is_symbol(symbol: str, finding: Finding) -> bool:
    return symbol in (finding.symbol, finding.tool) or finding.symbol.endswith(f".{symbol}")
