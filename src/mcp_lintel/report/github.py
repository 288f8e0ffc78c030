"""Workflow commands that GitHub Actions turns into annotations of a pull request's lines.

Source: GitHub Docs, "Workflow commands for GitHub Actions" and "Usage limits": of a step's annotations ten errors,
ten warnings and ten notices are kept. The gravest are told, and how many are left out. Files are named as the report
names them: run the command in the repository's root.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mcp_lintel.report.faults import faults
from mcp_lintel.report.flowpath import with_path
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.places import region
from mcp_lintel.report.visible import visible
from mcp_lintel.rule import Severity
from mcp_lintel.verdict.finding import Finding, Notice, Outcome
from mcp_lintel.verdict.judge import count

MOST = 10
"""Annotations of each kind that GitHub keeps of a step."""

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


class Annotation(NamedTuple):
    """One command: its kind, and the whole of it."""

    kind: str
    command: str


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """What could not be looked at and the findings that stand, the gravest first, within GitHub's limits."""
    standing = sorted(outcome.active, key=lambda finding: -finding.severity.rank)
    made = [*map(_fault, faults(outcome)), *(_annotation(finding, outcome) for finding in standing)]
    return "".join(f"{one.command}\n" for one in _within_limits(made))


def _within_limits(made: Sequence[Annotation]) -> Iterator[Annotation]:
    """The annotations that GitHub keeps, and where that is not all of them a notice that counts the rest."""
    told = Counter(one.kind for one in made)
    if all(number <= MOST for number in told.values()):
        yield from made
        return
    room = Counter({**dict.fromkeys(_KINDS.values(), MOST), "notice": MOST - 1})
    for one in made:
        if room[one.kind] > 0:
            room[one.kind] -= 1
            yield one
    yield _rest(told, room)


def _rest(told: Counter[str], room: Counter[str]) -> Annotation:
    over = {kind: told[kind] - (MOST - (kind == "notice")) for kind in _KINDS.values()}
    parts = ", ".join(count(number, kind) for kind, number in over.items() if number > 0)
    text = f"{parts} more: GitHub shows {MOST} annotations of a kind; the other formats have all"
    return Annotation("notice", f"::notice title=mcp-lintel::{text}")


def _annotation(finding: Finding, outcome: Outcome) -> Annotation:
    start, end = region(finding.place, outcome.sources)
    properties = [("file", finding.place.path), ("line", str(start.line)), ("endLine", str(end.line))]
    if start.line == end.line:
        properties += [("col", str(start.column)), ("endColumn", str(end.column))]
    names = ", ".join(name for name in (finding.rule, finding.clause) if name)
    kind = _KINDS[finding.severity]
    return Annotation(kind, _command(kind, [*properties, ("title", names)], with_path(finding)))


def _fault(notice: Notice) -> Annotation:
    properties = [("file", notice.path), ("line", str(max(1, notice.line)))] if notice.path else []
    properties.append(("title", f"mcp-lintel: {notice.kind}"))
    return Annotation("error", _command("error", properties, notice.message))


def _command(kind: str, properties: Iterable[tuple[str, str]], message: str) -> str:
    """A command on one line; the values' marks are percent-encoded, so none can end a property or start a command."""
    told = ",".join(f"{name}={visible(value).translate(_PROPERTY)}" for name, value in properties)
    return f"::{kind} {told}::{visible(message).translate(_DATA)}"
