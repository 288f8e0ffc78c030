"""A frame of source: the lines of a span with their numbers, and carets under exactly what the span
covers.
"""

from collections.abc import Iterator, Mapping
from itertools import accumulate

from mcp_lintel.report.paint import Paint
from mcp_lintel.report.secrets import masked
from mcp_lintel.report.visible import Cell, cells
from mcp_lintel.rule import Severity
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span

WIDEST = 140
"""Columns of source shown of a line when the terminal's width is not known."""
_LEFT = 24
_DOTS = "..."
_MOST_LINES = 4


class Frames:
    """Frames of the files of one report; secrets are hidden, and each file is searched for them once."""

    def __init__(self, sources: Mapping[str, SourceFile], paint: Paint, width: int | None) -> None:
        self._sources = sources
        self._masked: dict[str, SourceFile] = {}
        self._paint = paint
        self._width = width

    def source(self, path: str) -> SourceFile | None:
        """A file with its secrets hidden; offsets, lines and columns are those of the file itself."""
        if path not in self._sources:
            return None
        if path not in self._masked:
            text = masked(self._sources[path].text, python=path.endswith((".py", ".pyi")))
            self._masked[path] = SourceFile(path, text)
        return self._masked[path]

    def lines(self, place: Place, severity: Severity, gutter: int, *, context: bool = True) -> Iterator[str]:
        """The frame's lines, numbers right-aligned in `gutter` columns; nothing when the file's text is
        not at hand.
        """
        source = self.source(place.path)
        if source is None or not source.text.strip():
            return
        first = source.position(place.span.start).line
        last = source.position(max(place.span.start, place.span.end - 1)).line
        if context and first > 1:
            yield from self._context(source, first - 1, gutter)
        for line in _chosen(first, last):
            if line is None:
                yield f"{' ' * gutter} {self._paint.quiet('|')} {_DOTS}"
            else:
                yield from self._marked(source, line, place.span, severity, gutter)
        if context and last < len(source.lines):
            yield from self._context(source, last + 1, gutter)

    def _context(self, source: SourceFile, line: int, gutter: int) -> Iterator[str]:
        text = source.line_text(line)
        if text.strip():
            shown, _ = _cut(cells(text.rstrip()), 0, 0, self._room(gutter))
            yield self._paint.quiet(f"{line:>{gutter}} | {shown}")

    def _marked(self, source: SourceFile, line: int, span: Span, severity: Severity, gutter: int) -> Iterator[str]:
        """A line of source, and the line with carets below it."""
        text = source.line_text(line)
        begin = source.lines.line_span(line).start
        first, last = max(span.start - begin, 0), min(max(span.end - begin, 0), len(text))
        if span.start < begin:
            first = len(text) - len(text.lstrip())
        shown, marks = _cut(cells(text), first, last, self._room(gutter))
        bar = self._paint.quiet("|")
        yield f"{self._paint.quiet(f'{line:>{gutter}}')} {bar} {shown}".rstrip()
        if marks.strip():
            yield f"{' ' * gutter} {bar} {self._paint.severity(severity, marks)}"

    def _room(self, gutter: int) -> int:
        return WIDEST if self._width is None else max(40, self._width - gutter - 3)


def _chosen(first: int, last: int) -> list[int | None]:
    """The lines of a span to show: all of a few, else the first two and the last with None for what lies
    between.
    """
    if last - first < _MOST_LINES:
        return list(range(first, last + 1))
    return [first, first + 1, None, last]


def _cut(line: list[Cell], first: int, last: int, room: int) -> tuple[str, str]:
    """A line and its carets in at most `room` columns, cut around the characters `first` to `last`
    (exclusive).

    An empty span gets one caret, at the end of the line when it lies there.
    """
    ends = [0, *accumulate(cell.width for cell in line)]
    first = min(first, len(line))
    begin = 0
    if ends[-1] > room and ends[min(last, len(line))] > room - len(_DOTS):
        while ends[first] - ends[begin] > _LEFT:
            begin += 1
    head = _DOTS if begin else ""
    end = len(line)
    if ends[-1] - ends[begin] > room - len(head):
        while ends[end] - ends[begin] > room - len(head) - len(_DOTS):
            end -= 1
    tail = _DOTS if end < len(line) else ""
    shown = head + "".join(cell.shown for cell in line[begin:end]) + tail
    blank = len(head) + ends[max(first, begin)] - ends[begin]
    carets = ends[min(last, end)] - ends[first] if last > first else 0
    return shown, " " * blank + "^" * max(1, carets)
