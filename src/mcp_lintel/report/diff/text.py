"""A comparison for people: one line a change on a pipe, the gravest first, then what makes the answer incomplete."""

from collections.abc import Iterator

from mcp_lintel.report.diff.told import OPEN_HEADING, objects_note, subject, verdict
from mcp_lintel.report.diff.types import Change, Comparison, Level, ServerChanges
from mcp_lintel.report.inventory.flow import Piece, flowed, piece
from mcp_lintel.report.inventory.types import Spot
from mcp_lintel.report.inventory.words import named
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.paint import Paint
from mcp_lintel.report.visible import visible
from mcp_lintel.rule import Severity

_PAINTED = {Level.BREAKING: Severity.ERROR, Level.MAYBE: Severity.WARNING, Level.NOTE: Severity.NOTE}
_LABEL = max(len(level) for level in Level)


def render(found: Comparison, options: Options = PLAIN) -> str:
    """The changes by server, and the counts on the last line."""
    paint = Paint(options.colour)
    width = None if options.width is None else max(options.width, 40)
    lines: list[str] = []
    for server in found.servers:
        lines += [*_server(server, paint, width), ""]
    if found.opens:
        lines.append(paint.strong(OPEN_HEADING))
        for side, one in found.opens:
            words = [piece(f"{side}:"), _spot(one.spot, paint, ":"), *map(piece, visible(one.reason).split())]
            lines += flowed(words, width, 2, 8)
        lines.append("")
    if objects_note(found):
        lines += [*flowed(map(piece, objects_note(found).split()), width, 0, 2)]
    told = verdict(found)
    lines.append(f"{told[0].upper()}{told[1:]}.")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _server(server: ServerChanges, paint: Paint, width: int | None) -> Iterator[str]:
    name = "server of unknown name" if server.name is None else named(server.name)
    yield from flowed([Piece(name, paint.strong(name)), _spot(server.spot, paint, gap=2)], width, 0, 2)
    for change in server.changes:
        yield from flowed(_change(change, paint), width, 2, _LABEL + 6)


def _change(change: Change, paint: Paint) -> Iterator[Piece]:
    label = f"{change.level:<{_LABEL}}"
    yield Piece(label, paint.severity(_PAINTED[change.level], change.level) + label[len(change.level) :])
    about = f"{subject(change)}: {change.message}" if subject(change) else f"server {change.message}"
    yield from (piece(word, 1 if number else 2) for number, word in enumerate(visible(about).split(" ")))
    yield _spot(change.spot, paint, gap=2)


def _spot(spot: Spot, paint: Paint, end: str = "", gap: int = 1) -> Piece:
    text = f"{visible(spot.path)}:{spot.line}"
    return Piece(text + end, paint.quiet(text) + end, gap)
