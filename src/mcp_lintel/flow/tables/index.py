"""Finding the rows of the library tables by dotted name, or by a method and the name of its receiver."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

R = TypeVar("R")
EXACT = 100
"""How much nearer a name without `*` fits than one with."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A dotted name of which `*` may stand for any number of parts."""

    parts: tuple[str, ...]
    nearness: int

    @classmethod
    def of(cls, name: str) -> "Pattern":
        """The pattern that is written so."""
        parts = tuple(name.split("."))
        literal = sum(1 for part in parts if part != "*")
        return cls(parts, literal + (EXACT if literal == len(parts) else 0))

    def fits(self, path: tuple[str, ...]) -> bool:
        """Does a dotted name fit?"""
        return _fits(self.parts, path)


class Index(Generic[R]):
    """Rows by the first and the last part of their names; what was looked up is remembered.

    `apart` tells rows that do not stand against one another, such as sinks of two kinds: of those that do, only the
    ones whose name fits nearest count.
    """

    def __init__(self, rows: Iterable[tuple[str, R]], apart: Callable[[R], str] = lambda row: "") -> None:
        self._apart = apart
        self._rows: dict[tuple[str, str], list[tuple[Pattern, R]]] = {}
        self._found: dict[str, tuple[R, ...]] = {}
        for name, row in rows:
            pattern = Pattern.of(name)
            self._rows.setdefault((pattern.parts[0], pattern.parts[-1]), []).append((pattern, row))

    def find(self, path: str) -> tuple[R, ...]:
        """The rows that speak of a dotted name, `()` left out; a name that ends in `()` is what that call gives."""
        found = self._found.get(path)
        if found is None:
            called = f"{path}.__call__" if path.endswith("()") else path
            found = self._found[path] = self._search(called.replace("()", ""))
        return found

    def first(self, path: str) -> R | None:
        """The row that fits a dotted name nearest; of several the one written last."""
        found = self.find(path)
        return found[-1] if found else None

    def _search(self, path: str) -> tuple[R, ...]:
        parts = tuple(path.split("."))
        if not parts[-1]:
            return ()
        known = (one for last in (parts[-1], "*") for one in self._rows.get((parts[0], last), ()))
        fitting = [(pattern, row) for pattern, row in known if pattern.fits(parts)]
        nearest: dict[str, int] = {}
        for pattern, row in fitting:
            group = self._apart(row)
            nearest[group] = max(nearest.get(group, 0), pattern.nearness)
        return tuple(row for pattern, row in fitting if pattern.nearness == nearest[self._apart(row)])


class Receivers(Generic[R]):
    """Rows by method and by the name of the object whose method it is, for objects of unknown kind."""

    def __init__(self, rows: Iterable[tuple[str, tuple[str, ...], R]]) -> None:
        self._rows: dict[str, list[tuple[tuple[str, ...], R]]] = {}
        for method, receivers, row in rows:
            self._rows.setdefault(method, []).append((receivers, row))

    def find(self, method: str, receiver: str) -> tuple[R, ...]:
        """The rows for a method whose receiver's last written name is given.

        A receiver `db` fits `db`, `_db` and `main_db`; `*` fits any.
        """
        rows = [*self._rows.get(method, ()), *self._rows.get("*", ())]
        if not rows:
            return ()
        name = receiver.lower().lstrip("_")
        fitting = [row for receivers, row in rows if any(_ends(name, one) for one in receivers)]
        return tuple(dict.fromkeys(fitting))


def _ends(name: str, wanted: str) -> bool:
    return wanted == "*" or name == wanted or name.endswith("_" + wanted)


def _fits(pattern: tuple[str, ...], path: tuple[str, ...]) -> bool:
    if not pattern:
        return not path
    if pattern[0] != "*":
        return bool(path) and pattern[0] == path[0] and _fits(pattern[1:], path[1:])
    return any(_fits(pattern[1:], path[i:]) for i in range(len(path) + 1))
