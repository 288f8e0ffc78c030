"""Collecting what cannot be parsed, so that one broken file never stops the others."""

from collections.abc import Callable
from typing import TypeVar

from mcp_lintel.artifacts.types import Fault, Read
from mcp_lintel.text.source import SourceError, SourceFile

T = TypeVar("T")


class ParseError(Exception):
    """A text that is not what its file name promises; `line` from 1, or 0 when no line is known."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class Reader:
    """Reads and parses files by path once each; what fails is kept in `faults` and given as None."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._sources: dict[str, SourceFile | None] = {}
        self._parsed: dict[tuple[str, object], object] = {}
        self.faults: dict[tuple[str, str], Fault] = {}

    def source(self, path: str) -> SourceFile | None:
        """The text of a file, or None when it cannot be read."""
        if path not in self._sources:
            try:
                self._sources[path] = self._read(path)
            except SourceError as error:
                self._sources[path] = None
                self.fault(path, 0, str(error))
        return self._sources[path]

    def parse(self, path: str, parser: Callable[[SourceFile], T]) -> T | None:
        """What `parser` makes of a file, or None when it cannot be read or parsed."""
        key = (path, parser)
        if key not in self._parsed:
            self._parsed[key] = self._parse(path, parser)
        return self._parsed[key]  # type: ignore[return-value]

    def _parse(self, path: str, parser: Callable[[SourceFile], T]) -> T | None:
        source = self.source(path)
        if source is None:
            return None
        try:
            return parser(source)
        except ParseError as error:
            self.fault(path, error.line, error.message)
        return None

    def fault(self, path: str, line: int, message: str) -> None:
        """Note a fault; the same one of the same file is kept once."""
        self.faults.setdefault((path, message), Fault(path, line, message))

    def broken(self, path: str) -> bool:
        """Is there a fault of this file?"""
        return any(known == path for known, _ in self.faults)
