"""The library tables: what calls outside the project do with what they are given.

Their format is described in docs/flow-tables.md. Names are looked up with `()` left out: the cursor that
`sqlite3.connect().cursor()` gives has the method `sqlite3.connect.cursor.execute`, which `sqlite3.*.execute` names.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from mcp_lintel.flow.tables.checks import check, family
from mcp_lintel.flow.tables.entry import TableError
from mcp_lintel.flow.tables.file import read_text
from mcp_lintel.flow.tables.index import Index, Receivers
from mcp_lintel.flow.tables.rows import (
    NOT_GIVEN,
    NOT_KNOWN,
    GuardCall,
    HandOn,
    Kind,
    Propagator,
    Row,
    Rows,
    Sanitiser,
    Sink,
    Source,
)

__all__ = [
    "NOT_GIVEN",
    "NOT_KNOWN",
    "GuardCall",
    "HandOn",
    "Kind",
    "Propagator",
    "Sanitiser",
    "Sink",
    "Source",
    "TableError",
    "Tables",
    "load_tables",
]

R = TypeVar("R", Sink, Source, Propagator, Sanitiser, GuardCall, HandOn)
PLAIN = "builtins."
"""What begins the names of methods that any text, list or dict may have: `builtins.str.split`."""


class Tables:
    """All rows, found by dotted name. Raises TableError when rows of several files do not go together."""

    def __init__(self, read: Iterable[tuple[str, Rows]]) -> None:
        files_ = list(read)
        self.kinds: dict[str, Kind] = {}
        for file, rows in files_:
            for name, kind in rows.kinds.items():
                if name in self.kinds:
                    raise TableError(f"{file}: [kinds.{name}]: this kind exists already; give yours another name")
                self.kinds[name] = kind
        for file, rows in files_:
            check(file, rows, self.kinds)
        self.rows: tuple[Row, ...] = tuple(row for _, rows in files_ for row in rows.rows)
        self._families = {name: tuple(family(name, self.kinds)) for name in self.kinds}
        self._sinks = Index(_named(self._of(Sink)), apart=lambda row: row.kind)
        self._sources = Index(_named(self._of(Source)))
        self._source_attributes = Index(_named(self._of(Source), "attributes"))
        self._propagators = Index(_named(self._of(Propagator)))
        self._attributes = Index(_named(self._of(Propagator), "attributes"))
        self._sanitisers = Index(_named(self._of(Sanitiser)))
        self._guards = Index(_named(self._of(GuardCall)))
        self._hand_ons = Index(_named(self._of(HandOn)))
        self._sinks_by_receiver = Receivers([*_received(self._of(Sink)), *_received(self._of(Sink), "methods")])
        self._sources_by_receiver = Receivers(_received(self._of(Source)))
        self._propagators_by_receiver = Receivers(_received(self._of(Propagator)))
        self._attributes_by_receiver = Receivers(_received(self._of(Propagator), "attributes"))
        self._hand_ons_by_receiver = Receivers(_received(self._of(HandOn)))
        self._known: dict[str, bool] = {}
        self._methods = _methods(self._of(Propagator))

    def sinks(self, path: str) -> tuple[Sink, ...]:
        """The arguments of a call at which text turns into action."""
        return self._sinks.find(path)

    def sources(self, path: str) -> tuple[Source, ...]:
        """What a call gives that comes from elsewhere."""
        return self._sources.find(path)

    def source_attributes(self, path: str) -> tuple[Source, ...]:
        """What an attribute holds that comes from elsewhere."""
        return self._source_attributes.find(path)

    def propagator(self, path: str) -> Propagator | None:
        """How a call carries on what goes in; None where no table speaks of it."""
        return self._propagators.first(path)

    def attribute(self, path: str) -> Propagator | None:
        """How an attribute of something outside carries on what its owner holds."""
        return self._attributes.first(path)

    def method(self, name: str) -> Propagator | None:
        """How a method of text, bytes, lists, dicts or sets carries on; for receivers of unknown kind."""
        return self._methods.get(name)

    def sanitisers(self, path: str) -> tuple[Sanitiser, ...]:
        """What a call makes harmless; of several the one that applies counts."""
        return self._sanitisers.find(path)

    def sanitiser(self, path: str) -> Sanitiser | None:
        """What a call makes harmless, where one row says so."""
        return self._sanitisers.first(path)

    def guards(self, path: str) -> tuple[GuardCall, ...]:
        """What a call outside the project tests."""
        return self._guards.find(path)

    def hand_on(self, path: str) -> HandOn | None:
        """How a call runs a function that it is handed."""
        return self._hand_ons.first(path)

    def knows(self, path: str) -> bool:
        """Does any row speak of a dotted name?"""
        known = self._known.get(path)
        if known is None:
            rows = (self._sinks, self._sources, self._propagators, self._sanitisers, self._guards, self._hand_ons)
            known = self._known[path] = any(index.find(path) for index in rows)
        return known

    def by_receiver(self, method: str, receiver: str) -> tuple[Sink, ...]:
        """Sinks of a method on an object of unknown kind, by the last name it is written with."""
        return self._sinks_by_receiver.find(method, receiver)

    def sources_by_receiver(self, method: str, receiver: str) -> tuple[Source, ...]:
        """Sources as `by_receiver`."""
        return self._sources_by_receiver.find(method, receiver)

    def propagator_by_receiver(self, method: str, receiver: str) -> Propagator | None:
        """The propagator as `by_receiver`."""
        return next(iter(self._propagators_by_receiver.find(method, receiver)), None)

    def attribute_by_receiver(self, name: str, receiver: str) -> Propagator | None:
        """The propagating attribute as `by_receiver`."""
        return next(iter(self._attributes_by_receiver.find(name, receiver)), None)

    def hand_on_by_receiver(self, method: str, receiver: str) -> HandOn | None:
        """The hand-on as `by_receiver`."""
        return next(iter(self._hand_ons_by_receiver.find(method, receiver)), None)

    def kind(self, name: str) -> Kind:
        """A kind of sink."""
        return self.kinds[name]

    def family(self, name: str) -> tuple[str, ...]:
        """A kind of sink and its parents, from itself to `any`."""
        return self._families[name]

    def _of(self, kind: type[R]) -> list[R]:
        return [row for row in self.rows if isinstance(row, kind)]


def load_tables(extra: Sequence[Path] = ()) -> Tables:
    """The tables that ship, and further ones from files. Raises TableError."""
    if not extra:
        return _shipped()
    return Tables([*_shipped_rows(), *((str(path), read_text(_text(path), str(path))) for path in extra)])


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TableError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise TableError(f"{path}: is not valid UTF-8; save it as UTF-8") from None


@lru_cache(maxsize=1)
def _shipped() -> Tables:
    return Tables(_shipped_rows())


@lru_cache(maxsize=1)
def _shipped_rows() -> tuple[tuple[str, Rows], ...]:
    folder = files("mcp_lintel.flow") / "tables"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return tuple((path.name, read_text(path.read_text(encoding="utf-8"), path.name)) for path in paths)


def _named(rows: Iterable[R], key: str = "calls") -> Iterator[tuple[str, R]]:
    return ((name, row) for row in rows for name in getattr(row, key))


def _received(rows: Iterable[R], key: str = "calls") -> Iterator[tuple[str, tuple[str, ...], R]]:
    for name, row in _named(rows, key):
        receivers: tuple[str, ...] = getattr(row, "receivers", ())
        if receivers:
            yield name.rpartition(".")[2], receivers, row


def _methods(rows: Iterable[Propagator]) -> dict[str, Propagator]:
    found: dict[str, Propagator] = {}
    for name, row in _named(rows):
        if name.startswith(PLAIN) and name.count(".") == 2:
            found.setdefault(name.rpartition(".")[2], row)
    return found
