"""Where in a Python file a comment may stand: not inside of a text, and not after a backslash."""

import io
import token
import tokenize
from collections.abc import Iterator

from mcp_lintel.text.source import SourceFile

_OPENING = frozenset(getattr(token, name) for name in ("FSTRING_START", "TSTRING_START") if hasattr(token, name))
_CLOSING = frozenset(getattr(token, name) for name in ("FSTRING_END", "TSTRING_END") if hasattr(token, name))


class PythonLines:
    """The lines of one file, numbered from 1; `texts` are the lines of each text that has more than one.

    In a file that Python's tokenizer refuses there is no room for comments.
    """

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._commented: set[int] = set()
        self.texts: list[range] = []
        refused = range(0)
        try:
            self._read()
        except (tokenize.TokenError, SyntaxError):
            self.texts, refused = [], range(1, len(source.lines) + 2)
        self._inside = {line for text in self.texts for line in text[:-1]} | {*refused}

    def may_end(self, line: int) -> bool:
        """May a comment be added at the end of a line that holds code?"""
        text = self._source.line_text(line)
        code = bool(text.strip()) and not text.lstrip().startswith("#")
        return code and line not in self._inside and not self._continues(line)

    def may_precede(self, line: int) -> bool:
        """May a comment stand on a line of its own before a line that holds code?"""
        text = self._source.line_text(line).strip()
        if not text or text.startswith("#"):
            return False
        return line == 1 or (line - 1 not in self._inside and not self._continues(line - 1))

    def _continues(self, line: int) -> bool:
        return self._source.line_text(line).endswith("\\") and line not in self._commented

    def _read(self) -> None:
        opened: list[int] = []
        for one in tokenize.generate_tokens(io.StringIO("".join(self._lines())).readline):
            first, last = one.start[0], one.end[0]
            if one.type in _OPENING:
                opened.append(first)
            elif one.type in _CLOSING:
                first = opened.pop()
                if last > first and not opened:
                    self.texts.append(range(first, last + 1))
            elif one.type == token.COMMENT:
                self._commented.add(first)
            elif one.type == token.STRING and last > first and not opened:
                self.texts.append(range(first, last + 1))

    def _lines(self) -> Iterator[str]:
        for number in range(1, len(self._source.lines) + 1):
            yield self._source.line_text(number) + "\n"
