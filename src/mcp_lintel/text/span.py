"""Where something stands in a text: offsets in code points, and the lines and columns people read."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text as offsets in code points from its start, `end` exclusive."""

    start: int
    end: int


class Position(NamedTuple):
    """A line and a column, both from 1, the column in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Place:
    """A span in a named file; `path` is relative to the scanned root and uses `/` only."""

    path: str
    span: Span


class LineIndex:
    """Turns offsets of one text into lines and columns; a line ends at LF, CRLF or a lone CR."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts = [0]
        position = 0
        while True:
            position = _next_line(text, position)
            if position < 0:
                break
            self._starts.append(position)

    def position(self, offset: int) -> Position:
        """The line and column of `offset`; one past the end of the text is its end."""
        offset = max(0, min(offset, self._length))
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """The span of line `line` (from 1), its line end included."""
        end = self._starts[line] if line < len(self._starts) else self._length
        return Span(self._starts[line - 1], end)

    def __len__(self) -> int:
        return len(self._starts)


def _next_line(text: str, position: int) -> int:
    """Where the line after the one holding `position` starts, or -1 on the last line."""
    feed = text.find("\n", position)
    carriage = text.find("\r", position, feed if feed >= 0 else len(text))
    if carriage < 0:
        return feed + 1 if feed >= 0 else -1
    return carriage + 2 if text.startswith("\r\n", carriage) else carriage + 1
