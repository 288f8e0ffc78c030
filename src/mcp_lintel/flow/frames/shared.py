"""Variables that functions share: those of a module that a function declares `global`, those it declares `nonlocal`.

What one call leaves in them is followed to what the same call of a tool runs afterwards, never to another call.
"""

from collections.abc import Iterator, Mapping, Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend
from mcp_lintel.flow.domain.values import join, of_label
from mcp_lintel.flow.frames.frame import Frame
from mcp_lintel.flow.frames.inner import Inner
from mcp_lintel.flow.types import Free, Label, Root, Value
from mcp_lintel.program.values import Function

NONE: Mapping[str, Free] = {}
ROUNDS = 3
"""Assignments from one variable to another that are gone along when telling what is made of parameters."""


class Shared:
    """The shared variables of one project."""

    def __init__(self, functions: Sequence[Function], inner: Inner) -> None:
        self._functions = functions
        self._inner = inner
        self._globals: dict[int, set[str]] | None = None
        self._declared: dict[int, Mapping[str, Free]] = {}

    def declared(self, function: Function) -> Mapping[str, Free]:
        """The names that a function declares as those of a scope around it."""
        node = id(function.node)
        if node not in self._declared:
            found = {}
            for kind, name in _declarations(function):
                free = self.of_module(function, name) if kind == "global" else self._inner.owner(function, name)
                if free is not None:
                    found[name] = free
            self._declared[node] = found or NONE
        return self._declared[node]

    def of_module(self, function: Function, name: str) -> Free | None:
        """A name of the module that some function of it binds to something made of what it is given."""
        if self._globals is None:
            self._globals = {}
            for one in self._functions:
                names = {each for kind, each in _declarations(one) if kind == "global"}
                if names:
                    self._globals.setdefault(id(one.env.module), set()).update(names & _made_of_given(one))
        owner = id(function.env.module)
        return Free(owner, name) if name in self._globals.get(owner, ()) else None


def _declarations(function: Function) -> Iterator[tuple[str, str]]:
    for item in descend(function.node.body):
        if isinstance(item, s.Scope):
            yield from ((item.kind, name) for name in item.names)


def _made_of_given(function: Function) -> set[str]:
    """The variables of a function that something of its parameters may be in."""
    found = {param.name for param in function.node.params}
    pairs = [pair for item in descend(function.node.body) for pair in _bound(item)]
    for _ in range(ROUNDS):
        found.update(*(targets for targets, sources in pairs if not sources.isdisjoint(found)))
    return found


def _bound(item: object) -> Iterator[tuple[set[str], set[str]]]:
    match item:
        case s.Assign(targets=targets, value=value) if value is not None:
            yield _names(*targets), _names(value)
        case s.For(target=target, source=source) | e.Clause(target=target, source=source):
            yield _names(target), _names(source)
        case e.Walrus(target=target, value=value):
            yield _names(target), _names(value)
        case s.With(items=items):
            yield from ((_names(target), _names(source)) for source, target in items if target is not None)


def _names(*roots: object) -> set[str]:
    return {item.id for item in descend(*roots) if isinstance(item, e.Name)}


def left(frame: Frame) -> dict[Root, Value]:
    """What a function leaves in shared variables; where it does so on some ways only, what was there may stay."""
    found: dict[Root, Value] = {}
    for root, slot in frame.slots.items():
        before = frame.before.get(slot) or of_label(Label(root))
        values = [state.names.get(slot, before) for state in frame.exits]
        if any(value is not before for value in values):
            found[root] = join(*values)
    return found
