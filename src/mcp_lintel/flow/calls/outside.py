"""Calls of what is not in the project: the tables say which arguments are sinks and what the result carries."""

import re
from collections.abc import Callable, Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.flow.calls.external import originate
from mcp_lintel.flow.calls.handing import Handing
from mcp_lintel.flow.calls.plain import METHODS, RECEIVERS_CHANGED, has_origin, made_by, plain_method
from mcp_lintel.flow.domain.values import (
    ANY_ITEM,
    UNKNOWN_TEXT,
    cleared,
    concatenated,
    deep,
    each,
    item,
    join,
    part,
    recast,
    vaguely,
    viewed,
)
from mcp_lintel.flow.frames.actuals import Actuals, all_of
from mcp_lintel.flow.frames.presence import known_presence, touch
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.frames.targets import put
from mcp_lintel.flow.patterns.safety import safe_for
from mcp_lintel.flow.tables.rows import ALL, NOT_GIVEN, NOT_KNOWN, SELF, Propagator, Sink
from mcp_lintel.flow.types import ABSENT, NOTHING, Runnable, Value
from mcp_lintel.model.deeds import path_of
from mcp_lintel.program import values as p

Run = Callable[[Runnable, Actuals, e.Expr], Value]
KEEPING = frozenset(
    [
        "builtins.list",
        "builtins.tuple",
        "copy.copy",
        "copy.deepcopy",
        "typing.cast",
        "asyncio.wait_for",
        "asyncio.shield",
        "asyncio.create_task",
        "asyncio.ensure_future",
        "asyncio.run",
        "builtins.iter",
        "builtins.next",
        "contextlib.closing",
        "contextlib.aclosing",
    ]
)
"""What gives back what it is handed."""
MIXING = frozenset({"builtins.set", "builtins.sorted", "builtins.reversed", "builtins.frozenset"})
"""What gives back the items of what it is handed in another order."""
NEGATED = re.compile(r"^\[\^((?:[^\]\\]|\\.)+)\][+*]?$")
"""A pattern of everything but some characters."""
UNBOUND = frozenset({"str", "bytes", "list", "dict", "set"})
"""Types whose methods are called with the object as their first argument."""
MAKING = frozenset({"fromkeys", "fromhex", "maketrans"})
"""Methods that are called on the type itself."""
FIELDS = {"log": "log-field"}
"""The kind of what is passed by name, where that is another one."""
VERBS = frozenset({"get", "put", "post", "delete", "patch", "head", "pop", "update"})
"""Methods that mean something else where the receiver is no dict."""
QUOTING = frozenset({"json.dumps", "builtins.repr", "yaml.dump", "yaml.safe_dump", "pprint.pformat", "orjson.dumps"})
"""What puts text of its own in front."""


