"""Calls of a framework with arguments that its allowed versions do not take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from mcp_lintel.model.driftrange import Ranges
from mcp_lintel.model.drifttable import Row, Span, table
from mcp_lintel.model.drifttypes import Drift, DriftKind, DriftState
from mcp_lintel.model.frameworks import SERVERS, family_of, is_part
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.types import Family
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import Args, Ext, Instance, Lit, Made, Value, dotted, options, text
from mcp_lintel.text.span import Place


@cache
def class_span(of: str) -> Span:
    """The versions that have a class: those without it fail at its import already."""
    rows = table().rows["import"]
    held = (row.span for row in rows if any(of == name or of.startswith(name + ".") for name in row.names))
    return next(held, Span())


def call_drifts(servers: Sequence[ServerObject], events: Sequence[Event], ranges: Ranges) -> Iterator[Drift]:
    """What is wrong with the arguments of constructors, of servers' methods, and of the classes' own methods."""
    for server in servers:
        if server.built is not None and _is_class_call(server):
            yield from _Call(server.family, "__init__", server.built, server.place, server.symbol).drifts(ranges)
        for call in own_calls(server):
            if call.applied is None:
                event = call.event
                yield from _Call(server.family, call.method, call.args, event.place, event.symbol).drifts(ranges)
    for event in events:
        if isinstance(event.callee, Ext):
            owner, _, method = event.callee.name.rpartition(".")
            family = SERVERS.get(owner)
            if family is not None:
                yield from _Call(family, method, event.args, event.place, event.symbol).drifts(ranges)
            yield from _omitted(event, event.callee.name, ranges)


def own_calls(server: ServerObject) -> Iterator[MethodCall]:
    """The calls of a server's own methods; what only looks like a server has others."""
    return (call for call in server.calls if not call.through and not is_part(server.value))


def _is_class_call(server: ServerObject) -> bool:
    """Is a server built by its class, and not by a method or function that makes one?"""
    made = server.value.built if isinstance(server.value, Instance) else server.value
    return isinstance(made, Made) and dotted(made.callee).rpartition(".")[2] == server.family.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class _Call:
    """One call of a server's constructor or method."""

    family: Family
    method: str
    args: Args
    place: Place
    symbol: str

    @property
    def spelled(self) -> str:
        """The call as people write it."""
        return f"{self.family.rpartition('.')[2] if self.method == '__init__' else self.method}()"

    def drifts(self, ranges: Ranges) -> Iterator[Drift]:
        """Keywords, values, positions and objects that are not taken."""
        for kind, row, name, key in [*self._keywords(), *self._values(), *self._positions(), *self._handed()]:
            found = ranges.state(row, class_span(self.family))
            if found is not None and found[0] is not DriftState.LATER:
                yield self._drift(kind, found, name, key, ranges, row)
        yield from self._unknown(ranges)

    def _drift(
        self,
        kind: DriftKind,
        found: tuple[DriftState, str],
        name: str,
        key: int | str,
        ranges: Ranges,
        row: Row,
        instead: str | None = None,
    ) -> Drift:
        place, declared = self.args.places.get(key, self.place), ranges.declared(row.distribution)
        instead = row.instead if instead is None else instead
        return Drift(kind, found[0], name, place, declared, found[1], instead, self.symbol, row.why)

    def _rows(self, kind: str) -> Iterator[Row]:
        return table().of(kind, self.family, self.method)

    def _keywords(self) -> Iterator[tuple[DriftKind, Row, str, int | str]]:
        for row in self._rows("keyword"):
            for name in row.names:
                if name in self.args.named:
                    yield DriftKind.KEYWORD, row, f"`{name}=` of `{self.spelled}`", name

    def _values(self) -> Iterator[tuple[DriftKind, Row, str, int | str]]:
        for row in self._rows("value"):
            argument, wanted = row.keys["argument"], row.keys["value"]
            key = self.args.key(argument, row.keys.get("position"))
            given = self.args.get(argument, row.keys.get("position"))
            if key is not None and isinstance(given, Lit) and _equal(given.value, wanted):
                yield DriftKind.KEYWORD, row, f"`{argument}={wanted!r}` of `{self.spelled}`", key

    def _positions(self) -> Iterator[tuple[DriftKind, Row, str, int | str]]:
        for row in self._rows("positional"):
            at = row.keys["position"]
            given = self.args.positional
            if len(given) > at and _has_moved(given[0], given[at], row):
                what = "the server" if row.keys.get("server") else "an argument"
                yield DriftKind.POSITIONAL, row, f"`{self.spelled}` with {what} at the second position", at

    def _handed(self) -> Iterator[tuple[DriftKind, Row, str, int | str]]:
        for row in self._rows("handed"):
            argument, position, made = row.keys["argument"], row.keys["position"], row.keys["made"]
            key = self.args.key(argument, position)
            given = options(self.args.get(argument, position))
            if key is not None and any(isinstance(o, Made) and dotted(o.callee) == made for o in given):
                yield DriftKind.KEYWORD, row, f"`{made}` for `{self.spelled}`", key

    def _unknown(self, ranges: Ranges) -> Iterator[Drift]:
        """Keywords that no version takes."""
        for row in self._rows("signature"):
            held = class_span(self.family)
            newest = None if ranges.silent(row.distribution) else ranges.newest(row.distribution, held)
            if newest is None or row.span.since is None or newest < row.span.since:
                continue
            known = [*row.keys["keywords"], *(name for other in self._rows("keyword") for name in other.names)]
            for name in self.args.named:
                if name not in known:
                    near = get_close_matches(name, row.keys["keywords"], n=1, cutoff=0.6)
                    state = DriftState.NEVER, ""
                    instead = f"`{near[0]}=`" if near else ""
                    title = f"`{name}=` of `{self.spelled}`"
                    yield self._drift(DriftKind.KEYWORD, state, title, name, ranges, row, instead)


def _omitted(event: Event, callee: str, ranges: Ranges) -> Iterator[Drift]:
    """Settings without an argument whose default is about to change."""
    for row in table().rows["omitted"]:
        given, argument = row.keys["given"], row.keys["argument"]
        if callee not in row.keys["calls"] or event.args.open or argument in event.args.named:
            continue
        found = ranges.state(row)
        if _is_something(event.args.get(given)) and found is not None:
            name = f"`{callee.rpartition('.')[2]}({given}=…)` without `{argument}=`"
            declared = ranges.declared(row.distribution)
            yield Drift(DriftKind.KEYWORD, found[0], name, event.place, declared, found[1], row.instead, event.symbol)


def _is_something(value: Value | None) -> bool:
    return value is not None and not (isinstance(value, Lit) and value.value is None)


def _equal(given: object, wanted: object) -> bool:
    return type(given) is type(wanted) and given == wanted


def _has_moved(first: Value, given: Value, row: Row) -> bool:
    """Is a positional argument what the row is about: a server behind something else, a text of so many words?"""
    if row.keys.get("server"):
        return family_of(given) is not None and family_of(first) is None
    return len((text(given) or "").split()) >= int(row.keys.get("words", 0))
