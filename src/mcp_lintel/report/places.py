"""From offsets to lines and columns: the only step in which they appear."""

from collections.abc import Mapping
from typing import NamedTuple

from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Position


class Region(NamedTuple):
    """The first position of a place and the one after its last, lines and columns from 1 in code points."""

    start: Position
    end: Position


def region(place: Place, sources: Mapping[str, SourceFile]) -> Region:
    """Where a place lies; the start of line 1 when its file's text is not at hand."""
    source = sources.get(place.path)
    if source is None:
        return Region(Position(1, 1), Position(1, 1))
    start = source.position(place.span.start)
    return Region(start, source.position(max(place.span.start, place.span.end)))