class Outside:
    """Evaluates calls of libraries for one frame."""

    def __init__(self, evaluator: Evaluating, run: Run) -> None:
        self.evaluator = evaluator
        self.engine = evaluator.engine
        self.tables = evaluator.engine.tables
        self.frame = evaluator.frame
        self.run = run
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
        result = self._result(expr, named, attr, owner, receiver, actuals, unknown=unknown, sank=bool(sinks))
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

    def _result(
        self, expr: e.Call, named: Sequence[str], attr: str, owner: str, receiver: Value, actuals: Actuals,
        *, unknown: bool, sank: bool,
    ) -> Value:  # fmt: skip
        if known_presence(named, receiver, next(actuals.each(), NOTHING), self.frame.state):
            return Value(constant=True)
        made = made_by(named, actuals, self.evaluator)
        if made is not None:
            return made
        if attr in METHODS and (receiver.fields or receiver.kind):
            plain = plain_method(attr, receiver, actuals, self.evaluator, expr)
            if plain is not None:
                return plain
        if any(path in KEEPING for path in named):
            return next(iter(actuals.each()), NOTHING)
        if any(path in MIXING for path in named):
            given = next(iter(actuals.each()), NOTHING)
            return Value(None, ABSENT, {ANY_ITEM: each(given)}, (), "set") if deep(given) else NOTHING
        if "builtins.min" in named and any(all("amount" in t.cleared for t in deep(one)) for one in actuals.each()):
            return cleared(join(*(Value(deep(one)) for one in actuals.each())), ("amount",))
        rows = (s for path in named for s in self.tables.sanitisers(path))
        kept = self._kept_letters(named, expr)
        if kept:
            return cleared(Value(deep(actuals.get(2, "string") or NOTHING)), kept)
        sanitiser = next((s for s in rows if s.applies(lambda places: self._asked(places, actuals)) is not False), None)
        if sanitiser is not None:
            return cleared(self._carried(join(receiver, all_of(actuals))), sanitiser.clears)
        row = next((r for path in named if (r := self.tables.propagator(path))), None)
        if attr and deep(receiver) and not sank and self.tables.method(attr) is not None and attr not in VERBS:
            row, unknown = None, True
        if row is not None and row.to == "nothing" and attr in METHODS and has_origin(receiver):
            row, unknown = None, True
        if row is None and unknown and attr:
            plain = plain_method(attr, receiver, actuals, self.evaluator, expr)
            if plain is not None:
                return plain
            row = self.tables.propagator_by_receiver(attr, owner) or self.tables.method(attr)
        if row is not None:
            if attr in RECEIVERS_CHANGED or row.to == SELF:
                plain = plain_method(attr, receiver, actuals, self.evaluator, expr)
                if plain is not None:
                    return plain
            return self._propagated(row, expr, receiver, actuals)
        if sank:
            return NOTHING
        mixed = join(receiver, all_of(actuals))
        touch(mixed, self.frame.state)
        return vaguely(mixed)

    def _kept_letters(self, named: Sequence[str], expr: e.Call) -> frozenset[str]:
        """The kinds for which what `re.sub` leaves is harmless: `re.sub(r"[^a-z]", "", text)` leaves letters."""
        if "re.sub" not in named or len(expr.args) < 2:
            return frozenset()
        pattern = self.evaluator.look.pattern(expr.args[0].value)
        new = self.evaluator.evaluate(expr.args[1].value).constant
        found = NEGATED.match(pattern or "")
        if found is None or not isinstance(new, str):
            return frozenset()
        return safe_for(f"(?:[{found[1]}]|{re.escape(new)})*\\Z")

    @staticmethod
    def _carried(value: Value) -> Value:
        return Value(deep(value))

    def _propagated(self, row: Propagator, expr: e.Call, receiver: Value, actuals: Actuals) -> Value:
        """What a known call carries on."""
        if ALL in row.source:
            values = [receiver, *actuals.each()]
        else:
            values = [receiver] if SELF in row.source else []
            for place in row.source:
                found = actuals.get(place) if place != SELF else None
                if found is not None:
                    values.append(found)
        if row.to == "nothing":
            return NOTHING
        filled = [value for value in values if deep(value) or value.constant is not ABSENT]
        result = _joined(filled, row)
        if not QUOTING.isdisjoint(path.replace("()", "") for path in self.evaluator.names.paths(expr.func)):
            result = concatenated([Value(constant=UNKNOWN_TEXT), result])
        if row.clears:
            result = cleared(result, row.clears)
        if row.view:
            result = viewed(result, row.view)
        if row.to == SELF and isinstance(expr.func, e.Attribute):
            put(expr.func.value, join(receiver, result), self.evaluator.state)
        return result

    def viewed_attribute(self, expr: e.Attribute, base: Value, value: Value) -> Value:
        """An attribute of something outside, as the tables see it."""
        paths = [path.replace("()", "") for path in self.evaluator.names.paths(expr)]
        row = next((r for path in paths if (r := self.tables.attribute(path))), None)
        if row is None:
            owner = spelled(expr.value).rpartition(".")[2].lower().strip("_")
            row = self.tables.attribute_by_receiver(expr.attr, owner)
        if row is None:
            return value
        if row.to == "nothing":
            return NOTHING
        result = Value(deep(base))
        result = cleared(result, row.clears) if row.clears else result
        return viewed(result, row.view) if row.view else result


def _joined(values: Sequence[Value], row: Propagator) -> Value:
    """Several values in one: what stands first leads the others."""
    if len(values) == 1:
        return (
            Value(
                values[0].taints,
                values[0].constant if not row.view and not row.clears else ABSENT,
                values[0].fields,
            )
            if values[0].fields
            else Value(deep(values[0]))
        )
    return concatenated(values) if values else NOTHING


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
