"""What was found in an older commit, and which findings of today it lets pass."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mcp_lintel.verdict.baseline import compare
from mcp_lintel.verdict.baseline_file import Entry
from mcp_lintel.verdict.baseline_shape import Shapes
from mcp_lintel.verdict.finding import Finding, Notice, Status
from mcp_lintel.verdict.fingerprint import anchored, message_key


@dataclass(frozen=True, slots=True)
class Known:
    """A finding that stood in the older commit: its entry as of a baseline, and its message without figures."""

    entry: Entry
    said: str


@dataclass(frozen=True, slots=True)
class Past:
    """The older commit: its findings, renamed files (the name then with the name now, both from the top of the
    repository), and notices about the comparison.
    """

    known: tuple[Known, ...]
    renames: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def held_against(
    findings: Sequence[Finding], past: Past, shapes: Shapes, in_view: Callable[[Entry], bool]
) -> tuple[Finding, ...]:
    """The findings, those that stood in the past as BASELINED; to be called after waivers and a baseline.

    `in_view` says of which entries it is known whether what they name is still there.
    """
    settled = {finding.fingerprint for finding in findings if finding.status is not Status.ACTIVE}
    entries = [entry for entry in _renamed(findings, past, shapes.folder) if entry.fingerprint not in settled]
    return compare(findings, entries, shapes, in_view).findings


def _renamed(findings: Sequence[Finding], past: Past, folder: str) -> list[Entry]:
    """The entries of the past; in a renamed file, with the name that their finding has now."""
    here: defaultdict[tuple[str, str, str, str], list[Finding]] = defaultdict(list)
    new_names = set(past.renames.values())
    for finding in findings:
        path = anchored(finding.place.path, folder)
        if path in new_names:
            here[finding.rule, path, _local(path, finding.symbol), message_key(finding.message)].append(finding)
    entries = []
    for one in past.known:
        entry = one.entry
        path = past.renames.get(entry.path, "")
        twins = here.get((entry.rule, path, _local(entry.path, entry.symbol), one.said))
        if twins:
            now = twins.pop(0)
            entry = replace(entry, fingerprint=now.fingerprint, path=path, symbol=now.symbol)
        entries.append(entry)
    return entries


def _local(path: str, symbol: str) -> str:
    """A symbol without the name of its module, which is that of the file, from one of the folders around it."""
    parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
    for start in range(len(parts)):
        module = ".".join(parts[start:])
        if symbol == module or symbol.startswith(f"{module}."):
            return symbol[len(module) + 1 :]
    return symbol
