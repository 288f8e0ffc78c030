"""A picture of one server: how clients reach it, who is let in, its tools, what they do, and the sinks that input
reaches. It says nothing that the tables beside it do not say in words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mcp_lintel.report.inventory.types import ServerEntry, ToolEntry
from mcp_lintel.report.inventory.words import UNKNOWN, effect_words
from mcp_lintel.report.scorecard.markup import text
from mcp_lintel.report.scorecard.types import Sink
from mcp_lintel.report.visible import visible
from mcp_lintel.verdict.judge import count

_ROW, _BOX, _TOP = 26, 20, 44
"""Pixels from one row to the next, height of a box, and where the first row begins."""
_LONGEST = 30
_COLUMNS = (
    ("reached by", 10, 96),
    ("callers", 156, 150),
    ("tools", 366, 226),
    ("effects", 672, 90),
    ("sinks", 842, 228),
)
"""Title, left edge and width of each column, in pixels."""
_AUTH = {
    "present": ("authenticated", "good"),
    "absent": ("not authenticated", "bad"),
    "conditional": ("authenticated at times", "doubt"),
    "unknown": ("authentication not known", "doubt"),
}


class _Box(NamedTuple):
    """A box: its label, class, full text, and where it stands."""

    label: str
    kind: str
    left: int
    width: int
    middle: float

    @property
    def right(self) -> int:
        return self.left + self.width


def picture(server: ServerEntry, sinks: Sequence[Sink], number: int) -> str:
    """The server as inline SVG, its title and description for those who do not see it; `number` keeps ids apart."""
    own = {tool.name for tool in server.tools}
    reached = [sink for sink in sinks if sink.tool in own]
    kinds = list(server.transports) or ["not known"]
    effects = effect_words(effect for tool in server.tools for effect in tool.effects)
    targets = list(dict.fromkeys(sink.what for sink in reached))
    rows = max(len(kinds), len(server.tools), len(effects), len(targets), 1)
    height = _TOP + rows * _ROW + 10
    columns = _COLUMNS if targets else _COLUMNS[:-1] if effects else _COLUMNS[:-2]
    width = columns[-1][1] + columns[-1][2] + 10
    doors = _column(0, kinds, "door", rows)
    who, mark = _guard(server)
    guard = _column(1, [who], f"guard {mark}", rows)
    tools = _column(2, [tool.name or UNKNOWN for tool in server.tools], "tool", rows)
    deeds = dict(zip(effects, _column(3, effects, "effect", rows), strict=True))
    ends = dict(zip(targets, _column(4, [what.replace("`", "") for what in targets], "sink", rows), strict=True))
    lines = [*_edges((door, guard[0]) for door in doors), *_edges((guard[0], tool) for tool in tools)]
    lines += _edges((box, deeds[effect]) for box, effect in _acts(tools, server.tools))
    lines += _edges(((box, ends[sink.what]) for box, sink in _arrivals(tools, server.tools, reached)), "flow")
    heads = "".join(f'<text class="head" x="{left}" y="24">{title}</text>' for title, left, _ in columns)
    boxes = "".join(map(_drawn, (*doors, *guard, *tools, *deeds.values(), *ends.values())))
    return (
        f'<svg role="img" aria-labelledby="p{number}t p{number}d" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}"><title id="p{number}t">{text(f"Server {server.name or UNKNOWN}")}</title>'
        f'<desc id="p{number}d">{text(_described(server, kinds, effects, targets))}</desc>'
        f'{heads}<g class="edges">{"".join(lines)}</g>{boxes}</svg>'
    )


def _column(at: int, labels: Sequence[str], kind: str, rows: int) -> list[_Box]:
    """The boxes of a column, centred over all rows."""
    _, left, width = _COLUMNS[at]
    first = _TOP + (rows - len(labels)) * _ROW / 2 + _ROW / 2
    return [_Box(label, kind, left, width, first + n * _ROW) for n, label in enumerate(labels)]


def _guard(server: ServerEntry) -> tuple[str, str]:
    """Who is let in, and the class of that; a server on stdio alone serves the person who started it."""
    if server.auth.state == "absent" and server.closed and server.transports == ("stdio",):
        return "who starts the server", "plain"
    return _AUTH.get(server.auth.state, (server.auth.state, "doubt"))


def _acts(boxes: Sequence[_Box], tools: Sequence[ToolEntry]) -> Iterator[tuple[_Box, str]]:
    """Each tool's box with each kind of its effects."""
    for box, tool in zip(boxes, tools, strict=True):
        yield from ((box, effect) for effect in effect_words(tool.effects))


def _arrivals(boxes: Sequence[_Box], tools: Sequence[ToolEntry], sinks: Sequence[Sink]) -> Iterator[tuple[_Box, Sink]]:
    by_name: Mapping[str | None, _Box] = {tool.name: box for box, tool in zip(boxes, tools, strict=True)}
    yield from ((by_name[sink.tool], sink) for sink in sinks)


def _edges(pairs: Iterable[tuple[_Box, _Box]], kind: str = "") -> list[str]:
    """A curve from the right of one box to the left of another, each once."""
    mark = f' class="{kind}"' if kind else ""
    made = []
    for start, end in pairs:
        bend = (start.right + end.left) / 2
        made.append(
            f'<path{mark} d="M{start.right} {start.middle:g}C{bend:g} {start.middle:g} {bend:g} {end.middle:g}'
            f' {end.left} {end.middle:g}"/>'
        )
    return list(dict.fromkeys(made))


def _drawn(box: _Box) -> str:
    label = visible(box.label)
    room = min(_LONGEST, int((box.width - 12) / 7))
    shown = label if len(label) <= room else f"{label[: room - 1]}…"
    full = f"<title>{text(label)}</title>" if shown != label else ""
    return (
        f'<g class="{box.kind}">{full}<rect x="{box.left}" y="{box.middle - _BOX / 2:g}" width="{box.width}"'
        f' height="{_BOX}" rx="4"/><text x="{box.left + 6}" y="{box.middle + 4:g}">{text(shown)}</text></g>'
    )


def _described(server: ServerEntry, kinds: Sequence[str], effects: Sequence[str], targets: Sequence[str]) -> str:
    """The picture in words."""
    parts = [f"Reached by {', '.join(kinds)}", _guard(server)[0], count(len(server.tools), "tool")]
    parts += [f"effects: {', '.join(effects)}" if effects else "no effect was seen"]
    parts += [f"client input reaches {', '.join(targets)}"] if targets else []
    return f"{'; '.join(parts)}."
