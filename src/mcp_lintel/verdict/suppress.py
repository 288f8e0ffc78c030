"""Applying ignore comments to findings, and finding fault with the comments that need it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from mcp_lintel.rule import Confidence, Severity
from mcp_lintel.text.comment import Comment
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span
from mcp_lintel.verdict.finding import Finding, Status
from mcp_lintel.verdict.fingerprint import with_fingerprints
from mcp_lintel.verdict.ignore import Ignore, Named, read_ignores
from mcp_lintel.verdict.order import report_order
from mcp_lintel.verdict.own_rules import MALFORMED, OWN_NAMES, REASONLESS, UNKNOWN, UNUSED
from mcp_lintel.verdict.reach import Reach

_Use = tuple[Ignore, Named]


def suppress(
    findings: Iterable[Finding],
    comments: Mapping[str, Sequence[Comment]],
    sources: Mapping[str, SourceFile],
    *,
    selected: Collection[str],
    known: Collection[str],
    headers: Mapping[str, Sequence[Span]] | None = None,
    muted: Collection[str] = (),
) -> list[Finding]:
    """All findings in report order, those met by an ignore comment as IGNORED, with findings about the
    comments themselves.

    `comments` by path, of every file whose comments count; `selected` are the names of the rules that ran,
    `known` of all that exist. `headers` by path are stretches such as a decorated function's header, from
    its first decorator to the colon: a comment on a line that opens or closes one, or above it, covers all
    of it. `muted` names own rules not to be told.
    """
    ignores = [found for path, some in sorted(comments.items()) for found in read_ignores(path, some)]
    covers = _Covers(ignores, sources, headers or {})
    judged = [covers.apply(finding) for finding in findings]
    told = [f for f in _spelling(ignores, known) if f.rule not in muted]
    if UNUSED not in muted:
        told += covers.unused(frozenset(selected) & frozenset(known) - OWN_NAMES)
    told = [covers.apply(f) for f in with_fingerprints(sorted(told, key=report_order))]
    if UNUSED not in muted:
        told += with_fingerprints(covers.unused(OWN_NAMES - frozenset(muted)))
    return sorted([*judged, *told], key=report_order)


class _Covers:
    """The ignore comments by what they cover, and which of their rule names were of use."""

    def __init__(
        self,
        ignores: Iterable[Ignore],
        sources: Mapping[str, SourceFile],
        headers: Mapping[str, Sequence[Span]],
    ) -> None:
        self._reaches: dict[str, Reach] = {}
        self._uses: defaultdict[tuple[str, str], list[_Use]] = defaultdict(list)
        self._used: set[Named] = set()
        for ignore in ignores:
            path = ignore.place.path
            if path not in self._reaches:
                self._reaches[path] = Reach(sources[path], headers.get(path, ()))
            for named in ignore.rules:
                self._uses[path, named.rule].append((ignore, named))

    def apply(self, finding: Finding) -> Finding:
        """The finding, ignored where a comment covers it; a comment for the line gives the reason before
        one for the file.
        """
        path = finding.place.path
        met = [use for use in self._uses.get((path, finding.rule), ()) if self._covers(use[0], finding)]
        if not met:
            return finding
        self._used.update(named for _, named in met)
        first = min((ignore for ignore, _ in met), key=lambda ignore: ignore.whole_file)
        return replace(finding, status=Status.IGNORED, reason=first.reason, ignored_at=first.place)

    def unused(self, rules: Collection[str]) -> list[Finding]:
        """A finding for every name among `rules` that no finding needed."""
        return [
            _finding(UNUSED, named.place, f"the comment ignores `{rule}`, which finds nothing {_where(ignore)}")
            for (_, rule), uses in sorted(self._uses.items())
            if rule in rules
            for ignore, named in uses
            if named not in self._used
        ]

    def _covers(self, ignore: Ignore, finding: Finding) -> bool:
        return ignore.whole_file or self._reaches[ignore.place.path].meets(ignore, finding.place.span)


def _where(ignore: Ignore) -> str:
    return "in this file" if ignore.whole_file else "here"


def _spelling(ignores: Iterable[Ignore], known: Collection[str]) -> list[Finding]:
    """Findings about comments that cannot be read, name a rule that does not exist, or give no reason."""
    told = []
    names = sorted({*known, *OWN_NAMES})
    for ignore in ignores:
        if ignore.fault:
            told.append(_finding(MALFORMED, ignore.place, f"the comment {ignore.fault}"))
        elif not any(character.isalnum() for character in ignore.reason):
            told.append(_finding(REASONLESS, ignore.place, "the comment gives no reason after its bracket"))
        for named in ignore.rules:
            if named.rule not in names:
                told.append(_finding(UNKNOWN, named.place, _unknown(named.rule, names)))
    return told


def _unknown(rule: str, names: Sequence[str]) -> str:
    close = get_close_matches(rule, names, n=1)
    if rule in ("*", "all"):
        return f"the comment ignores `{rule}`; rules must be named one by one"
    return f"there is no rule `{rule}`" + (f"; did you mean `{close[0]}`?" if close else "")


def _finding(rule: str, place: Place, message: str) -> Finding:
    return Finding(rule, "", "", Severity.WARNING, Confidence.HIGH, message, place, "")
