"""What a handler reaches by name: a call graph of the project's own functions, built on demand."""

from collections.abc import Iterator, Mapping

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend
from mcp_lintel.program.values import Bound, Class, Env, Function, Instance, ModuleRef, Value, options

MAX_REACH = 400


class Reach:
    """Which functions of the project a handler calls by name, over any number of calls; `modules` by path."""

    def __init__(self, modules: Mapping[str, tuple[s.Body, Env]]) -> None:
        self._modules = modules
        self._calls: dict[int, list[Function]] = {}

    def from_handler(self, handler: Function) -> list[Function]:
        """The handler and what it calls, nearest first."""
        found, seen = [handler], {id(handler.node)}
        for function in found:
            for called in self._called(function):
                if id(called.node) not in seen and len(found) < MAX_REACH:
                    seen.add(id(called.node))
                    found.append(called)
        return found

    def _called(self, function: Function) -> list[Function]:
        key = id(function.node)
        if key not in self._calls:
            node = function.node
            self._calls[key] = [
                target
                for item in descend(node.body, into_functions=True)
                if isinstance(item, e.Call)
                for target in self._targets(item.func, function)
            ]
        return self._calls[key]

    def _targets(self, func: e.Expr, caller: Function) -> Iterator[Function]:
        """The functions of the project that a call may mean."""
        match func:
            case e.Name(id=name):
                found: Value | None = caller.env.find(name)
            case e.Attribute(value=e.Name(id="self" | "cls"), attr=attr) if caller.owner is not None:
                found = caller.owner.find(attr)
            case e.Attribute(value=e.Name(id=name), attr=attr):
                found = self._member(caller.env.find(name), attr)
            case _:
                return
        for option in options(found):
            target: Value | None = option.function if isinstance(option, Bound) else option
            target = target.find("__init__") if isinstance(target, Class) else target
            if isinstance(target, Function):
                yield target

    def _member(self, base: Value | None, attr: str) -> Value | None:
        for option in options(base):
            match option:
                case Class():
                    return option.find(attr)
                case Instance(attrs=attrs, cls=cls):
                    return attrs.get(attr) or cls.find(attr)
                case ModuleRef(path=path):
                    _, env = self._modules.get(path) or self._modules.get(f"{path}/__init__.py") or ((), None)
                    return None if env is None else env.names.get(attr)
        return None
