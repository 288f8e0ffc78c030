"""Functions that take a function's place by the type of their first argument.

Source: docs.python.org/3/library/functools.html, `singledispatch` and `singledispatchmethod`.
"""

from collections.abc import Iterator, Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import spelled
from mcp_lintel.flow.domain.taints import cleared
from mcp_lintel.flow.frames.actuals import Actuals
from mcp_lintel.program.values import Function

DISPATCHERS = frozenset({"singledispatch", "singledispatchmethod"})
HARMLESS = {"int": "text", "float": "text", "bool": "any", "None": "any", "NoneType": "any"}
"""For types of which an object is harmless: the kind of sinks it is harmless for."""


class Dispatched:
    """The functions of one project that are registered for types."""

    def __init__(self, functions: Sequence[Function]) -> None:
        self._functions = functions
        self._known: dict[int, tuple[tuple[Function, str], ...]] = {}

    def of(self, function: Function, actuals: Actuals) -> Iterator[tuple[Function, Actuals]]:
        """A function and those registered with it, each with the arguments as its type leaves them."""
        yield function, actuals
        if not _dispatches(function):
            return
        if id(function.node) not in self._known:
            self._known[id(function.node)] = tuple(self._registered(function))
        for other, name in self._known[id(function.node)]:
            yield other, _typed(actuals, HARMLESS[name]) if name in HARMLESS else actuals

    def _registered(self, function: Function) -> Iterator[tuple[Function, str]]:
        for other in self._functions:
            if other is function or not isinstance(other.node, s.Function):
                continue
            for decorator in other.node.decorators:
                name, _, last = spelled(decorator).rpartition(".")
                method = other.owner is not None and other.owner is function.owner and name == function.name
                if last == "register" and (method or other.env.find(name) is function):
                    yield other, _type(decorator, other)


def _dispatches(function: Function) -> bool:
    node = function.node
    return isinstance(node, s.Function) and any(
        spelled(decorator).rpartition(".")[2] in DISPATCHERS for decorator in node.decorators
    )


def _type(decorator: e.Expr, function: Function) -> str:
    """The type that a function is registered for: in the decorator, else in its signature."""
    if isinstance(decorator, e.Call):
        return spelled(decorator.args[0].value) if decorator.args else ""
    params = function.node.params[1:] if function.owner is not None else function.node.params
    annotation = params[0].annotation if params else None
    return "None" if isinstance(annotation, e.Constant) and annotation.value is None else spelled(annotation)


def _typed(actuals: Actuals, kind: str) -> Actuals:
    """The arguments, the first of which is of a harmless type."""
    first = [cleared(value, (kind,)) for value in actuals.positional[:1]]
    return Actuals([*first, *actuals.positional[1:]], actuals.named, actuals.rest, actuals.more, dict(actuals.written))
