"""Lines made of pieces that are not broken inside: one line on a pipe, as many as needed in a terminal."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mcp_lintel.report.visible import text_width


class Piece(NamedTuple):
    """A stretch of visible text, how it is painted, and the blanks before it where it does not start a line."""

    text: str
    shown: str
    gap: int = 1


def piece(text: str, gap: int = 1) -> Piece:
    """A piece without colour."""
    return Piece(text, text, gap)


def flowed(pieces: Iterable[Piece], width: int | None, indent: int, hang: int) -> Iterator[str]:
    """The pieces in lines of `width` columns, the first indented by `indent`, the others by `hang`.

    A piece wider than that stands on a line of its own; without a width there is one line.
    """
    line, used, empty = " " * indent, indent, True
    for one in pieces:
        taken = text_width(one.text)
        if width is not None and not empty and used + one.gap + taken > width:
            yield line
            line, used, empty = " " * hang, hang, True
        gap = 0 if empty else one.gap
        line, used, empty = line + " " * gap + one.shown, used + gap + taken, False
    yield line
