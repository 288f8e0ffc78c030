"""One reading of one function: its parameters as labels, and what was met while its statements were walked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import spelled
from mcp_lintel.flow.domain.values import MAPPING, join, of_label
from mcp_lintel.flow.frames.bindings import assigned
from mcp_lintel.flow.frames.state import State
from mcp_lintel.flow.types import NOTHING, Arrival, Free, Guards, Label, Root, Step, Taint, Trace, Value
from mcp_lintel.model.scopes import Scope
from mcp_lintel.program.values import Function
from mcp_lintel.text.span import Place, Span

MOST_RETURNS = 12
MOST_RAISED = 8
"""Kinds of exceptions of one function that are told apart."""
MAPPINGS = frozenset({"dict", "Dict", "Mapping", "MutableMapping", "OrderedDict", "defaultdict", "DefaultDict"})
"""What a parameter is annotated with that is gone through by its keys."""


@dataclass(eq=False, slots=True)
class Summary:
    """What a function does with what it is given.

    `arrivals` at sinks by what tells them apart, `result` with its cases, `after` what holds once it has returned,
    `outs` the parts it puts into its parameters and into variables around it, `returned` the places of its returns.
    """

    arrivals: dict[tuple[object, ...], Arrival] = field(default_factory=dict)
    result: Value = field(default_factory=Value)
    after: Guards = field(default_factory=dict)
    outs: Mapping[Root, Value] = field(default_factory=dict)
    returned: list[tuple[Place, Value]] = field(default_factory=list)
    raised: dict[frozenset[str], Value] = field(default_factory=dict)
    """By the names of an exception's class and those above it: what the exceptions that leave it hold."""
    ends: bool = True
    """False for a function that always raises."""

    def size(self) -> tuple[int, ...]:
        """Grows with what is known, to tell when nothing new comes."""
        taints = len(self.result.taints) + sum(len(one.taints) for one in self.result.fields.values())
        kept = len(self.outs), len(self.returned), len(self.raised)
        return (len(self.arrivals), taints, len(self.result.fields), *kept)


@dataclass(eq=False, slots=True)
class Loop:
    """The states in which a loop was left or gone on with early."""

    broken: list[State] = field(default_factory=list)
    continued: list[State] = field(default_factory=list)


class Frame:
    """The reading of one function."""

    def __init__(
        self,
        function: Function,
        scope: Scope,
        given: Mapping[int, Value],
        own: frozenset[str] | None = None,
        shared: Mapping[str, Free] | None = None,
    ) -> None:
        self.function = function
        self.scope = scope
        self.path = function.env.path
        self.summary = Summary()
        self.state = State.fresh()
        self.returns: list[tuple[Value, Guards]] = []
        self.exits: list[State] = []
        self.yields: list[Value] = []
        self.loops: list[Loop] = []
        self.raised = self.summary.raised
        self.caught: dict[frozenset[str], Value] = {}
        self.own = assigned(function.node) if own is None else own
        self.shared = shared or {}
        self.slots: dict[Free, str] = {free: name for name, free in self.shared.items()}
        self.before = {name: of_label(Label(free)) for name, free in self.shared.items()}
        self.state.names.update(self.before)
        for index, param in enumerate(function.node.params):
            way = (Step(Place(self.path, param.name_span), f"is parameter `{param.name}`"),)
            self.state.names[param.name] = _labelled(Label(index), way, given.get(index), _kind(param.annotation))

    @property
    def key(self) -> int:
        """The identity under which functions inside see this one's variables."""
        return id(self.function.node)

    def tainted(self) -> bool:
        """Can anything flow here at all?"""
        return bool(self.state.names)

    def place(self, span: Span) -> Place:
        """A span in the function's file."""
        return Place(self.path, span)

    def free(self, name: str) -> Free:
        """One of this function's variables, as seen from inside a nested function."""
        return Free(self.key, name)

    def slot(self, free: Free) -> str:
        """The name under which the state keeps a variable of another scope."""
        if free.owner == self.key:
            return free.name
        return self.slots.setdefault(free, f"{free.owner}:{free.name}")

    def leave(self, value: Value, state: State) -> None:
        """Note a return: the value, and what is known there."""
        self.returns.append((value, dict(state.guards)))
        self.exits.append(state)

    def throw(self, names: frozenset[str], value: Value) -> None:
        """Note an exception that holds something."""
        known = self.raised.get(names)
        if known is not None or len(self.raised) < MOST_RAISED:
            self.raised[names] = value if known is None else join(known, value)

    def arrive(self, arrival: Arrival) -> None:
        """Note what reaches a sink, once."""
        taint = arrival.taint
        key = (arrival.kind, arrival.place, taint.label)
        known = self.summary.arrivals.get(key)
        better = arrival if known is None or _rank(arrival) < _rank(known) else known
        needs = arrival.needs & known.needs if known is not None else arrival.needs
        self.summary.arrivals[key] = better if better.needs == needs else replace(better, needs=needs)


def _labelled(label: Label, way: Trace, known: Value | None, kind: str) -> Value:
    """The value of a parameter, with what is known of it: of a dict whose keys are known nothing but those, of a list
    whether it has items."""
    if known is None:
        return Value({Taint(label): way}, kind=kind)
    taints: Mapping[Taint, Trace] = {} if known.kind == "dict" else {Taint(label): way}
    fields = {
        key: of_label(Label(label.root, (key,)), way) if one is NOTHING else one for key, one in known.fields.items()
    }
    return Value(taints, known.constant, fields, known.functions, known.kind or kind, (), known.cls)


def _kind(annotation: e.Expr | None) -> str:
    """The kind of a parameter that is declared as a mapping, which it may be instead of None; "" for others."""
    match annotation:
        case e.Subscript(value=base, index=index) if spelled(base).rpartition(".")[2] in ("Annotated", "Optional"):
            return _kind(index.items[0] if isinstance(index, e.Display) and index.items else index)
        case e.Subscript(value=base):
            return _kind(base)
        case e.Binary(left=left, op="|", right=e.Constant(value=None)):
            return _kind(left)
        case e.Name() | e.Attribute() if spelled(annotation).rpartition(".")[2] in MAPPINGS:
            return MAPPING
    return ""


def _rank(arrival: Arrival) -> tuple[bool, bool, int]:
    """Surer and unguarded ones first, then the shorter way."""
    return arrival.taint.vague, bool(arrival.weak), len(arrival.trace)
