"""One entry of a library table while it is read: every key is asked for once, and a bad one is told."""

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from mcp_lintel.flow.tables.rows import Argument

CONDITIONS = ("when", "unless", "default", "positions")


class TableError(Exception):
    """A table that cannot be used; the message says in which file, which entry, what, and what to do."""


class Entry:
    """One entry while it is read; every key must be taken by the time it is finished."""

    def __init__(self, file: str, head: str, number: int, item: object) -> None:
        self.where = f"{file}: [[{head}]] number {number}"
        if not isinstance(item, dict):
            raise TableError(f"{self.where}: must be a table of keys")
        self._left: dict[str, Any] = dict(item)
        named = item.get("calls") or item.get("methods") or item.get("attributes")
        if isinstance(named, list) and named:
            self.where += f" (`{named[0]}`)"
        self._known: list[str] = []

    def fault(self, words: str) -> TableError:
        """An error about this entry."""
        return TableError(f"{self.where}: {words}")

    def word(self, key: str, default: str | None = None, among: tuple[str, ...] = ()) -> str:
        """A key that holds one word."""
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self.fault(f"`{key}` must be a string" + (" and is missing" if value is None else ""))
        if among and value not in among:
            raise self.fault(f"`{key}` is `{value}`, which is none of {', '.join(f'`{one}`' for one in among if one)}")
        return value

    def names(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        """A key that holds dotted names or words."""
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.fault(f"`{key}` must be a list of strings")
        if needed and not value:
            raise self.fault(f"`{key}` is missing; name at least one")
        return tuple(value)

    def calls(self, key: str = "calls", *, needed: bool = True) -> tuple[str, ...]:
        """A key that holds dotted names of calls or attributes."""
        names = self.names(key, needed=needed)
        for name in names:
            parts = name.split(".")
            if "" in parts or parts[0] == "*" or len(parts) < 2 or "(" in name:
                raise self.fault(f"`{name}` is no dotted name that begins with a package, such as `os.system`")
        return names

    def arguments(self, key: str, default: list[Argument] | None = None) -> tuple[Argument, ...]:
        """A key that holds positions and names of arguments."""
        value = self._take(key, default)
        listed = value if isinstance(value, list) else [value]
        if not listed or not all(isinstance(one, int | str) and not isinstance(one, bool) for one in listed):
            raise self.fault(f'`{key}` must be a list of positions (from 0) and names, such as `[0, "path"]`')
        if any(isinstance(one, int) and one < 0 for one in listed):
            raise self.fault(f"`{key}` counts from 0")
        return tuple(listed)

    def flag(self, key: str) -> bool:
        """A key that is true or false."""
        value = self._take(key, False)
        if not isinstance(value, bool):
            raise self.fault(f"`{key}` must be true or false")
        return value

    def conditions(self) -> dict[str, Any]:
        """The keys `when`, `unless`, `default` and `positions`."""
        tables: dict[str, dict[str, Any]] = {}
        for key in CONDITIONS:
            value = self._take(key, {})
            if not isinstance(value, dict):
                raise self.fault(f"`{key}` must be a table such as `{{ shell = true }}`")
            tables[key] = value
        if not all(type(one) is int for one in tables["positions"].values()):
            raise self.fault("`positions` must give the position of each argument, such as `{ mode = 1 }`")
        for key in ("default", "positions"):
            for name in tables[key]:
                if name not in tables["when"] and name not in tables["unless"]:
                    raise self.fault(f"`{key}` names `{name}`, of which neither `when` nor `unless` speaks")
        said = {key: MappingProxyType(_listed(tables[key])) for key in ("when", "unless")}
        return {**said, **{key: MappingProxyType(tables[key]) for key in ("default", "positions")}}

    def finish(self) -> None:
        """Raises TableError for a key that nobody took."""
        for key in self._left:
            raise self.fault(f"unknown key `{key}`{near(key, self._known)}")

    def _take(self, key: str, default: object) -> Any:
        self._known.append(key)
        return self._left.pop(key, default)


def near(word: str, known: list[str]) -> str:
    """Words about what might be meant by a word that is not known."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean `{close[0]}`?" if close else f"; known are {', '.join(f'`{one}`' for one in known)}"


def _listed(said: Mapping[str, Any]) -> dict[str, tuple[object, ...]]:
    return {name: tuple(value) if isinstance(value, list) else (value,) for name, value in said.items()}
