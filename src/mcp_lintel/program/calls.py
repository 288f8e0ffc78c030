"""Calls: binding arguments, running bodies, making objects."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import spelled
from mcp_lintel.program import known_objects, library
from mcp_lintel.program.attributes import Attributes
from mcp_lintel.program.core import MAX_DEPTH, Frame
from mcp_lintel.program.operators import ENUMS
from mcp_lintel.program.triggers import NAMES as SERVER_NAMES
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
    Partial,
    Subscripted,
    Table,
    Union,
    Unknown,
    Value,
    same,
    union,
)
from mcp_lintel.text.span import Place

SETTINGS = ("pydantic_settings.BaseSettings", "pydantic.BaseSettings")
"""Classes whose fields the environment may set, whatever their defaults."""


class Calls(Attributes):
    """Calls values."""

    def call(self, callee: Value, args: Args, place: Place) -> Value:
        """The result of a call; calls of things outside the project become events."""
        match callee:
            case Function():
                return self._remembered(callee) if _is_cached(callee, args) else self.invoke(callee, args)
            case Bound(function=Function() as function, receiver=receiver):
                return self.invoke(function, Args([receiver, *args.positional], args.named, args.open))
            case Bound(function=Ext(name=name), receiver=receiver):
                return library.method(self, name, receiver, args)
            case Class():
                return self.instantiate(callee, args, place)
            case Partial(function=function, args=first):
                merged = Args(
                    [*first.positional, *args.positional], {**first.named, **args.named}, first.open or args.open
                )
                merged.places = {**first.places, **args.places}
                merged.written = {**first.written, **args.written}
                return self.call(function, merged, place)
            case Union(alternatives):
                with self.perhaps(not self.exclusive(alternatives)):
                    return self.instead_of(alternatives, [self.call(option, args, place) for option in alternatives])
            case Ext():
                known = library.function(self, callee.name, args, place)
                return known if known is not None else self.record(callee, args, place)
            case Member(base=Instance() as instance, name="__init__"):
                return self.build(instance, args, place)
            case Instance(cls=cls) if cls.find("__call__") is not None:
                return self.call(self.attribute(callee, "__call__", place), args, place)
            case Made() | Member() | Subscripted():
                copied = known_objects.copies(callee)
                return self.record(callee, args, place) if copied is None else known_objects.copied(copied, args, place)
        return Unknown("a call of something unknown")

    def _remembered(self, function: Function) -> Value:
        """What a function without arguments under `functools.cache` gives: it runs once, and gives one object."""
        if id(function) in self.cached:
            return self.cached[id(function)]
        mark = self.writes.mark()
        result = self.invoke(function, Args())
        if not self.conditions or self.writes.mark() == mark:
            self.cached[id(function)] = result
        return result

    def build(self, instance: Instance, args: Args, place: Place) -> Value:
        """Note that an object's outside base class is built with these arguments."""
        base = next((c for c in instance.cls.lineage() if isinstance(c, Ext)), None)
        if base is not None and base.name not in ("builtins.object", "abc.ABC", "typing.Generic"):
            instance.built = Made(base, args, place, instance.attrs)
            self.record(base, args, place, instance)
        return Lit(None)

    def invoke(self, function: Function, args: Args) -> Value:
        """Run a function's body with the given arguments."""
        node = function.node
        depth = sum(1 for frame in self.stack if frame.node is node)
        if depth > 1 or len(self.stack) > MAX_DEPTH:
            return Unknown("a recursion")
        self.entered.add(id(node))
        env = Env(function.env.path, self.bind(function, args), function.env)
        receiver = args.positional[0] if args.positional else None
        frame = Frame(function.symbol, node, owner=function, receiver=receiver)
        if isinstance(node, e.Lambda) and self.stack:
            frame.symbol = self.stack[-1].symbol
        self.stack.append(frame)
        try:
            if isinstance(node, e.Lambda):
                return self.evaluate(node.body, env)
            flow = self.execute(node.body, env)
        finally:
            self.stack.pop()
        if frame.yields:
            return Items("generator", frame.yields)
        returns = frame.returns if flow.stops and frame.returns else [*frame.returns, Lit(None)]
        return union(*returns)

    def bind(self, function: Function, args: Args) -> dict[str, Value]:
        """The names a call gives to a function's parameters."""
        names: dict[str, Value] = {}
        positional, named = list(args.positional), dict(args.named)
        for param in function.node.params:
            if param.kind == "*":
                names[param.name] = Items("tuple", positional, open=args.open)
                positional = []
            elif param.kind == "**":
                names[param.name] = rest = Table(open=args.open)
                rest.items.update(named)
            elif param.kind != "keyword" and positional:
                names[param.name] = positional.pop(0)
            elif param.name in named:
                names[param.name] = named.pop(param.name)
            elif param.name in function.defaults:
                default = function.defaults[param.name]
                names[param.name] = union(default, Unknown()) if args.open else default
            else:
                names[param.name] = self.stand_in(param, function)
        return names

    def stand_in(self, param: s.Param, function: Function) -> Value:
        """What stands in for an argument nobody passed: a server where the annotation says so, else Unknown."""
        if isinstance(param.annotation, e.Name | e.Attribute):
            annotated = self.evaluate(param.annotation, function.env)
            outside = annotated.name if isinstance(annotated, Ext) else ""
            if outside.rpartition(".")[2] in SERVER_NAMES:
                return Made(annotated, Args(open=True), self.place(function.env, param.span))
        return Unknown(f"parameter `{param.name}`")

    def instantiate(self, cls: Class, args: Args, place: Place) -> Value:
        """A new object of a project class."""
        if cls.derives(*ENUMS):
            wanted = args.get("value", 0)
            members = self.members(cls)
            hits = [m for m in members if isinstance(m, Instance) and wanted and same(m.attrs.get("value", m), wanted)]
            return hits[0] if hits else Unknown("an enum member")
        instance = Instance(cls, place)
        init = cls.find("__init__")
        if isinstance(init, Function):
            self.invoke(init, Args([instance, *args.positional], args.named, args.open))
        else:
            self.fill(instance, args)
            self.build(instance, args, place)
            after = cls.find("__post_init__")
            if isinstance(after, Function):
                self.invoke(after, Args([instance]))
        return instance

    def fill(self, instance: Instance, args: Args) -> None:
        """Set the fields of a dataclass, named tuple or model from the arguments and the defaults."""
        positional, of_environment = list(args.positional), instance.cls.derives(*SETTINGS)
        for name, default in self.fields(instance.cls).items():
            if positional:
                instance.attrs[name] = positional.pop(0)
            elif name in args.named:
                instance.attrs[name] = args.named[name]
            elif default is not None:
                value = library.field_default(self, default)
                unsure = args.open or of_environment
                instance.attrs[name] = union(value, Unknown(f"field `{name}`")) if unsure else value
            elif args.open:
                instance.attrs[name] = Unknown(f"field `{name}`")

    @staticmethod
    def fields(model: Class) -> dict[str, Value | None]:
        """The annotated fields of a class and its ancestors, with their defaults."""
        found: dict[str, Value | None] = {}
        for ancestor in reversed([c for c in model.lineage() if isinstance(c, Class)]):
            for statement in ancestor.node.body:
                match statement:
                    case s.Assign(targets=(e.Name(id=name),), annotation=e.Expr()):
                        found[name] = ancestor.body.names.get(name)
        return found


def _is_cached(function: Function, args: Args) -> bool:
    """Does a call without arguments give what the first one gave, by `functools.cache` or `lru_cache`?"""
    if args.positional or args.named or args.open or not isinstance(function.node, s.Function):
        return False
    return any(
        spelled(decorator).rpartition(".")[2] in ("cache", "lru_cache") for decorator in function.node.decorators
    )
