"""Text of strangers made safe and measurable for a terminal: nothing it holds can move the cursor or hide
itself.
"""

from typing import NamedTuple
from unicodedata import category, east_asian_width

from mcp_lintel.report.commands import marks

TAB = 4
"""Columns between tab stops in reports."""


class Cell(NamedTuple):
    """What is shown for one character, and how many columns it takes."""

    shown: str
    width: int


_HASH = Cell("\\x23", 4)


def visible(text: str) -> str:
    """The text on one line, with control characters, line ends and invisible characters as escapes
    (`\\x1b`).
    """
    return "".join(cell.shown if cell.shown.strip() else " " for cell in _cells(text))


def cells(line: str) -> list[Cell]:
    """One cell a character of a line; a tab reaches to the next tab stop, a wide character takes two
    columns.
    """
    made = []
    column = 0
    for character, cell in zip(line, _cells(line), strict=True):
        if character == "\t":
            width = TAB - column % TAB
            cell = Cell(" " * width, width)
        made.append(cell)
        column += cell.width
    return made


def text_width(text: str) -> int:
    """The columns that a text takes as `visible` shows it."""
    return sum(cell.width for cell in _cells(text))


def _cells(text: str) -> list[Cell]:
    """A cell a character; the second `#` of a mark that a build service obeys is an escape."""
    harmful = marks(text)
    return [_HASH if i in harmful else _cell(character) for i, character in enumerate(text)]


def _cell(character: str) -> Cell:
    if " " <= character <= "~":
        return Cell(character, 1)
    if not character.isprintable() and character != "\u3000":
        escape = character.encode("unicode_escape").decode("ascii")
        return Cell(escape, len(escape))
    if category(character) in ("Mn", "Me"):
        return Cell(character, 0)
    return Cell(character, 2 if east_asian_width(character) in "WF" else 1)
