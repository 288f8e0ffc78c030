"""Reading `waivers.toml`: a list of `[[waiver]]` tables, each checked, each fault told with its line."""

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import tomli

from mcp_lintel.discover import UsageError
from mcp_lintel.settings_file import suggestion
from mcp_lintel.verdict.waivers_types import Waiver

DEFAULT_NAME = "waivers.toml"
"""The file's name in the top folder of the project, or in one above it inside the repository."""

TABLE = "waiver"
_REQUIRED = ("id", "path", "owner", "reason", "created", "expires")
_FIELDS = (*_REQUIRED, "rule", "clause", "symbol", "fingerprint")
_DATES = ("created", "expires")
_FINGERPRINT = re.compile("[0-9a-f]{32}")
_HEADER = re.compile(rf"^[ \t]*\[\[[ \t]*[\"']?{TABLE}[\"']?[ \t]*\]\]", re.M)
_FENCED = re.compile(r"\"{3}.*?(?<!\\)\"{3}|'{3}.*?'{3}", re.S)


def find_waivers(top: Path, repository: Path) -> Path | None:
    """The nearest waivers file in a folder or above it, up to the top of its repository."""
    folders = [folder for folder in (top, *top.parents) if folder.is_relative_to(repository)]
    return next((folder / DEFAULT_NAME for folder in folders if (folder / DEFAULT_NAME).is_file()), None)


def read_waivers(path: Path, rules: Collection[str], clauses: Collection[str]) -> tuple[Waiver, ...]:
    """The waivers of a file in their order; `rules` and `clauses` are the names that exist.

    Raises UsageError with file, line and remedy for the first fault.
    """
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return parse_waivers(read_text(path), shown.as_posix(), rules, clauses)


def read_text(path: Path) -> str:
    """The text of a waivers file, its line ends kept; raises UsageError."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        hint = "write it, or let `mcp-lintel waive` write it"
        raise UsageError(f"waivers {path}: there is no such file; {hint}") from error
    except OSError as error:
        raise UsageError(f"waivers {path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"waivers {path}: is not UTF-8; save it as UTF-8") from error


def parse_waivers(text: str, name: str, rules: Collection[str], clauses: Collection[str]) -> tuple[Waiver, ...]:
    """The same for a text; `name` is what messages call the file."""
    try:
        document = tomli.loads(text.replace("\r\n", "\n"))
    except tomli.TOMLDecodeError as error:
        raise UsageError(f"{name}:{error.lineno}: is not valid TOML: {error.msg}") from error
    for key in document:
        if key != TABLE:
            raise UsageError(f"{name}{_line_of(key, text)}: unknown table `{key}`; waivers are `[[{TABLE}]]` tables")
    tables = document.get(TABLE, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UsageError(f"{name}{_line_of(TABLE, text)}: waivers must be `[[{TABLE}]]` tables")
    waivers = []
    for table, (line, part) in zip(tables, _parts(text, len(tables)), strict=True):
        waivers.append(_Table(table, name, line, part).waiver(rules, clauses))
    _distinct(waivers, name)
    return tuple(waivers)


class _Table:
    """One table with the text that it was read from, so that its faults can be told with a line."""

    def __init__(self, table: dict[str, Any], name: str, line: int, part: str) -> None:
        self._table = table
        self._name = name
        self._line = line
        self._part = part

    def waiver(self, rules: Collection[str], clauses: Collection[str]) -> Waiver:
        """The waiver; raises UsageError."""
        self._check_names()
        texts = {key: self._text(key) for key in _FIELDS if key not in _DATES}
        dates = {key: self._date(key) for key in _DATES}
        if bool(texts["rule"]) == bool(texts["clause"]):
            raise self._fault("", "names both a rule and a clause" if texts["rule"] else "names no rule and no clause")
        if texts["symbol"] and texts["fingerprint"]:
            raise self._fault("fingerprint", "names both a symbol and a fingerprint; one of them will do")
        if texts["fingerprint"] and not _FINGERPRINT.fullmatch(texts["fingerprint"]):
            raise self._fault("fingerprint", "`fingerprint` must be the 32 signs that the JSON report gives")
        self._check_known("rule", texts["rule"], rules, "`mcp-lintel rules` lists them")
        self._check_known("clause", texts["clause"], clauses, "`mcp-lintel standard` lists them")
        if dates["expires"] < dates["created"]:
            raise self._fault("expires", "expires before it was created")
        return Waiver(**texts, created=dates["created"], expires=dates["expires"], line=self._line)

    def _check_names(self) -> None:
        for key in self._table:
            if key not in _FIELDS:
                hint = suggestion(key, _FIELDS) or f"; fields: {', '.join(_FIELDS)}"
                raise self._fault(key, f"unknown field `{key}`{hint}")
        missing = [key for key in _REQUIRED if key not in self._table]
        if missing:
            raise self._fault("", f"lacks {' and '.join(f'`{key}`' for key in missing)}")

    def _check_known(self, key: str, word: str, known: Collection[str], otherwise: str) -> None:
        if word and word not in known:
            raise self._fault(key, f"there is no {key} `{word}`{suggestion(word, known) or f'; {otherwise}'}")

    def _text(self, key: str) -> str:
        value = self._table.get(key)
        if value is None:
            return ""
        if not isinstance(value, str) or not any(character.isalnum() or character in "*?" for character in value):
            raise self._fault(key, f"`{key}` must be a string with words in it")
        return value.strip()

    def _date(self, key: str) -> date:
        value = self._table[key]
        try:
            value = date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            value = None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self._fault(key, f"`{key}` must be a date such as 2030-12-31")
        return value

    def _fault(self, key: str, message: str) -> UsageError:
        """The error for a field, at its line, or at the table's for "" and what cannot be found."""
        found = _assignment(key).search(self._part) if key else None
        line = self._line + (self._part.count("\n", 0, found.end()) if found else 0)
        name = self._table.get("id")
        which = f"waiver `{name}`" if isinstance(name, str) and name else "this waiver"
        return UsageError(f"{self._name}:{line}: {which}: {message}")


def _parts(text: str, number: int) -> Iterator[tuple[int, str]]:
    """For each table the line where it starts and its text; those of the whole file where tables are written
    otherwise, such as inside a list.
    """
    plain = _FENCED.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    starts = [match.start() for match in _HEADER.finditer(plain)]
    if len(starts) != number:
        yield from [(1, plain)] * number
        return
    for start, end in zip(starts, [*starts[1:], len(plain)], strict=False):
        yield plain.count("\n", 0, start) + 1, plain[start:end]


def _assignment(key: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=", re.M)


def _line_of(key: str, text: str) -> str:
    opening = re.compile(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(key)}\b", re.M).search(text)
    return f":{text.count(chr(10), 0, opening.end()) + 1}" if opening else ""


def _distinct(waivers: Collection[Waiver], name: str) -> None:
    """Raises UsageError when two waivers have one id."""
    first: dict[str, Waiver] = {}
    for waiver in waivers:
        if waiver.id in first:
            other = first[waiver.id].line
            raise UsageError(f"{name}:{waiver.line}: waiver `{waiver.id}`: the one on line {other} has the same id")
        first[waiver.id] = waiver
