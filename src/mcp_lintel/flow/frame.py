"""One reading of one function: its parameters as labels, and what was met while its statements were walked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.flow.state import State
from mcp_lintel.flow.types import Arrival, Free, Guards, Label, Root, Step, Value
from mcp_lintel.flow.values import of_label
from mcp_lintel.model.scopes import Scope
from mcp_lintel.program.values import Function
from mcp_lintel.text.span import Place, Span

MOST_RETURNS = 12


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a parameter at a call beside its label: a literal, or functions."""

    constant: object
    functions: tuple[int, ...] = ()


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
    ends: bool = True
    """False for a function that always raises."""

    def size(self) -> tuple[int, ...]:
        """Grows with what is known, to tell when nothing new comes."""
        taints = len(self.result.taints) + sum(len(one.taints) for one in self.result.fields.values())
        return (len(self.arrivals), taints, len(self.result.fields), len(self.outs), len(self.returned))


@dataclass(eq=False, slots=True)
class Loop:
    """The states in which a loop was left or gone on with early."""

    broken: list[State] = field(default_factory=list)
    continued: list[State] = field(default_factory=list)


class Frame:
    """The reading of one function."""

    def __init__(
        self, function: Function, scope: Scope, given: Mapping[int, Value], own: frozenset[str] | None = None
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
        self.own = assigned(function.node) if own is None else own
        for index, param in enumerate(function.node.params):
            known = given.get(index)
            labelled = of_label(
                Label(index), (Step(Place(self.path, param.name_span), f"is parameter `{param.name}`"),)
            )
            if known is not None:
                labelled = Value(
                    labelled.taints, known.constant, known.fields, known.functions, known.kind, (), known.cls
                )
            self.state.names[param.name] = labelled

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

    def leave(self, value: Value, state: State) -> None:
        """Note a return: the value, and what is known there."""
        self.returns.append((value, dict(state.guards)))
        self.exits.append(state)

    def arrive(self, arrival: Arrival) -> None:
        """Note what reaches a sink, once."""
        taint = arrival.taint
        key = (arrival.kind, arrival.place, taint.label)
        known = self.summary.arrivals.get(key)
        if known is None or _rank(arrival) < _rank(known):
            self.summary.arrivals[key] = arrival


def _rank(arrival: Arrival) -> tuple[bool, bool, int]:
    """Surer and unguarded ones first, then the shorter way."""
    return arrival.taint.vague, bool(arrival.weak), len(arrival.trace)


def assigned(node: s.Function | e.Lambda) -> frozenset[str]:
    """The names a function binds, those of its parameters included when they are bound again."""
    found: set[str] = set()
    for item in descend(node.body, into_functions=False):
        match item:
            case s.Assign(targets=targets):
                found.update(name for target in targets for name in _names(target))
            case s.For(target=target) | e.Clause(target=target) | e.Walrus(target=target):
                found.update(_names(target))
            case s.With(items=items):
                found.update(name for _, target in items if target is not None for name in _names(target))
            case s.Function(name=name) | s.Class(name=name) | s.Handler(name=name):
                found.add(name)
            case s.Match(cases=cases):
                found.update(name for case in cases for name in case.names)
            case s.Import(names=names) | s.ImportFrom(names=names):
                found.update(bound for _, bound in names)
    return frozenset(found)


def _names(target: e.Expr) -> list[str]:
    if isinstance(target, e.Name):
        return [target.id]
    if isinstance(target, e.Display):
        return [name for item in target.items for name in _names(item)]
    return _names(target.value) if isinstance(target, e.Starred) else []


def switches(node: s.Function | e.Lambda) -> frozenset[str]:
    """The parameters whose literal value decides what a function does: tested, used as a key, handed on by keyword."""
    names = {param.name for param in node.params}
    found: set[str] = set()
    made: list[tuple[set[str], object]] = []
    for item in descend(node.body):
        tested: list[object] = []
        match item:
            case s.If(test=test) | s.While(test=test) | e.Conditional(test=test):
                tested = [test]
            case s.Match(subject=subject):
                tested = [subject]
            case e.Subscript(index=index):
                tested = [index]
            case s.Assign(targets=targets, value=value) if value is not None:
                made.append(({name for target in targets for name in _names(target)}, value))
            case e.Call(func=func, args=args):
                if spelled(func) in ("getattr", "hasattr"):
                    tested = [arg.value for arg in args[1:2]]
                elif isinstance(func, e.Attribute) and func.attr == "get":
                    tested = [arg.value for arg in args[:1]]
                tested += [arg.value for arg in args if arg.name and isinstance(arg.value, e.Name)]
        for one in tested:
            found.update(each.id for each in descend(one) if isinstance(each, e.Name))
    for bound, source in reversed(made):
        if bound & found:
            found.update(each.id for each in descend(source) if isinstance(each, e.Name))
    return frozenset(found & names)
