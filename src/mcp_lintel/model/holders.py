"""What kind of object an expression in a function's body holds, told without running the body.

A function that serves requests is never interpreted call by call: there the value of an argument does not matter, only
whose method is called. Annotations, constructors, `with` targets and attributes set on `self` tell that.
"""

from collections.abc import Iterator
from contextlib import suppress

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend
from mcp_lintel.model.annotated import object_of
from mcp_lintel.model.scopes import UNKNOWN, Scope, bindings, either, item_of
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import (
    Args,
    Bound,
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
    Partial,
    Table,
    Unknown,
    Value,
    options,
)
from mcp_lintel.text.span import Place, Span

MAX_DEPTH = 14
TRUSTED_DEPTH = 7
"""Up to this depth, not knowing what something holds is no question of depth."""
TRANSPARENT = frozenset(
    {"contextlib.closing", "contextlib.aclosing", "typing.cast", "copy.copy", "functools.lru_cache"}
    | {"functools.cache", "functools.wraps"}
)
"""What gives back the object it is handed, or one that stands for it."""


class Holders:
    """Tells objects apart; scopes and the attributes of classes are worked out once."""

    def __init__(self, reader: Interpreter) -> None:
        self._reader = reader
        self._scopes: dict[tuple[int, int], Scope] = {}
        self._attributes: dict[tuple[int, str], Value] = {}
        self._objects: dict[int, Instance] = {}

    def scope(self, function: Function) -> Scope:
        """The scope of a function's body."""
        key = id(function.node), id(function.env)
        if key not in self._scopes:
            scope = self._scopes[key] = Scope(function, function.env)
            imports = []
            for item in descend(function.node.body):
                if isinstance(item, s.Import | s.ImportFrom):
                    imports.append(item)
                for name, how, value in bindings(item):
                    scope.bound.setdefault(name, []).append((how, value))
            if imports:
                scope.imported = self._imports(tuple(imports), function.env)
        return self._scopes[key]

    def _imports(self, body: s.Body, around: Env) -> Env:
        env = Env(around.path, {}, around)
        reader, events = self._reader, len(self._reader.events)
        reader.steps, reader.stack, reader.conditions = 0, [], []
        with suppress(RecursionError):
            reader.execute(body, env)
        del reader.events[events:]
        return env

    def held(self, expr: e.Expr, scope: Scope, depth: int = 0) -> Value:
        """The object an expression holds; unknown where nothing tells."""
        if depth > MAX_DEPTH:
            return UNKNOWN
        match expr:
            case e.Constant(value=value):
                return Lit(value)
            case e.Name(id=name):
                return self._name(name, scope, depth)
            case e.Attribute(value=value, attr=attr):
                base = self.held(value, scope, depth + 1)
                return either([self.attribute(option, attr, depth + 1) for option in options(base)])
            case e.Call(func=func):
                return self._called(expr, self.held(func, scope, depth + 1), scope, depth)
            case e.Await(value=value):
                return self.held(value, scope, depth + 1)
            case e.Walrus(value=value):
                return self.held(value, scope, depth + 1)
            case e.Boolean(left=left, right=right):
                return either([self.held(side, scope, depth + 1) for side in (left, right)])
            case e.Conditional(body=body, orelse=orelse):
                return either([self.held(side, scope, depth + 1) for side in (body, orelse)])
            case e.Binary(left=left, op="/"):
                return self.held(left, scope, depth + 1)
            case e.Subscript(value=value):
                return item_of(self.held(value, scope, depth + 1))
        return UNKNOWN

    def _name(self, name: str, scope: Scope, depth: int) -> Value:
        if name in scope.memo:
            return scope.memo[name]
        scope.memo[name] = UNKNOWN
        found = scope.memo[name] = self._named(name, scope, depth)
        if isinstance(found, Unknown) and depth > TRUSTED_DEPTH:
            del scope.memo[name]
        return found

    def _named(self, name: str, scope: Scope, depth: int) -> Value:
        if scope.imported is not None and name in scope.imported.names:
            return scope.imported.names[name]
        known = []
        for how, value in scope.bound.get(name, ())[:4]:
            if how == "type":
                known.append(self._annotated(value, scope.env))
                continue
            held = self.held(value, scope, depth + 1)
            known.append(self._entered(held) if how == "enter" else item_of(held) if how == "item" else held)
        if known:
            return either(known)
        parameter = self._parameter(name, scope)
        if parameter is not None:
            return parameter
        return scope.env.find(name) or Ext(f"builtins.{name}")

    def _parameter(self, name: str, scope: Scope) -> Value | None:
        function = scope.function
        for index, param in enumerate(function.node.params if function is not None else ()):
            if function is None or param.name != name:
                continue
            if param.annotation is not None:
                return self._annotated(param.annotation, function.env)
            if index == 0 and function.owner is not None and function.kind != "static":
                return function.owner if function.kind == "class" else self.object(function.owner)
            default = function.defaults.get(name)
            return UNKNOWN if default is None or isinstance(default, Lit) else default
        return None

    def object(self, cls: Class) -> Instance:
        """Any object of a class."""
        if id(cls) not in self._objects:
            self._objects[id(cls)] = Instance(cls, Place(cls.env.path, cls.node.name_span))
        return self._objects[id(cls)]

    def _annotated(self, annotation: e.Expr, env: Env) -> Value:
        return object_of(annotation, env, self._reader, self.object)

    def attribute(self, base: Value, name: str, depth: int = 0) -> Value:
        """What `base.name` holds."""
        match base:
            case ModuleRef():
                return self._reader.attribute(base, name, Place(base.path, Span(0, 0)))
            case Ext(name=outer):
                return Ext(f"{outer}.{name}")
            case Instance(cls=cls, attrs=attrs):
                known = attrs.get(name)
                if known is not None and not isinstance(known, Unknown | Lit):
                    method = cls.find(name) if isinstance(known, Made) else None
                    return Bound(method, base) if isinstance(method, Function) else known
                return self._of_class(cls, name, depth, base) or Member(base, name)
            case Class():
                return self._of_class(base, name, depth, base) or Member(base, name)
            case Made() | Member():
                return Member(base, name)
            case Items() | Table() | Lit():
                return UNKNOWN
        return UNKNOWN

    def _of_class(self, cls: Class, name: str, depth: int, receiver: Value) -> Value | None:
        found = cls.find(name)
        if isinstance(found, Function):
            if isinstance(receiver, Class) and found.kind != "class":
                return found
            return self.returned(found, depth) if found.kind == "property" else Bound(found, receiver)
        if found is not None and not isinstance(found, Lit | Unknown):
            return found
        key = (id(cls), name)
        if key not in self._attributes:
            self._attributes[key] = UNKNOWN
            known = self._attributes[key] = either(list(self._told(cls, name, depth)))
            if isinstance(known, Unknown) and depth > TRUSTED_DEPTH:
                del self._attributes[key]
            return None if isinstance(known, Unknown) else known
        known = self._attributes[key]
        return None if isinstance(known, Unknown) else known

    def _told(self, cls: Class, name: str, depth: int) -> Iterator[Value]:
        """What annotations and assignments to `self.name` in the class and its ancestors say of an attribute."""
        for ancestor in cls.lineage():
            for item in ancestor.node.body if isinstance(ancestor, Class) else ():
                match item:
                    case s.Assign(targets=(e.Name(id=target),), annotation=e.Expr() as annotation) if target == name:
                        yield self._annotated(annotation, ancestor.env)  # type: ignore[union-attr]
                    case s.Function(name=method):
                        function = ancestor.body.names.get(method)  # type: ignore[union-attr]
                        if isinstance(function, Function) and function.node is item:
                            yield from self._set_in(function, name, depth)

    def _set_in(self, function: Function, name: str, depth: int) -> Iterator[Value]:
        for item in descend(function.node.body, into_functions=False):
            match item:
                case s.Assign(targets=(e.Attribute(value=e.Name(id="self"), attr=attr), *_)) if attr == name:
                    if item.annotation is not None:
                        yield self._annotated(item.annotation, function.env)
                    elif item.value is not None:
                        yield self.held(item.value, self.scope(function), depth + 1)

    def _called(self, call: e.Call, callee: Value, scope: Scope, depth: int) -> Value:
        found: list[Value] = []
        for option in options(callee):
            match option:
                case Class():
                    found.append(self.object(option))
                case Function():
                    found.append(self.returned(option, depth))
                case Bound(function=Function() as function):
                    found.append(self.returned(function, depth))
                case Ext(name="builtins.super") if scope.owner is not None:
                    found.extend(map(self.object, (b for b in scope.owner.bases if isinstance(b, Class))))
                case Partial(function=function):
                    found.append(self._called(call, function, scope, depth + 1))
                case Ext(name=name) | Made(callee=Ext(name=name)) if name in TRANSPARENT and call.args:
                    found.append(self.held(call.args[0].value, scope, depth + 1))
                case Ext() | Member() | Made():
                    found.append(Made(option, Args(), Place(scope.env.path, call.span)))
        return either(found)

    def returned(self, function: Function, depth: int) -> Value:
        """What a function of the project returns: by its annotation, else by its `return` statements."""
        node = function.node
        if depth > MAX_DEPTH or isinstance(node, e.Lambda):
            return UNKNOWN
        if node.returns is not None:
            told = self._annotated(node.returns, function.env)
            if not isinstance(told, Unknown):
                return told
        key = "return"
        scope = self.scope(function)
        if key not in scope.memo:
            scope.memo[key] = UNKNOWN
            ends = [item for item in descend(node.body, into_functions=False) if isinstance(item, s.Return)]
            held = [self.held(item.value, scope, depth + 1) for item in ends[:6] if item.value is not None]
            scope.memo[key] = either(held)
        return scope.memo[key]

    def _entered(self, value: Value) -> Value:
        found = []
        for option in options(value):
            cls = option.cls if isinstance(option, Instance) else None
            enter = None if cls is None else cls.find("__aenter__") or cls.find("__enter__")
            held = self.returned(enter, MAX_DEPTH - 2) if isinstance(enter, Function) else UNKNOWN
            found.append(item_of(option) if isinstance(held, Unknown) else held)
        return either(found)
