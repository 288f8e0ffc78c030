"""What is new: findings held against a baseline, and its entries that no finding needs any more."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from mcp_lintel.verdict.baseline_file import Entry
from mcp_lintel.verdict.baseline_shape import Shapes
from mcp_lintel.verdict.finding import Finding, Notice, NoticeKind, Status
from mcp_lintel.verdict.fingerprint import anchored


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings after the comparison, and the stale entries in their order."""

    findings: tuple[Finding, ...]
    stale: tuple[Entry, ...]


def entries_of(findings: Iterable[Finding], shapes: Shapes) -> list[Entry]:
    """An entry for each finding that stands; ignored and waived ones need none, and one whose waiver has
    expired gets none.
    """
    return [_entry(finding, shapes) for finding in findings if _is_new(finding)]


def compare(
    findings: Sequence[Finding],
    entries: Iterable[Entry],
    shapes: Shapes,
    in_view: Callable[[Entry], bool],
) -> Compared:
    """The findings, those in the baseline as BASELINED.

    A finding whose waiver has expired stands all the same. One whose fingerprint is not there is followed
    to an entry of the same shape, if what the entry names is gone: it was renamed or moved to another file.
    An entry is stale when no finding that would stand needs it; only those `in_view` of this run can be.
    """
    unmet = {entry.fingerprint: entry for entry in entries}
    judged = []
    for finding in findings:
        if finding.status is Status.ACTIVE and finding.fingerprint in unmet:
            del unmet[finding.fingerprint]
            finding = finding if finding.waiver else replace(finding, status=Status.BASELINED)
        judged.append(finding)
    candidates = [entry for entry in unmet.values() if in_view(entry)]
    followed = _follow([f for f in judged if _is_new(f)], candidates, shapes)
    taken = {entry.fingerprint for entry in followed.values()}
    return Compared(
        tuple(replace(f, status=Status.BASELINED) if f.fingerprint in followed and _is_new(f) else f for f in judged),
        tuple(entry for entry in sorted(candidates) if entry.fingerprint not in taken),
    )


def stale_notices(stale: Sequence[Entry], shown_as: str) -> list[Notice]:
    """One notice for each stale entry, and what to do about them in the last."""
    gone = "is in the baseline and is found no more"
    told = [Notice(NoticeKind.BASELINE, f"`{entry.rule}`{_of(entry)} {gone}", entry.path) for entry in stale]
    if told:
        what = "1 stale entry" if len(stale) == 1 else f"{len(stale):,} stale entries"
        prune = f"baseline {shown_as} has {what}; `mcp-lintel baseline prune` takes them out"
        told.append(Notice(NoticeKind.BASELINE, prune))
    return told


def _of(entry: Entry) -> str:
    return f" of `{entry.symbol}`" if entry.symbol else ""


def _is_new(finding: Finding) -> bool:
    return finding.status is Status.ACTIVE and finding.waiver is None


def _entry(finding: Finding, shapes: Shapes) -> Entry:
    path = anchored(finding.place.path, shapes.folder)
    return Entry(finding.fingerprint, finding.rule, path, finding.symbol, shapes.shape(finding))


def _follow(findings: Collection[Finding], entries: Collection[Entry], shapes: Shapes) -> dict[str, Entry]:
    """New findings by fingerprint with the entries that they had under other names."""
    if not findings or not entries:
        return {}
    waiting: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (entry.path, entry.symbol, entry.fingerprint)):
        waiting[entry.rule, entry.shape].append(entry)
    rules = {rule for rule, _ in waiting}
    found = {}
    for finding in findings:
        if finding.rule not in rules:
            continue
        now = _entry(finding, shapes)
        group = waiting[now.rule, now.shape]
        for entry in group:
            if _may_be(entry, now, shapes):
                found[now.fingerprint] = entry
                group.remove(entry)
                break
    return found


def _may_be(entry: Entry, now: Entry, shapes: Shapes) -> bool:
    """Can an entry have become what is found now? Not while the thing that it names still is where it was."""
    if (entry.path, entry.symbol) == (now.path, now.symbol):
        return True
    return entry.rule in shapes.whole or not shapes.defines(entry.path, entry.symbol)
