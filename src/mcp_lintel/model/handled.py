"""The names that the call handler of a low-level server handles, where all of them stand in the code.

A name is handled by a comparison, a `case`, or a key of the table that is asked for it. Anything else that is done with
the name leaves it open which names are handled.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend
from mcp_lintel.model.dispatch import takes_request
from mcp_lintel.model.registrations import Handler
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.operators import ENUMS
from mcp_lintel.program.values import Args, Class, Env, Function, Items, Table, Value, dotted, text
from mcp_lintel.text.span import Place

HARMLESS = ("builtins.", "logging.", "structlog.", "loguru.")
"""Where what is called with a name does not handle it: texts, exceptions, logs."""


@dataclass(slots=True)
class Handled:
    """The handled names with their places; `open` says that there may be more."""

    names: dict[str, Place] = field(default_factory=dict)
    open: bool = False


def handled(handler: Handler, reader: Interpreter) -> Handled:
    """What one call handler handles."""
    function, found = handler.signature, Handled()
    params = [param.name for param in function.node.params if param.kind in ("positional", "ordinary")]
    params = params[1:] if handler.bound or (function.owner is not None and function.kind != "static") else params
    if not params or not isinstance(function.node, s.Function):
        return Handled(open=True)
    by_request = takes_request(function, params[0])
    aliases, requests = (set(), set(params[1:2])) if by_request else ({params[0]}, set())
    _Names(function, reader, found, aliases, requests).read()
    return found


class _Names:
    """Reads one handler: `aliases` are the variables that hold the name, `requests` those whose `name` it is."""

    def __init__(
        self, function: Function, reader: Interpreter, found: Handled, aliases: set[str], requests: set[str]
    ) -> None:
        self.body = function.node.body
        self.env = Env(function.env.path, reader.bind(function, Args(open=True)), function.env)
        self.reader = reader
        self.found = found
        self.aliases = aliases
        self.requests = requests
        self.settled: set[int] = set()

    def read(self) -> None:
        """Note every name that is handled, then whether something else is done with the name."""
        nodes = list(descend(self.body))
        for node in nodes:
            self._node(node)
        rest = [node for node in nodes if id(node) not in self.settled and isinstance(node, e.Expr)]
        self.found.open = self.found.open or any(self._is_name(node) or self._is_request(node) for node in rest)

    def _node(self, node: object) -> None:
        match node:
            case s.Assign(targets=(e.Name(id=target),), value=e.Expr() as value) if self._is_name(value):
                self.aliases.add(target)
                self._settle(*node.targets, value)
            case s.Assign(targets=(e.Display(items=targets),), value=e.Display(items=values)):
                self._unpacked(targets, values)
            case e.Compare(left=left, rest=((op, right),)):
                for one, other in ((left, right), (right, left)):
                    if self._is_name(one):
                        self._compared(one, op, other)
            case s.Match(subject=subject, cases=cases) if self._is_name(subject):
                self._settle(subject)
                self._add(value for case in cases for value in case.values)
            case e.Subscript(value=base, index=index) if self._is_name(index):
                self._keys(base, index)
            case e.Call():
                self._called(node)
            case e.Formatted() | s.Raise() | e.Binary(op="+" | "%"):
                self._settle(*(inner for inner in descend(node) if isinstance(inner, e.Expr)))
            case e.Attribute(value=e.Name() as base) if self._is_request(base):
                self._settle(base)

    def _unpacked(self, targets: tuple[e.Expr, ...], values: tuple[e.Expr, ...]) -> None:
        """`name, arguments = params.name, params.arguments`."""
        for target, value in zip(targets, values, strict=False):
            if isinstance(target, e.Starred):
                return
            if isinstance(target, e.Name) and self._is_name(value):
                self.aliases.add(target.id)
                self._settle(target, value)

    def _compared(self, one: e.Expr, op: str, other: e.Expr) -> None:
        self._settle(one)
        if op in ("==", "!="):
            self._add([other])
        elif op == "in":
            self._keys(other, one)

    def _called(self, node: e.Call) -> None:
        match node:
            case e.Call(func=e.Attribute(value=base, attr="get"), args=(first, *_)) if self._is_name(first.value):
                self._keys(base, first.value)
                return
        callee = self.reader.look(node.func, self.env)
        if dotted(callee).startswith(HARMLESS) or self._is_enum(callee):
            self._settle(*(argument.value for argument in node.args))

    def _keys(self, base: e.Expr, name: e.Expr) -> None:
        """What is asked for the name: a table or a collection whose keys are known."""
        held = self.reader.look(base, self.env)
        self._settle(name)
        if not isinstance(held, Table | Items) or held.open:
            self.found.open = True
            return
        given = held.items if isinstance(held, Items) else held.items.keys()
        for key in given:
            self._handle(text(key) if isinstance(key, Value) else key, Place(self.env.path, base.span))

    def _add(self, values: Iterator[e.Expr] | list[e.Expr]) -> None:
        for value in values:
            self._handle(text(self.reader.look(value, self.env)), Place(self.env.path, value.span))

    def _handle(self, name: object, place: Place) -> None:
        if isinstance(name, str):
            self.found.names.setdefault(name, place)
        else:
            self.found.open = True

    def _settle(self, *nodes: e.Expr) -> None:
        for node in nodes:
            self.settled |= {id(inner) for inner in descend(node)}

    def _is_name(self, node: object) -> bool:
        match node:
            case e.Name(id=name):
                return name in self.aliases
            case e.Attribute(value=e.Name() as base, attr="name"):
                return self._is_request(base)
            case e.Call(func=func, args=(only,)):
                return self._is_name(only.value) and self._is_enum(self.reader.look(func, self.env))
        return False

    def _is_request(self, node: object) -> bool:
        return isinstance(node, e.Name) and node.id in self.requests

    @staticmethod
    def _is_enum(value: Value) -> bool:
        return isinstance(value, Class) and value.derives(*ENUMS)
