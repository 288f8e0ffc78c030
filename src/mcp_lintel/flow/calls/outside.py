"""Calls of what is not in the project: the tables say which arguments are sinks and what the result carries."""

from collections.abc import Callable, Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.flow.calls.external import originate
from mcp_lintel.flow.calls.handing import Handing
from mcp_lintel.flow.calls.results import Results
from mcp_lintel.flow.domain.taints import recast
from mcp_lintel.flow.domain.values import ANY_ITEM, deep, item, join, part
from mcp_lintel.flow.frames.actuals import Actuals
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.tables.rows import NOT_GIVEN, NOT_KNOWN, SELF, Sink
from mcp_lintel.flow.types import ABSENT, NOTHING, Runnable, Value
from mcp_lintel.model.deeds import path_of
from mcp_lintel.program import values as p

Run = Callable[[Runnable, Actuals, e.Expr], Value]
UNBOUND = frozenset({"str", "bytes", "list", "dict", "set"})
"""Types whose methods are called with the object as their first argument."""
MAKING = frozenset({"fromkeys", "fromhex", "maketrans"})
"""Methods that are called on the type itself."""
FIELDS = {"log": "log-field"}
"""The kind of what is passed by name, where that is another one."""


class Outside:
    """Evaluates calls of libraries for one frame."""

    def __init__(self, evaluator: Evaluating, run: Run) -> None:
        self.evaluator = evaluator
        self.engine = evaluator.engine
        self.tables = evaluator.engine.tables
        self.frame = evaluator.frame
        self.run = run
        self.results = Results(evaluator, self._asked)
        self.handing = Handing(evaluator, self.call)

    def call(self, expr: e.Call, paths: Sequence[str], receiver: Value, actuals: Actuals) -> Value:
        """The result of a call; what reaches sinks is noted, functions that are handed over are run."""
        if actuals.positional and _is_unbound(expr.func):
            receiver, actuals = actuals.positional[0], actuals.after_first()
        named = [path.replace("()", "") for path in paths]
        written = spelled(expr.func) or (expr.func.attr if isinstance(expr.func, e.Attribute) else "a call")
        attr = expr.func.attr if isinstance(expr.func, e.Attribute) else ""
        owner = (
            spelled(expr.func.value).rpartition(".")[2].lower().strip("_") if isinstance(expr.func, e.Attribute) else ""
        )
        unknown = not any(map(self.knows, named))
        sinks = [sink for path in named for sink in self.tables.sinks(path)]
        if not sinks and unknown and attr:
            sinks = list(self.tables.by_receiver(attr, owner))
        for sink in sinks:
            self._sink(sink, expr, written, receiver, actuals)
            if sink.named:
                for name, value in actuals.named.items():
                    self.evaluator.sinks.arrives(
                        FIELDS.get(sink.kind, sink.kind), written, actuals.written[name], value
                    )
        hand_on = next((h for path in named if (h := self.tables.hand_on(path))), None)
        if hand_on is None and unknown and attr:
            hand_on = self.tables.hand_on_by_receiver(attr, owner)
        if hand_on is not None:
            return self.handing.handed_on(hand_on, expr, actuals)
        sources = [one for path in named for one in self.tables.sources(path)]
        if not sources and unknown and attr:
            sources = list(self.tables.sources_by_receiver(attr, owner))
        result = self.results.of_call(expr, named, attr, owner, receiver, actuals, unknown=unknown, sank=bool(sinks))
        self._callbacks(named, expr, actuals)
        if sources:
            return join(*(originate(one, written, expr, self.frame, actuals) for one in sources))
        return result

    def knows(self, path: str) -> bool:
        """Does a table speak of a dotted name?"""
        path = path.replace("()", "")
        return self.tables.knows(path)

    def _sink(self, sink: Sink, expr: e.Call, written: str, receiver: Value, actuals: Actuals) -> None:
        """Note what reaches one sink of the call."""
        if sink.applies(lambda places: self._asked(places, actuals)) is False or self._confirmed(sink):
            return
        func = expr.func.value if isinstance(expr.func, e.Attribute) else expr
        if SELF in sink.argument:
            self.evaluator.sinks.arrives(sink.kind, written, func, receiver)
            return
        places = sink.argument
        if sink.every and isinstance(places[0], int):
            self._every(sink, places[0], written, expr, actuals)
            return
        value = actuals.get(*places)
        if value is None and actuals.more is not None:
            names = [place for place in places if isinstance(place, str)]
            value = join(*(part(actuals.more, f"[{name}]") for name in names)) if names else None
        if value is None:
            return
        argument = actuals.expr(*places) or expr
        if sink.kind == "url" and functions_in(receiver.fields.get(".event_hooks", NOTHING)):
            value = recast(value, lambda taint: taint._replace(vague=True))
        kind = "argv" if sink.form == "argv" else sink.kind
        if kind == "argv" and value.kind not in ("list", "tuple") and deep(value) and not self._exact(value):
            kind = "program"
        self.evaluator.sinks.arrives(kind, written, argument, value)

    def _confirmed(self, sink: Sink) -> bool:
        """Does the function look at what such a call gave it?"""
        return bool(sink.confirmed) and any(
            isinstance(one, e.Attribute) and one.attr in sink.confirmed for one in descend(self.frame.function.node)
        )

    @staticmethod
    def _exact(value: Value) -> bool:
        return bool(value.fields) or all(not taint.lead and not taint.view for taint in value.taints)

    def _every(self, sink: Sink, first: int, written: str, expr: e.Call, actuals: Actuals) -> None:
        """A sink that takes each positional argument from the first on."""
        if sink.form == "argv":
            items = tuple(actuals.written.get(i, e.Opaque(expr.span)) for i in range(first, len(actuals.positional)))
            given = actuals.positional[first:]
            if sink.kind == "option":
                given, items = [Value(constant=written), *given], (expr.func, *items)
            fields = {f"[{i}]": value for i, value in enumerate(given)}
            if actuals.rest is not None:
                fields |= {ANY_ITEM: item(actuals.rest)}
            display = e.Display(expr.span, "list", items)
            rest = actuals.rest.taints if actuals.rest is not None and not items else None
            self.evaluator.sinks.arrives("argv", written, display, Value(rest, ABSENT, fields, (), "list"))
            return
        for index, value in enumerate(actuals.positional[first:], first):
            self.evaluator.sinks.arrives(sink.kind, written, actuals.written.get(index, expr), value)
        if actuals.rest is not None:
            self.evaluator.sinks.arrives(sink.kind, written, expr, actuals.rest)

    def _asked(self, places: Sequence[int | str], actuals: Actuals) -> object:
        """The literal of an argument, or the dotted name of an outside object."""
        value = actuals.get(*places)
        if value is None:
            return NOT_GIVEN if actuals.more is None or not actuals.more.taints else NOT_KNOWN
        if value.constant is not ABSENT:
            return value.constant
        written = actuals.expr(*places)
        if written is not None:
            for option in p.options(self.evaluator.names.held(written)):
                if isinstance(option, p.Lit):
                    return option.value
                if path_of(option):
                    return path_of(option).replace("()", "")
        return NOT_KNOWN

    def _callbacks(self, named: Sequence[str], expr: e.Call, actuals: Actuals) -> None:
        """Functions that are handed to something unknown may be run by it, with nothing of the client's."""
        for value in actuals.each():
            for one in value.functions[:2]:
                if one.positional or one.captured or self.engine.is_inner(one.function):
                    self.run(one, Actuals(), expr)


def _is_unbound(func: e.Expr) -> bool:
    """Is it `str.strip`, a method that is handed the object first?"""
    return (
        isinstance(func, e.Attribute)
        and isinstance(func.value, e.Name)
        and func.value.id in UNBOUND
        and func.attr not in MAKING
    )


def functions_in(value: Value) -> bool:
    """Does a value hold a function, such as a hook that may refuse what passes it?"""
    return bool(value.functions) or any(map(functions_in, value.fields.values()))
