"""A TOML file as values with their places: tomli reads the values, a small scanner finds the spans when one is asked
for."""

import re
from functools import cached_property
from typing import Any, NamedTuple

from mcp_lintel.artifacts.faults import ParseError
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span

Path = tuple[str | int, ...]

_BLANKS = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*(?:([A-Za-z0-9_-]+)|("(?:[^"\\\n]|\\.)*")|'([^'\n]*)')[ \t]*""")
_STRING = re.compile(r'"""(?:[^\\]|\\[\s\S])*?"{3,5}|\'\'\'[\s\S]*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_SCALAR = re.compile(r"[^,\]}#\r\n]*[^,\]}#\s]")


class Entry(NamedTuple):
    """The spans of a key and of its value."""

    key: Span
    value: Span


class TomlFile:
    """One TOML document: `data` as tomli gives it, `place` by key path (array items by index)."""

    def __init__(self, source: SourceFile) -> None:
        """Parse the text. Raises ParseError with the line."""
        import tomli

        self.source = source
        try:
            self.data: dict[str, Any] = tomli.loads(source.text)
        except tomli.TOMLDecodeError as error:
            raise ParseError(getattr(error, "lineno", 0), f"is not valid TOML: {_reason(error)}") from error
        except RecursionError as error:
            raise ParseError(0, "is nested too deeply to be read as TOML") from error

    def get(self, *keys: str) -> Any:
        """The value under `keys`, or None when it is not there."""
        value: Any = self.data
        for key in keys:
            if not isinstance(value, dict) or key not in value:
                return None
            value = value[key]
        return value

    def table(self, *keys: str) -> dict[str, Any]:
        """The table under `keys`, empty when it is not there or not a table."""
        value = self.get(*keys)
        return value if isinstance(value, dict) else {}

    def place(self, *path: str | int) -> Place:
        """Where the value at `path` stands; of an unknown path, the nearest
        table or key above it, else the first line."""
        while path:
            if path in self._entries:
                return Place(self.source.path, self._entries[path].value)
            path = path[:-1]
        return first_line(self.source)

    def key_place(self, *path: str | int) -> Place:
        """Where the key at `path` stands, or the header of that table."""
        if path in self._entries:
            return Place(self.source.path, self._entries[path].key)
        return self.place(*path)

    def entry_place(self, *path: str | int) -> Place:
        """The span from a key to the end of its value."""
        if path in self._entries:
            entry = self._entries[path]
            return Place(self.source.path, Span(entry.key.start, entry.value.end))
        return self.place(*path)

    @cached_property
    def _entries(self) -> dict[Path, Entry]:
        return _Scanner(self.source.text).scan()


def first_line(source: SourceFile) -> Place:
    """The first line of a file, without its line end."""
    return Place(source.path, Span(0, len(source.line_text(1))))


def _reason(error: Exception) -> str:
    message: str = getattr(error, "msg", str(error))
    return message[:1].lower() + message[1:]


class _Scanner:
    """Finds the spans of keys and values in a text that is valid TOML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entries: dict[Path, Entry] = {}
        self.counts: dict[Path, int] = {}

    def scan(self) -> dict[Path, Entry]:
        table: Path = ()
        position = self._skip(0)
        while position < len(self.text):
            if self.text[position] == "[":
                table, position = self._header(position)
            else:
                position = self._pair(position, table)
            position = self._skip(position)
        return self.entries

    def _skip(self, position: int) -> int:
        found = _BLANKS.match(self.text, position)
        return found.end() if found else position

    def _header(self, start: int) -> tuple[Path, int]:
        array = self.text.startswith("[[", start)
        keys, position = self._keys(start + (2 if array else 1))
        end = position + (2 if array else 1)
        path: Path = ()
        for index, key in enumerate(keys):
            path = (*path, key)
            if path in self.counts and not (array and index == len(keys) - 1):
                path = (*path, self.counts[path])
        if array:
            self.counts[path] = self.counts.get(path, -1) + 1
            path = (*path, self.counts[path])
        span = Span(start, end)
        self.entries.setdefault(path, Entry(span, span))
        return path, end

    def _keys(self, position: int) -> tuple[list[str], int]:
        keys: list[str] = []
        while found := _KEY.match(self.text, position):
            keys.append(_key_text(found))
            position = found.end()
            if not self.text.startswith(".", position):
                break
            position += 1
        return keys, position

    def _pair(self, start: int, table: Path) -> int:
        keys, position = self._keys(start)
        key_end = len(self.text[start:position].rstrip()) + start
        path = (*table, *keys)
        end = self._value(self._skip(position + 1), path)
        self.entries.setdefault(path, Entry(Span(start, key_end), Span(self._skip(position + 1), end)))
        return max(end, position + 1)

    def _value(self, start: int, path: Path) -> int:
        opener = self.text[start : start + 1]
        if opener in ('"', "'"):
            found = _STRING.match(self.text, start)
        elif opener == "[":
            return self._array(start, path)
        elif opener == "{":
            return self._inline(start, path)
        else:
            found = _SCALAR.match(self.text, start)
        return found.end() if found else start + 1

    def _array(self, start: int, path: Path) -> int:
        position, index = self._skip(start + 1), 0
        while position < len(self.text) and self.text[position] != "]":
            end = self._value(position, (*path, index))
            self.entries[(*path, index)] = Entry(Span(position, end), Span(position, end))
            position = self._next(end)
            index += 1
        return position + 1

    def _inline(self, start: int, path: Path) -> int:
        position = self._skip(start + 1)
        while position < len(self.text) and self.text[position] != "}":
            position = self._next(self._pair(position, path))
        return position + 1

    def _next(self, position: int) -> int:
        position = self._skip(position)
        return self._skip(position + 1) if self.text.startswith(",", position) else position


def _key_text(found: re.Match[str]) -> str:
    if found[2] is None:
        return found[1] if found[1] is not None else found[3]
    import tomli

    text: str = tomli.loads(f"key = {found[2]}")["key"]
    return text
