"""What names and attributes hold: local variables, those of functions around, and what the whole program tells."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import spelled
from mcp_lintel.flow.calls.external import attribute_of, made
from mcp_lintel.flow.domain.secrecy import is_secret
from mcp_lintel.flow.domain.values import join, of_label, part
from mcp_lintel.flow.frames.actuals import Actuals
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.types import ABSENT, NOTHING, Free, Label, Runnable, Value
from mcp_lintel.model.deeds import path_of
from mcp_lintel.program import values as p

MOST_FUNCTIONS = 12
LOCAL = frozenset({"name", "id", "text", "value", "data", "path", "url", "args", "arguments"})
"""Attributes that are never methods; asking the whole program for them costs time."""
NEUTRAL = frozenset(
    [
        "__name__",
        "__class__",
        "__qualname__",
        "__module__",
        "status_code",
        "is_success",
        "ok",
        "elapsed",
        "closed",
        "is_error",
        "is_redirect",
        "returncode",
        "pid",
        "rowcount",
    ]
)
"""Attributes that say nothing of what flows in their owner."""


class Names:
    """Reads names and attributes for one frame."""

    def __init__(self, evaluator: Evaluating) -> None:
        self.evaluator = evaluator
        self.engine = evaluator.engine
        self.frame = evaluator.frame

    def read(self, expr: e.Name) -> Value:
        """The value of a name."""
        value = self.frame.state.names.get(expr.id)
        if value is not None and value is not self.frame.before.get(expr.id):
            return value
        around = self.engine.around(self.frame.function, expr.id)
        if around is not None:
            return around
        if expr.id in self.frame.own and expr.id not in self.frame.shared:
            return NOTHING
        free = self.engine.shared.of_module(self.frame.function, expr.id)
        return self._global(expr) if free is None else self._shared(expr, free)

    def _shared(self, expr: e.Name, free: Free) -> Value:
        """A variable of the module that functions bind anew: what this call left in it, or what may be in it."""
        left = self.frame.state.names.get(self.frame.slot(free))
        return left if left is not None else join(of_label(Label(free)), self._global(expr))

    def _global(self, expr: e.Expr) -> Value:
        """What the program tells of a name or attribute that is no variable here."""
        found = []
        for option in p.options(self.held(expr)):
            match option:
                case p.Lit() | p.Instance() if p.text(option):
                    found.append(Value(constant=p.text(option)))
                case p.Member(base=p.Class() as cls, name=name) | p.Member(base=p.Instance(cls=cls), name=name) if (
                    p.text(cls.find(name))
                ):
                    found.append(Value(constant=p.text(cls.find(name))))
                case p.Function():
                    found.append(Value(functions=(Runnable(option),)))
                case p.Bound(function=p.Function() as function):
                    found.append(Value(functions=(Runnable(function, (NOTHING,)),)))
                case p.Partial(function=p.Function() as function):
                    found.append(Value(functions=(Runnable(function),)))
                case p.Table(items=items, open=False) if len(items) <= MOST_FUNCTIONS * 5:
                    found.append(_table(items))
                case p.Made(callee=callee, args=args, place=place):
                    first = p.text(args.get("key", 0)) or ""
                    for one in self.engine.tables.sources(path_of(callee).replace("()", "")):
                        if one.kind == "environment":
                            found.append(made(one, path_of(callee), place, first))
                case p.Subscripted(base=base, index=p.Lit(value=str() as key)):
                    place = self.frame.place(expr.span)
                    for one in self.engine.tables.source_attributes(path_of(base)):
                        found.append(made(one, path_of(base), place, key))
                case p.Ext() | p.Member():
                    source = self.engine.tables.source_attributes(path_of(option))
                    told = (one for one in source if not one.secret or is_secret(path_of(option).rpartition(".")[2]))
                    found.extend(attribute_of(one, path_of(option), expr, self.frame) for one in told)
        return join(*found) if found else NOTHING

    def attribute(self, expr: e.Attribute) -> Value:
        """The value of an attribute: a part of what its owner holds, else what the program tells."""
        base = self.evaluator.evaluate(expr.value)
        if expr.attr in NEUTRAL:
            return NOTHING
        value = part(base, f".{expr.attr}")
        if value is not NOTHING and (value.taints or value.functions or value.constant is not ABSENT):
            value = self.evaluator.calls.outside.results.viewed_attribute(expr, base, value)
        if value.taints and not value.functions and not value.fields:
            methods = self._global(expr).functions if expr.attr not in LOCAL else ()
            value = Value(value.taints, value.constant, functions=methods) if methods else value
        if value is NOTHING or (not value.taints and not value.fields and value.constant is ABSENT):
            more = self.evaluator.calls.objects.property_of(expr, base)
            return (
                more
                if more is not None
                else join(value, self._global(expr))
                if value is not NOTHING
                else (self._global(expr))
            )
        return value

    def looked_up(self, expr: e.Subscript, key: str) -> Value:
        """An item of a collection of the program: a client's key chooses among what was put there."""
        found = []
        for option in p.options(self.held(expr.value)):
            items = option.items if isinstance(option, p.Table | p.Items) else {}
            pairs = items.items() if isinstance(items, dict) else enumerate(items)
            for name, value in pairs:
                if (
                    isinstance(name, str | int)
                    and key in ("[*]", f"[{name}]")
                    and isinstance(value, p.Function | p.Bound)
                ):
                    found.append(_function(value))
            if isinstance(option, p.Ext | p.Member):
                for one in self.engine.tables.source_attributes(path_of(option)):
                    found.append(attribute_of(one, path_of(option), expr, self.frame, key))
        return join(*found[:MOST_FUNCTIONS]) if found else NOTHING

    def is_setting(self, test: e.Expr) -> bool:
        """Is a test a switch that the operator sets: an attribute of the object, or a name of the module?"""
        while isinstance(test, e.Unary) and test.op == "not":
            test = test.operand
        if isinstance(test, e.Compare) and all(op in ("is", "is not") for op, _ in test.rest):
            test = test.left
        first = spelled(test).partition(".")[0]
        if not first or isinstance(test, e.Call):
            return False
        own = first in self.frame.state.names
        return first in ("self", "cls") and isinstance(test, e.Attribute) if own else True

    def is_table(self, expr: e.Expr, value: Value) -> bool:
        """Is it a dict of the program, so that a key that is not in it raises?"""
        if value.kind == "dict":
            return True
        return not value.fields and any(isinstance(one, p.Table) and one.items for one in p.options(self.held(expr)))

    def held(self, expr: e.Expr) -> p.Value:
        """The object of the program that an expression holds."""
        key = id(expr), id(self.frame.scope)
        known = self.engine.held.get(key)
        if known is None:
            known = self.engine.held[key] = expr, self.engine.holders.held(expr, self.frame.scope)
        return known[1]

    def paths(self, expr: e.Expr) -> list[str]:
        """The dotted outside names that an expression may mean."""
        found = (path_of(option) for option in p.options(self.held(expr)))
        return [path for path in dict.fromkeys(found) if path]

    def is_project_class(self, expr: e.Expr) -> bool:
        """Is it a class of the project?"""
        return any(isinstance(option, p.Class) for option in p.options(self.held(expr)))

    def nested(self, node: s.Function) -> Value:
        """A function defined here; decorators of the project are looked through."""
        value = Value(functions=(Runnable(self.function_of(node)),))
        for decorator in reversed(node.decorators):
            for option in p.options(self.held(decorator)):
                if isinstance(option, p.Function):
                    got = self.evaluator.calls.run(Runnable(option), Actuals([value]), decorator)
                    value = got if got.functions else value
        return value

    def function_of(self, node: s.Function | e.Lambda) -> p.Function:
        """A function made in this frame; what its body takes from here is found under `Free` labels."""
        return self.engine.inner(node, self.frame)


def _function(value: p.Value) -> Value:
    if isinstance(value, p.Bound):
        return (
            _function(value.function)
            if not isinstance(value.function, p.Function)
            else Value(functions=(Runnable(value.function, (NOTHING,)),))
        )
    return Value(functions=(Runnable(value),)) if isinstance(value, p.Function) else NOTHING


def _table(items: dict[object, p.Value]) -> Value:
    """A dict of the program with literal texts or functions."""
    fields = {}
    for key, value in items.items():
        if not isinstance(key, str | int):
            continue
        if isinstance(value, p.Lit) and isinstance(value.value, str):
            fields[f"[{key}]"] = Value(constant=value.value)
        elif isinstance(value, p.Function | p.Bound):
            fields[f"[{key}]"] = _function(value)
        else:
            fields[f"[{key}]"] = NOTHING
    return Value(None, ABSENT, fields, (), "dict")
