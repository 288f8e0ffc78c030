"""Headings and fenced blocks of a Markdown text, in order; everything else of Markdown is left alone."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_LINE = re.compile(r"\n(?=[#`~ ])(?:(#{1,6})[ \t]+([^\n]*)| {0,3}(`{3,}|~{3,})([^\n]*))")
"""Begins with a literal, which `re` looks for at a multiple of the speed of `^`."""


class Heading(NamedTuple):
    """A heading outside any fence: depth 1 to 6, its text, line (from 1) and offsets without line end."""

    depth: int
    text: str
    line: int
    start: int
    end: int


class Fence(NamedTuple):
    """A fenced block: `info` is what follows the opening marks, `line` that of the opening fence, from 1.

    `start` and `end` are offsets of the whole block, `body` that of its first inner character and
    `body_end` where the inner text ends. `closed` is false when another fence begins, or the text ends,
    before the closing marks.
    """

    info: str
    line: int
    start: int
    body: int
    body_end: int
    end: int
    closed: bool


def scan(text: str) -> Iterator[Heading | Fence]:
    """The headings and fences of a text whose lines end in LF."""
    shifted = "\n" + text  # so that a match, which begins with the line end before, starts at the line's own offset
    line, counted, position = 1, 0, 0
    while match := _LINE.search(shifted, position):
        start = match.start()
        line += text.count("\n", counted, start)
        counted = start
        if match[1]:
            yield Heading(len(match[1]), match[2].strip(), line, start, match.end() - 1)
            position = match.end()
        else:
            fence = _fence(text, shifted, match, line)
            yield fence
            position = fence.end + fence.closed


def _fence(text: str, shifted: str, opening: re.Match[str], line: int) -> Fence:
    """The block that begins with `opening`, up to its closing marks, the next named fence, or the text's end."""
    body = min(opening.end(), len(text))
    closing = _closing(opening[3]).search(shifted, opening.end())
    if closing is None:
        body_end = end = len(text)
        closed = False
    else:
        body_end = closing.start()
        closed = not closing[1].strip()
        end = closing.end() - 1 if closed else body_end
    return Fence(opening[4].strip(), line, opening.start(), body, max(body, body_end), end, closed)


@cache
def _closing(marks: str) -> re.Pattern[str]:
    """A line that begins with the marks, or with more of them, and what follows those it begins with."""
    return re.compile(rf"\n {{0,3}}{re.escape(marks)}{re.escape(marks[0])}*([^\n]*)")
