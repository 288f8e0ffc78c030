"""One entry with what reaches sinks from it, and which part of what a client sends a label is."""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.flow.calls.external import variable
from mcp_lintel.flow.declared.kinds import ANY, NONE, clears
from mcp_lintel.flow.domain.secrecy import is_secret
from mcp_lintel.flow.domain.taints import longer, placed
from mcp_lintel.flow.domain.values import ANY_ITEM, KEYS, PARSED, SOME_ITEM, with_part
from mcp_lintel.flow.frames.frame import Summary
from mcp_lintel.flow.types import NOTHING, RETURNED, Arrival, Check, Label, Origin, Step, Taint, Trace, Value
from mcp_lintel.flow.walk.engine import Engine
from mcp_lintel.model.entries import Entry
from mcp_lintel.model.types import Kind, Parameter, Shape
from mcp_lintel.text.span import Place

PLAIN = frozenset({Kind.STRING, Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN, Kind.ARRAY})
"""Kinds of values that have no fields a client could fill."""
OWN = frozenset({".state", ".app"})
"""Parts of a request that the server itself fills."""
ANSWER = frozenset({"answer", "text", "any"})
Source = tuple[str, str, frozenset[str]]
"""The kind of a source, its name for people, and the kinds of sinks for which its declared type is harmless."""
Sent = tuple[str, Parameter | None, tuple[str, ...]]
"""The name of what a client sends, the declared parameter, and the path below that."""


@dataclass(eq=False, slots=True)
class Surface:
    """An entry and the summary of its function."""

    engine: Engine
    entry: Entry
    summary: Summary

    def arrivals(self) -> Iterator[tuple[Arrival, Taint, Trace]]:
        """What reaches sinks, the answer among them."""
        for arrival in self.summary.arrivals.values():
            yield arrival, arrival.taint, arrival.trace
        for place, value in self.summary.returned:
            for path, taint, trace in placed(value):
                root = taint.label.root
                if isinstance(root, Origin) and root.kind != "client" and taint.cleared.isdisjoint(ANSWER):
                    place = self._answered(trace, place)
                    told = longer(trace, (Step(place, "is part of the answer"),))
                    symbol = self.entry.function.symbol
                    yield Arrival("answer", "return", place, symbol, taint, told, part=".".join(path)), taint, told

    def _answered(self, trace: Trace, place: Place) -> Place:
        """Where the handler itself returns what a wrapper around it hands on."""
        signature = self.entry.signature
        inside = [
            step.place for step in trace
            if step.message == RETURNED and step.place.path == signature.env.path
            and signature.node.span.start <= step.place.span.start < signature.node.span.end
        ]  # fmt: skip
        return inside[-1] if inside else place

    def source(self, taint: Taint) -> Source | None:
        """Where a taint comes from; None for what no client chooses."""
        root = taint.label.root
        if isinstance(root, Origin):
            return _origin(root, taint.label.path)
        if not isinstance(root, int):
            return None
        found = self._sent(taint.label)
        if found is None:
            return None
        name, parameter, path = found
        return "client", name, self._harmless(parameter, path, taint.label)

    def parameter(self, taint: Taint) -> str:
        """The name of the part that a client sends."""
        found = self._sent(taint.label)
        return found[0] if found is not None else ""

    def _sent(self, label: Label) -> Sent | None:
        """The name, the declared parameter and the path below it that a label is."""
        function, entry = self.entry.function, self.entry
        param = function.node.params[label.root]  # type: ignore[index]
        full = (param.name, *(step[1:] if step[0] == "." else step for step in label.path))
        sent = dict(entry.sent)
        inside = _prefix(entry.arguments)
        if inside and full[: len(inside)] == inside:
            return self._argument(full[len(inside) :], label.path[len(inside) :])
        for name, parameter in sent.items():
            start = _prefix(name)
            if full[: len(start)] == start:
                return _told((parameter.name, *full[len(start) :])), parameter, label.path[len(start) - 1 :]
        if entry.request and param.name == entry.request and label.path and label.path[0] not in OWN:
            return f"{_told(full[1:])} of the request", None, ()
        if param.kind == "**" and label.path:
            key = label.path[0].strip("[]")
            named = sent.get(key) or _named(entry, key)
            if named is not None:
                return _told((named.name, *full[2:])), named, label.path[1:]
        return None

    def _argument(
        self, rest: tuple[str, ...], below: tuple[str, ...]
    ) -> tuple[str, Parameter | None, tuple[str, ...]] | None:
        """One of a dict of arguments; what no declared parameter is called comes from the program."""
        if not rest:
            return "arguments", None, ()
        named = _named(self.entry, rest[0].strip("[]"))
        undeclared = named is None and rest[0] != "[*]"
        if undeclared and (self.entry.parameters or rest[0].startswith("[_")):
            return None
        return _told(rest) or "arguments", named, below

    def unanchored(self, taint: Taint, family: tuple[str, ...]) -> tuple[Check, ...]:
        """The checks in the declaration of a parameter that do not hold, such as a pattern that speaks of a part."""
        found = self._sent(taint.label) if isinstance(taint.label.root, int) else None
        if found is None or found[1] is None or not self.entry.validated:
            return ()
        shape = self.engine.parts.at(found[1].shape, found[2])
        return self.engine.validated.weak(shape, family, found[1].place) if shape is not None else ()

    def _harmless(self, parameter: Parameter | None, path: tuple[str, ...], label: Label) -> frozenset[str]:
        if parameter is None or not self.entry.validated:
            return NONE
        if not path:
            return self.engine.validated.clears(parameter.shape)
        if _is_plain(parameter.shape) and _is_field(path, parameter.shape):
            return ANY
        shape = self.engine.parts.at(parameter.shape, path)
        if shape is not None:
            return self.engine.validated.clears(shape)
        return ANY if clears(parameter.shape) == ANY else NONE


