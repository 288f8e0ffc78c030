"""Headings and fenced blocks of a Markdown text, in order; everything else of Markdown is left alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"^(?:(#{1,6})[ \t]+(.*)| {0,3}(`{3,}|~{3,})(.*))$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading outside any fence: depth 1 to 6, its text, line (from 1) and offsets without line end."""

    depth: int
    text: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fence:
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
    opened: tuple[re.Match[str], int] | None = None
    line, counted = 1, 0
    for match in _LINE.finditer(text):
        start = match.start()
        line += text.count("\n", counted, start)
        counted = start
        marks, info = match[3], match[4]
        if opened is None:
            if marks:
                opened = (match, line)
            else:
                yield Heading(len(match[1]), match[2].strip(), line, start, match.end())
        elif marks and marks.startswith(opened[0][3]):
            named = bool(info.strip())
            yield _fence(text, *opened, start, start if named else match.end(), closed=not named)
            opened = (match, line) if named else None
    if opened is not None:
        yield _fence(text, *opened, len(text), len(text), closed=False)


def _fence(text: str, opening: re.Match[str], line: int, body_end: int, end: int, *, closed: bool) -> Fence:
    body = min(opening.end() + 1, len(text))
    return Fence(opening[4].strip(), line, opening.start(), body, max(body, body_end), end, closed)
