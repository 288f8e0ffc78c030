"""What validators of pydantic tell of the value they let through: functions in `Annotated[…]` and in models.

Source: pydantic 2, "Validators": AfterValidator, BeforeValidator, WrapValidator and PlainValidator take the function
first; those before and around run from right to left, the others from left to right; what one gives back goes on.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.flow.declared.kinds import NONE, clears, unanchored
from mcp_lintel.flow.domain.values import deep
from mcp_lintel.flow.guards.learn import settle
from mcp_lintel.flow.types import Check, Label, Runnable, Value
from mcp_lintel.model.types import Shape
from mcp_lintel.program import values as p
from mcp_lintel.text.span import Place

if TYPE_CHECKING:
    from mcp_lintel.flow.walk.engine import Engine

DECORATORS = frozenset({"field_validator", "validator"})
EARLY = frozenset({"BeforeValidator", "WrapValidator", "before", "wrap"})
AROUND = frozenset({"WrapValidator", "wrap"})
Checks = Mapping[str, Check]
"""Checks by the kind of sink; the key of one that does not hold ends in `~` and its weakness."""


class Validated:
    """Reads the validators of one project."""

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine

    def clears(self, shape: Shape) -> frozenset[str]:
        """The kinds for which the type and its validators together leave nothing to harm."""
        return clears(shape, self._held)

    def _held(self, shape: Shape) -> frozenset[str]:
        if not shape.constraints.validators:
            return NONE
        kinds = frozenset(kind for kind, check in self._checks(shape).items() if not check.weakness)
        return kinds | settle(kinds)

    def weak(self, shape: Shape, family: tuple[str, ...], place: Place) -> tuple[Check, ...]:
        """The checks of a declaration that seem to keep a value from a sink and do not."""
        if shape.parts:
            every = [self.weak(part, family, place) for part in shape.parts]
            return every[0] if all(every) else ()
        found = [
            check for key, check in self._checks(shape).items() if check.weakness and key.partition("~")[0] in family
        ]
        if not unanchored(shape).isdisjoint(family):
            found.append(Check(place, "unanchored-match"))
        return tuple(found)

    def _checks(self, shape: Shape) -> Checks:
        """What all validators of a shape tell, in the order in which they run."""
        found: Checks = {}
        for function, position, more in in_order(shape.constraints.validators):
            told, same = self._told(function, position, dict(enumerate(more, position + 1)))
            found = {**found, **told} if same else told
        return found

    def _told(self, function: p.Function, position: int, given: Mapping[int, Value]) -> tuple[Checks, bool]:
        """What one function checks, and whether it is still the value it was given that it gives back."""
        summary = self._engine.summary(function, given, whole=True)
        here = Check(function.place)
        if not summary.ends:
            return {"any": here}, True
        own = [taint for taint in deep(summary.result) if taint.label.root == position]
        if summary.returned and not own:
            return {"any": here}, True
        common = frozenset.intersection(*(taint.cleared for taint in own)) if own else NONE
        checks = {**summary.after.get(Label(position), {}), **dict.fromkeys(common, here)}
        return checks, not any(taint.vague for taint in own)


def in_order(validators: Sequence[p.Value]) -> Iterator[tuple[p.Function, int, tuple[Value, ...]]]:
    """The functions of validators as they run: each with the position of the value and what it is given behind it."""
    early = [one for one in validators if _how(one) in EARLY]
    for one in (*reversed(early), *(one for one in validators if one not in early)):
        for function, position in _functions(one):
            around = _how(one) in AROUND and len(function.node.params) > position + 1
            yield function, position, (Value(functions=(Runnable(_handler(function)),)),) if around else ()


def _how(validator: p.Value) -> str:
    """The class of an annotation's validator, the mode of a model's."""
    if isinstance(validator, p.Made):
        return p.dotted(validator.callee).rpartition(".")[2]
    for decorator in getattr(getattr(validator, "node", None), "decorators", ()):
        if isinstance(decorator, e.Call) and spelled(decorator.func).rpartition(".")[2] in DECORATORS:
            modes = (one.value for one in decorator.args if one.name == "mode")
            return next((str(mode.value) for mode in modes if isinstance(mode, e.Constant)), "after")
    return "after"


def _functions(validator: p.Value) -> Iterator[tuple[p.Function, int]]:
    """The functions that a validator is, each with the position of the value among its parameters."""
    if isinstance(validator, p.Function):
        yield validator, min(1, len(validator.node.params) - 1)
        return
    called = validator.args.get("func", 0) if isinstance(validator, p.Made) else None
    for option in p.options(called):
        match option:
            case p.Function(node=node) if node.params:
                yield option, 0
            case p.Bound(function=p.Function(node=node) as function) if len(node.params) > 1:
                yield function, 1


def _handler(function: p.Function) -> p.Function:
    """What a validator around gets to go on with: it gives back what it is given."""
    span = function.place.span
    param = s.Param(span, "value", span, None, None)
    return p.Function(e.Lambda(span, (param,), e.Name(span, "value")), function.env, "handler")


def validators_of(cls: p.Class, name: str) -> Iterator[p.Function]:
    """The functions of pydantic's decorators that check one field."""
    for ancestor in cls.lineage():
        for value in ancestor.body.names.values() if isinstance(ancestor, p.Class) else ():
            if not isinstance(value, p.Function) or not isinstance(value.node, s.Function):
                continue
            for decorator in value.node.decorators:
                if spelled(decorator).rpartition(".")[2] in DECORATORS and any(
                    isinstance(item, e.Constant) and item.value in (name, "*") for item in descend(decorator)
                ):
                    yield value
