"""Which lines an ignore comment covers."""

import re
from collections.abc import Sequence
from functools import cached_property

from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Span
from mcp_lintel.verdict.ignore import Ignore
from mcp_lintel.verdict.suppress_lines import PythonLines

_LEAD = re.compile(r"\s*(?:@|(?:async\s+)?def\b|class\b)")


class Reach:
    """The lines of one file as ignore comments see them: single lines, and headers that count as one.

    A comment covers a whole header from the header's first and last line and from each line that starts a
    decorator, a `def` or a `class`; from any other line, such as that of one parameter, it covers that
    line alone. What stands inside of a text of several lines, where no comment can be, is covered from the
    text's first and last line.
    """

    def __init__(self, source: SourceFile, headers: Sequence[Span]) -> None:
        self._source = source
        self._headers = [self._lines(span) for span in headers]

    def meets(self, ignore: Ignore, span: Span) -> bool:
        """Does the comment cover a finding on `span`: by one of its lines, or by the header that it starts
        in?
        """
        line = self._line_of(ignore)
        lines = self._lines(span)
        if line in lines:
            return True
        if any(line in header and lines[0] in header and self._leads(line, header) for header in self._headers):
            return True
        return any(line in (text[0], text[-1]) and lines[0] in text and lines[-1] in text for text in self._texts)

    @cached_property
    def _texts(self) -> list[range]:
        """The lines of each text that has more than one, in Python files."""
        return PythonLines(self._source).texts if self._source.path.endswith(".py") else []

    def _line_of(self, ignore: Ignore) -> int:
        """The line a comment speaks of: its own, or the next one with code when it stands alone."""
        line = self._source.position(ignore.place.span.start).line
        if not ignore.own_line:
            return line
        for following in range(line + 1, len(self._source.lines) + 1):
            text = self._source.line_text(following).strip()
            if text and not text.startswith("#"):
                return following
        return line

    def _leads(self, line: int, header: range) -> bool:
        return line in (header[0], header[-1]) or bool(_LEAD.match(self._source.line_text(line)))

    def _lines(self, span: Span) -> range:
        """The numbers of the lines that a span touches."""
        start = self._source.position(span.start).line
        end = self._source.position(max(span.start, span.end - 1)).line
        return range(start, end + 1)
