"""Shell text cut into simple commands, each word with its place in the file.

Covers what build files use: quotes, line continuations, comments, `&&`, `||`, `;`, pipes, sub-shells and
here-documents (POSIX.1-2024, XCU 2.3). Expansions stay as written: their value is not known.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span

_HEREDOC = re.compile(r"<<(-?)[ \t]*(['\"]?)([A-Za-z_][A-Za-z0-9_]*)\2")
_REDIRECT = re.compile(r"(?:\d*|&)(?:>>|>&|<&|>\||<<<|>|<)[ \t]*(?:&?[\d-]+)?")
_SEPARATORS = "\n;&|(){}"
_KEYWORDS_TEXT = """
    if then else elif fi do done while until for case esac ! time { }
"""
_KEYWORDS = frozenset(_KEYWORDS_TEXT.split())


@dataclass(frozen=True, slots=True)
class Script:
    """Shell text with its place in a file.

    `segments` pairs offsets of the text with offsets of the file, one a line; without segments the whole
    text stands at `span`.
    """

    path: str
    text: str
    span: Span
    segments: tuple[tuple[int, int], ...] = ()

    def place(self, start: int, end: int) -> Place:
        """The place of a stretch of the text."""
        if not self.segments:
            return Place(self.path, self.span)
        return Place(self.path, Span(self._offset(start), self._offset(max(start, end - 1)) + (end > start)))

    def _offset(self, position: int) -> int:
        here = self.segments[0]
        for segment in self.segments:
            if segment[0] > position:
                break
            here = segment
        return here[1] + position - here[0]


@dataclass(frozen=True, slots=True)
class Simple:
    """A simple command: its words without quotes and their spans in the script's text."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]


def verbatim(source: SourceFile, span: Span) -> Script:
    """The script that a span of a file holds word for word."""
    return Script(source.path, source.snippet(span), span, ((0, span.start),))


def from_lines(source: SourceFile, lines: list[Span], joiner: str = "\n") -> Script:
    """A script of several stretches of a file, one a line, joined by one character."""
    text, segments, position = "", [], 0
    for span in lines:
        segments.append((position, span.start))
        text += source.snippet(span) + joiner
        position = len(text)
    whole = Span(lines[0].start, lines[-1].end) if lines else Span(0, 0)
    return Script(source.path, text, whole, tuple(segments))


def simple_commands(script: Script) -> Iterator[Simple]:
    """The simple commands of a script in order; shell keywords in front of a command are left out."""
    words: list[str] = []
    spans: list[Span] = []
    for word, span in _words(script.text):
        if word is None:
            if words:
                yield Simple(tuple(words), tuple(spans))
            words, spans = [], []
        elif words or word not in _KEYWORDS:
            words.append(word)
            spans.append(span)
    if words:
        yield Simple(tuple(words), tuple(spans))


def _words(text: str) -> Iterator[tuple[str | None, Span]]:
    """Words with spans; None stands for the end of a simple command."""
    position, pending = 0, ""
    while position < len(text):
        char = text[position]
        if char in " \t\r" or text.startswith(("\\\n", "\\\r\n"), position):
            position += 1 if char != "\\" else text.index("\n", position) - position + 1
        elif char == "#":
            position = _line_end(text, position)
        elif found := _HEREDOC.match(text, position):
            pending, position = found[3], found.end()
        elif found := _REDIRECT.match(text, position):
            position = found.end()
            if found[0][-1:] in "<> \t":
                position = _word(text, position)[1]
        elif char in _SEPARATORS and not (char == "{" and _placeholder(text, position)):
            yield None, Span(position, position + 1)
            position += 1
            if char == "\n" and pending:
                position, pending = _after_heredoc(text, position, pending), ""
        else:
            word, end = _word(text, position)
            yield word, Span(position, end)
            position = max(end, position + 1)
    yield None, Span(position, position)


def _placeholder(text: str, position: int) -> bool:
    """Does a `{name}` placeholder (tox, Python) stand here rather than a group?"""
    return re.match(r"\{\{[^{}\n]*\}\}|\{[^\s{}][^{}\n]*\}", text[position : position + 200]) is not None


def _word(text: str, position: int) -> tuple[str, int]:
    """The word at `position` without quotes, and its end."""
    parts: list[str] = []
    while position < len(text):
        char = text[position]
        if char == "\\" and position + 1 < len(text):
            if text[position + 1] not in "\r\n":
                parts.append(text[position + 1])
            position += 2
        elif char == "'":
            end = _find(text, "'", position + 1)
            parts.append(text[position + 1 : end])
            position = end + 1
        elif char == '"':
            inner, position = _double(text, position + 1)
            parts.append(inner)
        elif char == "$" or (char == "{" and _placeholder(text, position)):
            end = _expansion_end(text, position)
            parts.append(text[position:end])
            position = end
        elif char in " \t\r\n;&|()<>":
            break
        else:
            parts.append(char)
            position += 1
    return "".join(parts), min(position, len(text))


def _double(text: str, position: int) -> tuple[str, int]:
    start, parts = position, []
    while position < len(text) and text[position] != '"':
        if text[position] == "\\" and text[position + 1 : position + 2] in ('"', "\\", "$", "`", "\n"):
            parts.append(text[start:position])
            position += 1
            start = position
        position += 1
    return "".join((*parts, text[start:position])), position + 1


def _expansion_end(text: str, position: int) -> int:
    """The end of `$name`, `${…}`, `$(…)`, `${{ … }}` or a `{placeholder}`."""
    opener = text[position + 1 : position + 2] if text[position] == "$" else "{"
    start = position + (1 if text[position] == "$" else 0)
    if opener not in ("(", "{"):
        found = re.compile(r"\$?\w*").match(text, position + 1)
        return found.end() if found else position + 1
    closer, depth = {"(": ")", "{": "}"}[opener], 0
    for index in range(start, len(text)):
        depth += (text[index] == opener) - (text[index] == closer)
        if depth == 0:
            return index + 1
    return len(text)


def _find(text: str, wanted: str, position: int) -> int:
    found = text.find(wanted, position)
    return found if found >= 0 else len(text)


def _line_end(text: str, position: int) -> int:
    return _find(text, "\n", position)


def _after_heredoc(text: str, position: int, mark: str) -> int:
    while position < len(text):
        end = _line_end(text, position)
        if text[position:end].strip() == mark:
            return end
        position = end + 1
    return position
