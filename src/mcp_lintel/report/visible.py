"""Text of strangers made safe and measurable for a terminal: nothing it holds can move the cursor or hide
itself.
"""

from typing import NamedTuple
from unicodedata import category, east_asian_width

TAB = 4
"""Columns between tab stops in reports."""


class Cell(NamedTuple):
    """What is shown for one character, and how many columns it takes."""

    shown: str
    width: int


def visible(text: str) -> str:
    """The text on one line, with control characters, line ends and invisible characters as escapes
    (`\\x1b`).
    """
    return "".join(cell.shown if cell.shown.strip() else " " for cell in map(_cell, text))


def cells(line: str) -> list[Cell]:
    """One cell a character of a line; a tab reaches to the next tab stop, a wide character takes two
    columns.
    """
    made = []
    column = 0
    for character in line:
        if character == "\t":
            width = TAB - column % TAB
            cell = Cell(" " * width, width)
        else:
            cell = _cell(character)
        made.append(cell)
        column += cell.width
    return made


def text_width(text: str) -> int:
    """The columns that a text takes as `visible` shows it."""
    return sum(_cell(character).width for character in text)


def _cell(character: str) -> Cell:
    if " " <= character <= "~":
        return Cell(character, 1)
    if not character.isprintable() and character != "\u3000":
        escape = character.encode("unicode_escape").decode("ascii")
        return Cell(escape, len(escape))
    if category(character) in ("Mn", "Me"):
        return Cell(character, 0)
    return Cell(character, 2 if east_asian_width(character) in "WF" else 1)
