"""What calls of libraries give: as the tables say, as methods of texts and collections do, else all that goes in."""

import re
from collections.abc import Callable, Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import spelled
from mcp_lintel.flow.calls.builtin import made_by
from mcp_lintel.flow.calls.plain import METHODS, RECEIVERS_CHANGED, has_origin, plain_method
from mcp_lintel.flow.domain.taints import changed, cleared, vaguely, viewed
from mcp_lintel.flow.domain.texts import DOUBLED, concatenated
from mcp_lintel.flow.domain.values import ANY_ITEM, UNKNOWN_TEXT, deep, each, join
from mcp_lintel.flow.frames.actuals import Actuals, all_of
from mcp_lintel.flow.frames.presence import known_presence, touch
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.frames.targets import put
from mcp_lintel.flow.patterns.safety import safe_for
from mcp_lintel.flow.tables.rows import ALL, SELF, Propagator
from mcp_lintel.flow.types import ABSENT, NOTHING, Value

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
VERBS = frozenset({"get", "put", "post", "delete", "patch", "head", "pop", "update"})
"""Methods that mean something else where the receiver is no dict."""
QUOTING = frozenset({"json.dumps", "builtins.repr", "yaml.dump", "yaml.safe_dump", "pprint.pformat", "orjson.dumps"})
"""What puts text of its own in front."""
Literals = Callable[[Sequence[int | str], Actuals], object]
"""Tells the literal of the argument at one of several places of a call."""


class Results:
    """Tells what calls of libraries give in one frame."""

    def __init__(self, evaluator: Evaluating, asked: Literals) -> None:
        self.evaluator = evaluator
        self.frame = evaluator.frame
        self.tables = evaluator.engine.tables
        self.asked = asked

    def of_call(
        self, expr: e.Call, named: Sequence[str], attr: str, owner: str, receiver: Value, actuals: Actuals,
        *, unknown: bool, sank: bool,
    ) -> Value:  # fmt: skip
        """What a call gives; `unknown` says that no table speaks of it, `sank` that its arguments went into a sink."""
        known = self._known(expr, named, attr, receiver, actuals)
        if known is not None:
            return known
        rows = (s for path in named for s in self.tables.sanitisers(path))
        kept = self._kept_letters(named, expr)
        if kept:
            return cleared(Value(deep(actuals.get(2, "string") or NOTHING)), kept)
        sanitiser = next((s for s in rows if s.applies(lambda places: self.asked(places, actuals)) is not False), None)
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

    def _known(self, expr: e.Call, named: Sequence[str], attr: str, receiver: Value, actuals: Actuals) -> Value | None:
        """What builtin functions and methods of what is known give; None for other calls."""
        if known_presence(named, receiver, next(actuals.each(), NOTHING), self.frame.state):
            return Value(constant=True)
        made = made_by(named, actuals, self.evaluator)
        if made is not None:
            return made
        if attr in METHODS and (receiver.fields or receiver.kind):
            plain = plain_method(attr, receiver, actuals, self.evaluator, expr)
            if plain is not None:
                return plain
        if attr == "replace" and (doubled := _doubled(actuals)) in DOUBLED and deep(receiver):
            return changed(receiver, lambda t: t if t.lead or t.view else t._replace(view=doubled))
        if any(path in KEEPING for path in named):
            return next(iter(actuals.each()), NOTHING)
        if any(path in MIXING for path in named):
            given = next(iter(actuals.each()), NOTHING)
            return Value(None, ABSENT, {ANY_ITEM: each(given)}, (), "set") if deep(given) else NOTHING
        if "builtins.min" in named and any(all("amount" in t.cleared for t in deep(one)) for one in actuals.each()):
            return cleared(join(*(Value(deep(one)) for one in actuals.each())), ("amount",))
        return None

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


def _doubled(actuals: Actuals) -> str:
    """The view of text in which a call of `replace` doubles quotes."""
    old, new, *_ = [*(value.constant for value in actuals.positional), None, None]
    return f"doubled {old}" if isinstance(old, str) and new == old * 2 else ""


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
