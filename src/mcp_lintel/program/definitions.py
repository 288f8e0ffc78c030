"""What brings names into a scope: functions with their decorators, classes and imports."""

from typing import Any

from mcp_lintel.facts import statements as s
from mcp_lintel.program.core import Flow
from mcp_lintel.program.expressions import Expressions
from mcp_lintel.program.values import (
    Args,
    Class,
    Env,
    Ext,
    Function,
    Instance,
    Items,
    Lit,
    Made,
    Member,
    ModuleRef,
    Unknown,
    Value,
    text,
)

METHOD_KINDS = {
    "builtins.staticmethod": "static",
    "builtins.classmethod": "class",
    "builtins.property": "property",
    "functools.cached_property": "property",
}
TRANSPARENT = frozenset(
    {"functools.cache", "functools.lru_cache", "contextlib.contextmanager", "contextlib.asynccontextmanager"}
    | {"abc.abstractmethod", "typing.override", "typing.overload", "typing_extensions.override", "typing.final"}
)


class Definitions(Expressions):
    """Runs `def`, `class` and `import`."""

    def _function(self, node: s.Function, env: Env) -> Flow:
        function = self.define(node, env)
        value: Value = function
        for decorator in reversed(node.decorators):
            value = self.decorate(self.evaluate(decorator, env), value, self.place(env, decorator.span))
        env.home(node.name).names[node.name] = value
        return Flow.NEXT

    def define(self, node: s.Function, env: Env) -> Function:
        """The function a `def` makes, before its decorators."""
        outer = self.stack[-1].symbol if self.stack and not env.is_class else ""
        if env.is_class:
            outer = str(getattr(env.names.get("__qualname__"), "value", ""))
        module = self.modules.name(env.path)
        symbol = f"{outer}.{node.name}" if outer else f"{module}.{node.name}"
        function = Function(node, env, symbol, self.defaults(node.params, env))
        self.functions.append(function)
        return function

    def decorate(self, decorator: Value, value: Value, place: Any) -> Value:
        """Apply a decorator; one that nothing is known of leaves what it decorates."""
        if isinstance(decorator, Ext) and isinstance(value, Function):
            kind = METHOD_KINDS.get(decorator.name)
            if kind is not None or decorator.name in TRANSPARENT:
                value.kind = kind or value.kind
                return value
        result = self.call(decorator, Args([value], places={0: place}), place)
        return value if isinstance(result, Made | Unknown | Member) else result

    def _class(self, node: s.Class, env: Env) -> Flow:
        bases = [self.evaluate(base.value, env) for base in node.bases if not base.name and not base.star]
        outer = self.stack[-1].symbol if self.stack else self.modules.name(env.path)
        symbol = f"{outer}.{node.name}"
        body = Env(env.path, {"__qualname__": Lit(symbol)}, env, is_class=True)
        cls = Class(node, env, symbol, bases, body)
        env.home(node.name).names[node.name] = cls
        self.execute(node.body, body)
        for value in body.names.values():
            if isinstance(value, Function) and value.owner is None:
                value.owner = cls
        hook = next((b.find("__init_subclass__") for b in bases if isinstance(b, Class)), None)
        if hook is not None:
            self.call(hook, Args([cls]), self.place(env, node.name_span))
        result: Value = cls
        for decorator in reversed(node.decorators):
            made = self.decorate(self.evaluate(decorator, env), result, self.place(env, decorator.span))
            result = made if isinstance(made, Class | Function | Instance) else result
        env.home(node.name).names[node.name] = result
        return Flow.NEXT

    def _import(self, node: s.Import, env: Env) -> Flow:
        for name, alias in node.names:
            found = self.modules.absolute(name, env.path)
            if found is not None:
                self.module(found)
            bound = name if alias else name.partition(".")[0]
            path = self.modules.absolute(bound, env.path)
            value = Ext(bound) if path is None else ModuleRef(path)
            env.home(alias or bound).names[alias or bound] = value
        return Flow.NEXT

    def _import_from(self, node: s.ImportFrom, env: Env) -> Flow:
        if node.level:
            path = self.modules.relative(node.level, node.module, env.path)
        else:
            path = self.modules.absolute(node.module, env.path)
        source = None if path is None else self.module(path)
        for name, bound in node.names:
            if name != "*":
                env.home(bound).names[bound] = self._imported(path, source, name, node)
            elif source is not None:
                for public in _public(source):
                    env.names[public] = self._imported(path, source, public, node)
        return Flow.NEXT

    def _imported(self, path: str | None, source: Env | None, name: str, node: s.ImportFrom) -> Value:
        if path is None or source is None:
            return Ext(f"{node.module}.{name}") if not node.level else Unknown(f"`{name}` is not in the repository")
        if name in source.names:
            return source.names[name]
        child = self.modules.child(path, name)
        if child is not None:
            self.module(child)
            return ModuleRef(child)
        return Unknown(f"`{name}` is not defined where it is imported from")


def _public(source: Env) -> list[str]:
    """What `import *` takes: the names in `__all__` where it is written out, else those without underscore."""
    listed = source.names.get("__all__")
    names = [text(item) for item in listed.items] if isinstance(listed, Items) and not listed.open else [None]
    if None in names:
        return [name for name in source.names if not name.startswith("_")]
    return [name for name in names if name is not None]