def _origin(root: Origin, path: tuple[str, ...]) -> Source:
    """A source inside the functions; an item of the environment is a variable of it."""
    if root.kind == "environment" and path and path[0][0] == "[" and path[0] != "[*]":
        key = path[0][1:-1]
        return ("secret" if is_secret(key) else root.kind), variable(key), NONE
    return root.kind, root.name, NONE


def surface_of(engine: Engine, entry: Entry) -> Surface:
    """Read the function of an entry."""
    given: dict[int, Value] = {}
    params = entry.function.node.params
    for name, literal in entry.prefilled.items():
        first, *rest = name.split(".")
        for index, param in enumerate(params):
            if param.name == first:
                path = tuple(f".{step}" for step in rest)
                given[index] = with_part(given.get(index, NOTHING), path, Value(constant=literal))
    return Surface(engine, entry, engine.summary(entry.function, given, whole=True))


def _is_plain(shape: Shape) -> bool:
    """Can values of the shape have no fields that a client could fill?"""
    if shape.kind is Kind.UNION:
        return all(one.kind is Kind.NULL or _is_plain(one) for one in shape.parts)
    return shape.kind in PLAIN and shape.cls is None


def _is_field(path: tuple[str, ...], shape: Shape) -> bool:
    """Names a path a field or a key, which no text has, nor a list; what is in a list may have some."""
    own = path.index(PARSED) if PARSED in path else len(path)
    listed = any(one.kind is Kind.ARRAY for one in (shape, *shape.parts))
    return not all(map(_is_position, path[: min(own, 1) if listed else own]))


def _is_position(step: str) -> bool:
    """Is it an item by its number, or any?"""
    return step in (ANY_ITEM, SOME_ITEM) or step.strip("[]").isdigit()


def _prefix(name: str) -> tuple[str, ...]:
    return tuple(name.split(".")) if name else ()


def _named(entry: Entry, name: str) -> Parameter | None:
    return next((parameter for parameter in entry.parameters if parameter.name == name), None)


def _told(parts: tuple[str, ...]) -> str:
    """A path for people: `query.text`; items of a list are the list."""
    names = [step.strip("[]") for step in parts if step not in (ANY_ITEM, SOME_ITEM, KEYS, PARSED)] or ["arguments"]
    return ".".join(name for i, name in enumerate(names) if i == 0 or not name.isdigit())
