"""How a value gets to its sink, on one line: `name server.py:8 → git(args) git.py:12 → subprocess.run git.py:40`."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from posixpath import basename
from typing import NamedTuple

from mcp_lintel.report.frame import WIDEST
from mcp_lintel.report.places import region
from mcp_lintel.report.visible import text_width, visible
from mcp_lintel.rule import Related
from mcp_lintel.text.source import SourceFile
from mcp_lintel.verdict.finding import Finding

ARROW = " → "
_QUOTED = re.compile(r"`([^`]+)`(?: as `([^`]+)`)?")
_LONGEST = 40


class Hop(NamedTuple):
    """What a hop is in short, and where: `path:line`."""

    label: str
    where: str = ""


def with_path(finding: Finding) -> str:
    """The message, with the calls that lead from the source to the sink where there are any between them."""
    path = [_label(step.message) for step in _calls(finding.flow)]
    return f"{finding.message} ({ARROW.join(path)})" if len(path) > 2 else finding.message


def fitted(flow: Sequence[Related], sources: Mapping[str, SourceFile], room: int | None) -> list[Hop]:
    """The hops so that they fit into `room` columns, as far as that goes: variables go first, then folders, then hops
    in the middle.

    Without a limit variables alone go, where the line would be longer than a frame of source.
    """
    whole, calls = _hops(flow, sources), _hops(_calls(flow), sources)
    short = [Hop(hop.label, basename(hop.where)) for hop in calls]
    if room is None:
        return whole if _width(whole) <= WIDEST else calls
    shorter = [whole, calls, short, *_without_middle(short)]
    return next((path for path in shorter if _width(path) <= room), shorter[-1])


def _without_middle(path: list[Hop]) -> list[list[Hop]]:
    """The path with more and more of its second and later hops left out."""
    return [[path[0], _more(path[1:end]), *path[end:]] for end in range(2, len(path))]


def _more(left_out: Sequence[Hop]) -> Hop:
    return Hop(f"{len(left_out)} more")


def _calls(flow: Sequence[Related]) -> Sequence[Related]:
    """The source, what is handed from function to function, and the sink."""
    inner = [step for step in flow[1:-1] if (found := _QUOTED.search(step.message)) is not None and found[2]]
    return [*flow[:1], *inner, *flow[1:][-1:]]


def _hops(flow: Sequence[Related], sources: Mapping[str, SourceFile]) -> list[Hop]:
    """Each hop in short; one that says what the last one said is left out."""
    found = []
    for step in flow:
        line = region(step.place, sources).start.line
        found.append(Hop(_label(step.message), f"{visible(step.place.path)}:{line}"))
    return [hop for hop, _ in groupby(found)]


def _label(message: str) -> str:
    """What a hop's message quotes first: a variable, or a function `as` whose parameter; else the message in short."""
    quoted = _QUOTED.search(message)
    label = message if quoted is None else f"{quoted[1]}({quoted[2]})" if quoted[2] else quoted[1]
    label = visible(" ".join(label.split()))
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 3]}..."


def _width(path: Sequence[Hop]) -> int:
    """The columns that a path takes on a line."""
    words = sum(text_width(hop.label) + (text_width(hop.where) + 1 if hop.where else 0) for hop in path)
    return words + len(ARROW) * (len(path) - 1)
