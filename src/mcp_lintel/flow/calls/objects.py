"""What objects of the project's own classes do by themselves: properties, items, iteration, `with`, whose method runs.

Source: docs.python.org/3/reference/datamodel.html, "Special method names".
"""

from collections.abc import Callable, Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import spelled
from mcp_lintel.flow.domain.values import ANY_ITEM, deep, item
from mcp_lintel.flow.frames.actuals import Actuals
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.types import NOTHING, Runnable, Value
from mcp_lintel.program import values as p

Run = Callable[[Runnable, Actuals, e.Expr], Value]


class Objects:
    """Runs the special methods of objects for one frame."""

    def __init__(self, evaluator: Evaluating, run: Run) -> None:
        self.evaluator = evaluator
        self._run = run

    def _classes(self, expr: e.Expr, value: Value = NOTHING) -> Iterator[p.Class]:
        """The classes that the object an expression holds may be of."""
        if value.cls is not None:
            yield value.cls
            return
        for option in p.options(self.evaluator.names.held(expr)):
            if isinstance(option, p.Instance):
                yield option.cls

    def taken(self, function: p.Function, bound: p.Value, receiver: Value) -> tuple[p.Function, Value]:
        """The method that runs on a receiver, and the receiver: a class that derives may have one of its own."""
        own = bound.cls if isinstance(bound, p.Instance) else bound
        known = receiver.cls
        if known is not None and known is not own and any(one is own for one in known.lineage()):
            found = known.find(function.name)
            function = found if isinstance(found, p.Function) else function
            own = known
        if function.kind == "class" and isinstance(own, p.Class):
            return function, Value(kind="class", cls=own)
        if isinstance(bound, p.Class):
            return function, NOTHING
        return function, of_class(receiver, own)

    def property_of(self, expr: e.Attribute, base: Value) -> Value | None:
        """What a property of a class of the project gives; None where there is none."""
        for cls in self._classes(expr.value):
            found = cls.find(expr.attr)
            if isinstance(found, p.Function) and found.kind == "property":
                return self._run(Runnable(found), Actuals([base]), expr)
        return None

    def item_of(self, expr: e.Subscript, base: Value) -> Value | None:
        """What `__getitem__` of a class of the project gives; None where there is none."""
        for cls in self._classes(expr.value):
            found = cls.find("__getitem__")
            if isinstance(found, p.Function):
                return self._run(Runnable(found), Actuals([base, self.evaluator.evaluate(expr.index)]), expr)
        return None

    def keyed(self, expr: e.Subscript, index: Value) -> None:
        """Note a client's key into the names of a module or an object, such as `globals()[key]`."""
        if not deep(index):
            return
        own = isinstance(expr.value, e.Attribute) and expr.value.attr == "__dict__"
        for path in ["builtins.vars"] if own else self.evaluator.names.paths(expr.value):
            for sink in self.evaluator.engine.tables.sinks(f"{path.replace('()', '')}.__getitem__"):
                call = f"{spelled(expr.value.func)}()" if isinstance(expr.value, e.Call) else spelled(expr.value)
                self.evaluator.sinks.arrives(sink.kind, call, expr.index, index)

    def iterated(self, source: e.Expr, value: Value) -> Value:
        """What a loop goes through: of an object of the project what `__iter__` and `__next__` give."""
        for cls in self._classes(source, value):
            start = cls.find("__aiter__") or cls.find("__iter__")
            given = self._run(Runnable(start), Actuals([value]), source) if isinstance(start, p.Function) else value
            following = cls.find("__anext__") or cls.find("__next__")
            if isinstance(following, p.Function):
                one = self._run(Runnable(following), Actuals([given]), source)
                return Value(fields={ANY_ITEM: one}, kind="generator")
            return given
        return value

    def entered(self, source: e.Expr) -> Value:
        """What `with source as …` binds: what a context manager of the project yields or enters with."""
        value = self.evaluator.evaluate(source)
        if value.kind == "generator":
            return item(value)
        for cls in self._classes(source):
            enter = cls.find("__aenter__") or cls.find("__enter__")
            if isinstance(enter, p.Function):
                return self._run(Runnable(enter), Actuals([value]), source)
        return value


def derives(cls: p.Class | None, annotation: e.Expr | None) -> bool:
    """Is a class another one than a parameter is said to be of, and derived from that?"""
    name = spelled(annotation).rpartition(".")[2]
    if cls is None or not name or name == cls.node.name:
        return False
    return any(isinstance(one, p.Class) and one.node.name == name for one in cls.lineage())


def of_class(value: Value, cls: object) -> Value:
    """A receiver whose class is known from the object whose method was found."""
    if not isinstance(cls, p.Class) or value.cls is cls:
        return value
    return Value(value.taints, value.constant, value.fields, value.functions, value.kind, value.cases, cls)
