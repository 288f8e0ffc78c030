"""Which functions of the project a call in a body may mean."""

from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.model.holders import Holders
from mcp_lintel.model.scopes import Scope
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import (
    Bound,
    Class,
    Function,
    Instance,
    Member,
    Partial,
    Unknown,
    Value,
    options,
)

MOST_ALIKE = 1
COMMON = frozenset(
    name for kind in (str, bytes, list, dict, set, tuple, int, object, Exception) for name in dir(kind)
) | frozenset(
    [
        "close",
        "open",
        "read",
        "write",
        "run",
        "start",
        "stop",
        "connect",
        "send",
        "put",
        "post",
        "delete",
        "execute",
        "info",
        "error",
        "debug",
        "warning",
    ]
)


class Callees:
    """Finds the functions behind calls: by what the callee holds, else by a method's name that only one class has."""

    def __init__(self, reader: Interpreter, holders: Holders) -> None:
        self._holders = holders
        self._methods: dict[str, list[Function]] = {}
        for function in reader.functions:
            if function.owner is not None:
                self._methods.setdefault(function.name, []).append(function)

    def of(self, call: e.Call, scope: Scope) -> Iterator[Function]:
        """The functions that a call runs, with those it hands over to something outside to run."""
        held = self._holders.held(call.func, scope)
        found = [one for option in options(held) for one in self._targets(option)]
        if not found and isinstance(call.func, e.Attribute):
            found = self.alike(call.func, scope)
        yield from found
        if not any(isinstance(option, Function) for option in options(held)):
            for argument in call.args:
                if isinstance(argument.value, e.Name | e.Attribute):
                    for option in options(self._holders.held(argument.value, scope)):
                        yield from self._targets(option) if isinstance(option, Function | Bound | Partial) else ()

    def properties(self, expr: e.Attribute, scope: Scope) -> Iterator[Function]:
        """The property that reading an attribute runs."""
        for base in options(self._holders.held(expr.value, scope)):
            cls = base.cls if isinstance(base, Instance) else None
            found = cls.find(expr.attr) if cls is not None else None
            if isinstance(found, Function) and found.kind == "property":
                yield found

    def _targets(self, value: Value) -> Iterator[Function]:
        match value:
            case Function():
                yield from self.concrete(value)
                if isinstance(value.wraps, Function):
                    yield from self.concrete(value.wraps)
            case Bound(function=Function() as function):
                yield from self._targets(function)
            case Partial(function=function):
                yield from self._targets(function)
            case Class():
                for name in ("__init__", "__post_init__"):
                    found = value.find(name)
                    if isinstance(found, Function):
                        yield found
            case Instance(cls=cls):
                found = cls.find("__call__")
                if isinstance(found, Function):
                    yield found

    def concrete(self, function: Function) -> Iterator[Function]:
        """A method, or for one without a body those that override it."""
        if function.owner is None or not _is_empty(function):
            yield function
            return
        for other in self._methods.get(function.name, ()):
            if other.owner is not None and other is not function and function.owner in other.owner.lineage():
                yield other

    def alike(self, func: e.Attribute, scope: Scope) -> list[Function]:
        """The methods of a name that only one class has, where nothing tells what the receiver is."""
        return self.named(func.attr) if self._receiver_unknown(func, scope) else []

    def _receiver_unknown(self, func: e.Attribute, scope: Scope) -> bool:
        held = self._holders.held(func.value, scope)
        return isinstance(held, Unknown) or (isinstance(held, Member) and isinstance(held.base, Instance))

    def named(self, name: str) -> list[Function]:
        """The methods of this name, where they are few and the name is not one that anything could have."""
        found = self._methods.get(name, []) if name not in COMMON and not name.startswith("__") else []
        concrete = [one for one in found if not _is_empty(one)]
        return concrete if len(concrete) <= MOST_ALIKE else []


def _is_empty(function: Function) -> bool:
    """Has a method no body of its own: a docstring, `...`, `pass`, `raise NotImplementedError`?"""
    node = function.node
    if isinstance(node, e.Lambda):
        return False
    return all(
        isinstance(item, s.Raise)
        or (isinstance(item, s.Simple) and item.kind == "pass")
        or (isinstance(item, s.Evaluate) and isinstance(item.value, e.Constant))
        for item in node.body
    )
