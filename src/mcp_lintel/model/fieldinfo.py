"""What the extras of an annotation and a `Field(…)` say of one value together.

Source: pydantic 2, `FieldInfo.from_annotation` and `from_annotated_attribute`: nested `Annotated` is one, the later
extra wins, a default in the signature or class body wins over those in the annotation.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mcp_lintel.model.constraints import UNREAD, constraints_of, jsonable, merged
from mcp_lintel.model.types import Constraints, Kind, Located, Provenance, Shape
from mcp_lintel.program.values import Env, Items, Lit, Made, Subscripted, Value, dotted, text
from mcp_lintel.text.span import Place

Forward = Callable[[str, Env], Value]
"""Evaluates an annotation written as a string."""


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """`extras` are those of the annotation, `given` is the default as it stands: a value, a `Field(…)`, or None."""

    extras: tuple[Value, ...] = ()
    given: Value | None = None

    @property
    def fields(self) -> tuple[Made, ...]:
        """The calls of `Field`, the one that counts most last."""
        return tuple(one for one in (*self.extras, self.given) if is_field(one) and isinstance(one, Made))

    @property
    def constraints(self) -> Constraints:
        """What a `Field(…)` default limits; the limits in the annotation are part of its shape."""
        return constraints_of(self.given) if is_field(self.given) else Constraints()

    @property
    def default(self) -> Value | None:
        """The default; None where there is none, or a factory makes one."""
        if self.given is not None and not is_field(self.given):
            return None if _is_ellipsis(self.given) else self.given
        for field in reversed(self.fields):
            found = field.args.get("default", 0)
            if found is not None or "default_factory" in field.args.named:
                return None if _is_ellipsis(found) else found
        return None

    @property
    def required(self) -> bool:
        """Is there neither a default nor a factory of one?"""
        if self.default is not None:
            return False
        return not any("default_factory" in field.args.named for field in self.fields)

    def description(self, place: Place) -> Located[str] | None:
        """The description that the calls of `Field` and its like give."""
        for one in reversed((*self.extras, self.given)):
            found = one.args.get("description") if isinstance(one, Made) else None
            if found is not None and not (isinstance(found, Lit) and found.value is None):
                return told(found, place)
        return None

    def default_of(self, shape: Shape, place: Place) -> Located[object] | None:
        """The default as a client is shown it; UNKNOWN where only a run could tell."""
        if self.default is None:
            return None
        shown = jsonable(self.default)
        if shown == UNREAD or (shape.kind is Kind.SEMANTIC and not isinstance(shown, str | None)):
            return Located(None, place, Provenance.UNKNOWN)
        return Located(shown, place)

    def alias(self) -> Located[str] | None:
        """The name that a client sends instead; UNKNOWN where it cannot be read."""
        for key in ("validation_alias", "alias"):
            found = next((f.args.named[key] for f in reversed(self.fields) if key in f.args.named), None)
            if isinstance(found, Made) and dotted(found.callee).endswith("AliasChoices"):
                found = next((one for one in found.args.positional if text(one) is not None), found)
            if found is not None and not (isinstance(found, Lit) and found.value is None):
                place = next(f.place for f in self.fields if key in f.args.named)
                return told(found, place)
        return None


def told(value: Value, place: Place) -> Located[str]:
    """A text; UNKNOWN where it is not one for certain."""
    found = text(value)
    return Located(found, place, Provenance.RESOLVED if found is not None else Provenance.UNKNOWN)


def is_field(value: Value | None) -> bool:
    """Is it a call of pydantic's `Field`, of one that is called like it, or of a dataclass's `field`?"""
    return isinstance(value, Made) and dotted(value.callee).endswith(("Field", "dataclasses.field"))


def extras_of(annotation: Value | None, env: Env, forward: Forward) -> tuple[Value, ...]:
    """The extras of `Annotated[…]`, those of a type that is itself annotated first."""
    if isinstance(annotation, Lit) and isinstance(annotation.value, str):
        annotation = forward(annotation.value, env)
    if not (isinstance(annotation, Subscripted) and dotted(annotation.base).endswith(("Annotated", "Required"))):
        return ()
    parts: Sequence[Value] = annotation.index.items if isinstance(annotation.index, Items) else [annotation.index]
    inner = extras_of(parts[0], env, forward) if parts else ()
    return (*inner, *parts[1:])


def base_of(annotation: Value | None, env: Env, forward: Forward) -> Value | None:
    """The type that is annotated, behind every `Annotated[…]`."""
    if isinstance(annotation, Lit) and isinstance(annotation.value, str):
        annotation = forward(annotation.value, env)
    if isinstance(annotation, Subscripted) and dotted(annotation.base).endswith("Annotated"):
        index = annotation.index
        return base_of(index.items[0], env, forward) if isinstance(index, Items) and index.items else None
    return annotation


def limited(shape: Shape, info: FieldInfo) -> Shape:
    """A shape with what a `Field(…)` default limits."""
    return constrained(shape, info.constraints) if is_field(info.given) else shape


def constrained(shape: Shape, extra: Constraints) -> Shape:
    """A shape with further constraints; on a union they hold for each alternative."""
    parts = tuple(constrained(p, extra) for p in shape.parts) if shape.kind is Kind.UNION else shape.parts
    return replace(shape, constraints=merged(shape.constraints, extra), parts=parts)


def _is_ellipsis(value: Value | None) -> bool:
    return isinstance(value, Lit) and value.value is ...
