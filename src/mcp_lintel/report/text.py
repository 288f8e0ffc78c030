"""The report for people: findings by file with frames of source, what could not be looked at, and a
summary.
"""

from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap

from mcp_lintel.report.alike import alike, apart, listed
from mcp_lintel.report.commands import defused
from mcp_lintel.report.flowpath import ARROW, fitted
from mcp_lintel.report.frame import Frames
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.paint import Paint
from mcp_lintel.report.places import region
from mcp_lintel.report.projects import by_project
from mcp_lintel.report.status import standing_words
from mcp_lintel.report.summary import notices, summary
from mcp_lintel.report.visible import visible
from mcp_lintel.rule import Related
from mcp_lintel.text.source import SourceFile
from mcp_lintel.verdict.finding import Finding, Outcome

_MARGIN = "  "


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """The findings that stand, the notices and the summary; wrapped at `options.width` alone, never on a
    pipe.
    """
    paint = Paint(options.colour)
    lines: list[str] = []
    for project, findings in by_project(outcome.active, outcome):
        if project:
            lines += [paint.strong(f"Project {visible(project)}"), ""]
        lines += _files(findings, outcome, paint, options.width)
    lines += notices(outcome, paint)
    lines += summary(outcome, paint)
    return "".join(f"{defused(line)}\n" for line in lines)


def _files(findings: list[Finding], outcome: Outcome, paint: Paint, width: int | None) -> Iterator[str]:
    frames = Frames(outcome.sources, paint, None if width is None else width - len(_MARGIN))
    for path, group in groupby(findings, key=lambda finding: finding.place.path):
        yield paint.strong(visible(path))
        yield ""
        for finding, *others in alike(group):
            yield from _finding(finding, outcome, frames, paint, width)
            if others:
                yield from _others([finding, *others], _gutter(outcome.sources.get(path)), paint, width)
            yield ""


def _finding(finding: Finding, outcome: Outcome, frames: Frames, paint: Paint, width: int | None) -> Iterator[str]:
    """`line:column  severity: message`, the frame, and what else is known of the finding."""
    line, column = region(finding.place, outcome.sources).start
    head, word = f"{line}:{column}", str(finding.severity)
    told = f"{head}  {word}: {visible(finding.message)}"
    first, *rest = _wrapped(told, width, len(head) + len(word) + 4)
    after = first.removeprefix(f"{head}  {word}")
    yield f"{_MARGIN}{paint.quiet(head)}  {paint.severity(finding.severity, word)}{after}"
    yield from (f"{_MARGIN}{part}" for part in rest)
    gutter = _gutter(outcome.sources.get(finding.place.path))
    for part in frames.lines(finding.place, finding.severity, gutter):
        yield f"{_MARGIN}{part}"
    indent = f"{_MARGIN}{' ' * gutter} {paint.quiet('=')} "
    yield f"{indent}{_names(finding, paint)}"
    room = None if width is None else width - gutter - len(" = ")
    for related in finding.related:
        yield from _indented(_other(related, outcome, paint, room), gutter, paint)
    if finding.flow:
        room = None if room is None else max(40, room - len(_MARGIN))
        yield f"{indent}{_path(finding, outcome, paint, room)}"
    if finding.waiver:
        yield f"{indent}{visible(standing_words(finding))}"
    if finding.fix:
        yield f"{indent}fix: {visible(finding.fix.description)}"


def _others(findings: list[Finding], gutter: int, paint: Paint, width: int | None) -> Iterator[str]:
    """What sets further findings at the place apart from the first."""
    told = visible(f"{len(findings) - 1} more here: {listed(apart(findings)[1:])}")
    yield from _indented(_wrapped(told, None if width is None else width - gutter - len(" = "), 0), gutter, paint)


def _indented(lines: list[str], gutter: int, paint: Paint) -> Iterator[str]:
    """Lines of what else is known, behind one mark."""
    first, *rest = lines
    yield f"{_MARGIN}{' ' * gutter} {paint.quiet('=')} {first}"
    yield from (f"{_MARGIN}{' ' * gutter}   {part}" for part in rest)


def _path(finding: Finding, outcome: Outcome, paint: Paint, room: int | None) -> str:
    """How a value gets to the place of the finding."""
    path = fitted(finding.flow, outcome.sources, room)
    return ARROW.join(f"{hop.label} {paint.quiet(hop.where)}" if hop.where else hop.label for hop in path)


def _other(related: Related, outcome: Outcome, paint: Paint, room: int | None) -> list[str]:
    """`path:line:column: message` of a second place, in lines."""
    line, column = region(related.place, outcome.sources).start
    where = f"{visible(related.place.path)}:{line}:{column}"
    first, *rest = _wrapped(f"{where}: {visible(related.message)}", room, 0)
    return [first.replace(where, paint.quiet(where), 1), *rest]


def _names(finding: Finding, paint: Paint) -> str:
    """The rule, its clause, the tool a client sees, and the confidence where there is doubt."""
    clause = f"{finding.clause} ({finding.level})" if finding.level else finding.clause
    tool = f"tool `{visible(finding.tool)}`" if finding.tool else ""
    doubt = "" if finding.confidence == "high" else f"{finding.confidence} confidence"
    return ", ".join([paint.strong(finding.rule), *(part for part in (clause, tool, doubt) if part)])


def _gutter(source: SourceFile | None) -> int:
    """The columns that the line numbers of a file take, three at least."""
    return max(3, len(str(len(source.lines)))) if source else 3


def _wrapped(text: str, width: int | None, indent: int) -> list[str]:
    """The text in lines of the terminal's width, those after the first indented; one line when there is no
    width.
    """
    if width is None or len(text) + len(_MARGIN) <= width:
        return [text]
    room = max(40, width - len(_MARGIN))
    return wrap(text, room, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False)
