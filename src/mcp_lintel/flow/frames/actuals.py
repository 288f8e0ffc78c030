"""The arguments of a call as values, and how they fall to the parameters of a function."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.flow.domain.values import ANY_ITEM, UNKNOWN, item, join, part
from mcp_lintel.flow.types import ABSENT, NOTHING, Value
from mcp_lintel.program.values import Function


@dataclass(eq=False, slots=True)
class Actuals:
    """Arguments by position and name; `rest` holds what `*` unpacks, `more` what `**` unpacks; with the expressions."""

    positional: list[Value] = field(default_factory=list)
    named: dict[str, Value] = field(default_factory=dict)
    rest: Value | None = None
    more: Value | None = None
    written: dict[int | str, e.Expr] = field(default_factory=dict)

    def each(self) -> Iterator[Value]:
        """Every argument."""
        yield from self.positional
        yield from self.named.values()
        if self.rest is not None:
            yield self.rest
        if self.more is not None:
            yield self.more

    def adds_unknown_keys(self) -> bool:
        """Would a dict that takes these arguments in have keys that are not known?"""
        return any(one.kind != "dict" for one in (*self.positional, self.more) if one is not None)

    def get(self, *places: int | str) -> Value | None:
        """The argument at one of several positions or names; None where it does not stand there."""
        for place in places:
            if isinstance(place, str) and place in self.named:
                return self.named[place]
            if isinstance(place, int) and place < len(self.positional):
                return self.positional[place]
        for place in places:
            if isinstance(place, int):
                if self.rest is not None and place >= 0:
                    return part(self.rest, f"[{place - len(self.positional)}]")
            elif self.more is not None and f"[{place}]" in self.more.fields:
                return self.more.fields[f"[{place}]"]
        return None

    def expr(self, *places: int | str) -> e.Expr | None:
        """The expression of an argument, where it is written out."""
        return next((self.written[place] for place in places if place in self.written), None)

    def after_first(self) -> "Actuals":
        """The same arguments without the first."""
        written = {key - 1 if isinstance(key, int) else key: expr for key, expr in self.written.items() if key != 0}
        return Actuals(self.positional[1:], self.named, self.rest, self.more, written)

    def behind(self, *values: Value) -> "Actuals":
        """The same arguments behind others."""
        shift = len(values)
        written = {key + shift if isinstance(key, int) else key: expr for key, expr in self.written.items()}
        return Actuals([*values, *self.positional], self.named, self.rest, self.more, written)


@dataclass(eq=False, slots=True)
class Bound:
    """Values and expressions by the position of the parameter they fall to."""

    values: dict[int, Value] = field(default_factory=dict)
    written: dict[int, e.Expr] = field(default_factory=dict)


def bind(function: Function, actuals: Actuals) -> Bound:
    """What falls to each parameter; literal defaults count as given."""
    bound = Bound()
    params = function.node.params
    names = {param.name for param in params}
    position = 0
    for index, param in enumerate(params):
        if param.kind == "*":
            bound.values[index] = _remaining(actuals, position)
        elif param.kind == "**":
            bound.values[index] = _unnamed(actuals, names)
        else:
            value: Value | None = None
            key: int | str | None = None
            if param.kind != "keyword":
                value, key = actuals.get(position), position
                if position >= len(actuals.positional) and actuals.more is not None:
                    value = join(value or NOTHING, part(actuals.more, f"[{param.name}]"))
                position += 1
            if value is None and param.kind != "positional":
                value, key = actuals.get(param.name), param.name
                if value is None and actuals.more is not None and actuals.more.taints:
                    value = part(actuals.more, f"[{param.name}]")
            if value is None:
                value = _default(param)
            if value is not NOTHING:
                bound.values[index] = value
            written = actuals.written.get(key) if key is not None else None
            if written is not None:
                bound.written[index] = written
    return bound


def _remaining(actuals: Actuals, position: int) -> Value:
    fields = {f"[{i}]": value for i, value in enumerate(actuals.positional[position:])}
    if actuals.rest is not None:
        fields[ANY_ITEM] = item(actuals.rest)
    return Value(None, ABSENT, fields, (), "tuple")


def _unnamed(actuals: Actuals, names: set[str]) -> Value:
    fields = {f"[{name}]": value for name, value in actuals.named.items() if name not in names}
    if actuals.more is None:
        return Value(None, ABSENT, fields, (), "dict")
    inner = {key: value for key, value in actuals.more.fields.items() if key[1:-1] not in names}
    if actuals.more.kind != "dict":
        inner.setdefault(ANY_ITEM, UNKNOWN)
    return Value(actuals.more.taints, ABSENT, {**inner, **fields}, (), "dict")


def _default(param: s.Param) -> Value:
    return Value(constant=param.default.value) if isinstance(param.default, e.Constant) else NOTHING


def all_of(actuals: Actuals) -> Value:
    """Every argument as one value."""
    return join(*actuals.each())
