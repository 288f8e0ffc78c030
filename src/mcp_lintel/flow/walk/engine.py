"""Reads functions once for each way in which literals and functions decide what they do, up to a fixed point."""

from collections.abc import Mapping

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.calls.objects import derives
from mcp_lintel.flow.declared.shapes import Parts
from mcp_lintel.flow.declared.validated import Validated
from mcp_lintel.flow.domain.keys import closed
from mcp_lintel.flow.domain.truths import truth
from mcp_lintel.flow.domain.values import MAX_TAINTS, MAYBE, deep
from mcp_lintel.flow.frames.bindings import asked_for_keys, assigned, switches
from mcp_lintel.flow.frames.dispatched import Dispatched
from mcp_lintel.flow.frames.frame import Frame, Summary
from mcp_lintel.flow.frames.inner import Inner
from mcp_lintel.flow.frames.shared import Shared
from mcp_lintel.flow.tables.load import Tables
from mcp_lintel.flow.types import ABSENT, NOTHING, Origin, Value
from mcp_lintel.flow.walk.summing import summed
from mcp_lintel.model.callees import Callees
from mcp_lintel.model.holders import Holders
from mcp_lintel.model.scopes import Scope
from mcp_lintel.model.shapes import Shapes
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Function
from mcp_lintel.program.values import Value as Held
from mcp_lintel.text.span import Place

MAX_WAYS = 300
"""Ways in which one function is read; after them literals are no longer told apart."""
MAX_ROUNDS = 4
MAX_NESTED = 40
"""Calls within calls; what lies deeper is taken to do nothing, with a notice."""
MAX_READINGS = 12_000
LONGEST_LITERAL = 100
MOST_KEYS = 16
"""Keys of a dict up to which a function is read knowing that there are no others."""
Key = tuple[int, int, tuple[tuple[int, object], ...]]


class Engine:
    """The summaries of one project's functions; `bounds` tells where reading was cut short."""

    def __init__(self, reader: Interpreter, tables: Tables) -> None:
        self.reader = reader
        self.tables = tables
        self.holders = Holders(reader)
        self.callees = Callees(reader, self.holders)
        self.parts = Parts(Shapes(reader))
        self.validated = Validated(self)
        self.inner_functions = Inner(self.holders)
        self.around = self.inner_functions.around
        self.inner = self.inner_functions.function
        self.frees = self.inner_functions.frees
        self.dispatched = Dispatched(reader.functions)
        self.shared = Shared(reader.functions, self.inner_functions)
        self.is_inner = self.inner_functions.__contains__
        self.held: dict[tuple[int, int], tuple[e.Expr, Held]] = {}
        """What expressions hold in the whole program; each keeps its expression, whose identity is the key."""
        self.bounds: dict[str, Place] = {}
        self.readings = 0
        self.read: set[Place] = set()
        """The functions that were read, each as the whole of its code."""
        self._summaries: dict[Key, Summary] = {}
        self._active: dict[Key, bool] = {}
        self._ways: dict[int, int] = {}
        self._scopes: dict[tuple[int, int, int], Scope] = {}
        self._own: dict[int, frozenset[str]] = {}
        self._switches: dict[int, tuple[frozenset[str], frozenset[str]]] = {}

    def summary(self, function: Function, given: Mapping[int, Value], *, whole: bool = False) -> Summary:
        """What a function does when some parameters are known to be literals or functions; `whole` keeps all of them,
        also those that the function only hands on."""
        deciding = dict(given) if whole else self._deciding(function, given)
        key = (id(function.node), id(function.env), tuple((i, _told(v)) for i, v in sorted(deciding.items())))
        known = self._summaries.get(key)
        if known is not None:
            if key in self._active:
                self._active[key] = True
            return known
        if len(self._active) >= MAX_NESTED or self.readings >= MAX_READINGS:
            what = "calls are nested deeper" if len(self._active) >= MAX_NESTED else "there are more functions to read"
            self.bounds.setdefault(f"{what} than client input is followed", function.place)
            return Summary()
        return self._fixed(key, function, deciding)

    def _fixed(self, key: Key, function: Function, given: Mapping[int, Value]) -> Summary:
        """Read a function until its summary stays as it is, which takes more than once only where it calls itself."""
        self._summaries[key] = Summary()
        self._ways[key[0]] = self._ways.get(key[0], 0) + 1
        for _ in range(MAX_ROUNDS):
            self._active[key] = False
            before = self._summaries[key].size()
            self._summaries[key] = self._read(function, given)
            again = self._active.pop(key)
            if not again or self._summaries[key].size() == before:
                break
        return self._summaries[key]

    def _read(self, function: Function, given: Mapping[int, Value]) -> Summary:
        from mcp_lintel.flow.walk.statements import Walker

        self.readings += 1
        node = id(function.node)
        self.read.add(Place(function.env.path, function.node.span))
        if node not in self._own:
            self._own[node] = assigned(function.node)
        frame = Frame(function, self._scope(function, given), given, self._own[node], self.shared.declared(function))
        walker = Walker(self, frame)
        body = function.node.body
        if isinstance(body, e.Expr):
            frame.leave(self.inner_functions.kept(walker.evaluate(body), frame), frame.state)
            frame.summary.returned.append((frame.place(body.span), frame.returns[0][0]))
        else:
            walker.run(body)
            if frame.state.alive:
                frame.leave(Value(constant=None), frame.state)
        summary = summed(frame)
        if sum(not isinstance(taint.label.root, Origin) for taint in deep(summary.result)) >= MAX_TAINTS:
            self.bounds.setdefault("more flows together than is told apart", function.place)
        return summary

    def _scope(self, function: Function, given: Mapping[int, Value]) -> Scope:
        """The scope of a function, seen with the class of the object whose method it is."""
        scope = self.holders.scope(function)
        receiver = given.get(0)
        if receiver is None or receiver.cls is None or not function.node.params:
            return scope
        key = id(function.node), id(function.env), id(receiver.cls)
        if key not in self._scopes:
            name = function.node.params[0].name
            of_class = function.kind == "class"
            memo: dict[str, Held] = {name: receiver.cls if of_class else self.holders.object(receiver.cls)}
            self._scopes[key] = Scope(function, function.env, scope.bound, scope.imported, memo)
        return self._scopes[key]

    def _deciding(self, function: Function, given: Mapping[int, Value]) -> dict[int, Value]:
        """Of what is known of the arguments, what makes a difference for this function."""
        node = id(function.node)
        if node not in self._switches:
            self._switches[node] = switches(function.node), asked_for_keys(function.node)
        names, keyed = self._switches[node]
        params = function.node.params
        found = {}
        for index, value in given.items():
            literal = params[index].name in names and _short(value.constant)
            inner = {k: v for k, v in value.fields.items() if v.functions or _short(v.constant)}
            kind = ""
            if params[index].name in keyed and closed(value) and len(value.fields) <= MOST_KEYS:
                inner, kind = {k: v if k == MAYBE else inner.get(k, NOTHING) for k, v in value.fields.items()}, "dict"
            elif params[index].name in names and value.kind in ("list", "tuple") and truth(value):
                inner, kind = {"[0]": NOTHING} | inner, value.kind
            receives = index == 0 and function.owner is not None and value.cls is not function.owner
            cls = value.cls if receives or derives(value.cls, params[index].annotation) else None
            if (
                literal
                or value.functions
                or cls is not None
                or (inner and (params[index].name in names or kind))
                or _holds_functions(value)
            ):
                constant = value.constant if literal else ABSENT
                found[index] = Value(None, constant, inner, value.functions, kind, (), cls)
        if self._ways.get(node, 0) > MAX_WAYS:
            return {i: Value(functions=v.functions) for i, v in found.items() if v.functions}
        return found


def _holds_functions(value: Value) -> bool:
    return any(one.functions for one in value.fields.values())


def _short(constant: object) -> bool:
    if isinstance(constant, str):
        return len(constant) <= LONGEST_LITERAL
    return constant is None or isinstance(constant, bool | int)


def _told(value: Value) -> object:
    """What tells one known argument from another."""
    inner = tuple((key, _told(one)) for key, one in sorted(value.fields.items()))
    functions = tuple(id(one.function.node) for one in value.functions)
    return (type(value.constant).__name__, value.constant, functions, inner, value.kind, id(value.cls))
