"""The declared type of a part of a value: a field of a model, an item of a list, a key of a mapping."""

from collections.abc import Mapping

from mcp_lintel.flow.declared.validated import validators_of
from mcp_lintel.flow.domain.values import ANY_ITEM, KEYS, SOME_ITEM
from mcp_lintel.model.fieldinfo import constrained
from mcp_lintel.model.modelfields import fields_of
from mcp_lintel.model.shapes import Shapes
from mcp_lintel.model.types import Constraints, Kind, Shape
from mcp_lintel.program.values import Class


class Parts:
    """Goes into the shapes of one project."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._fields: dict[int, Mapping[str, Shape]] = {}

    def fields(self, cls: Class) -> Mapping[str, Shape]:
        """The fields of a class, each with the functions of the class that check it."""
        known = self._fields.get(id(cls))
        if known is None:
            known = self._fields[id(cls)] = {
                field.name: constrained(field.shape, Constraints(validators=tuple(validators_of(cls, field.name))))
                for field in fields_of(cls, "", "", self._shapes, by_name=True)
            }
        return known

    def at(self, shape: Shape, path: tuple[str, ...]) -> Shape | None:
        """The shape of a part; None where the type does not tell."""
        for step in path:
            found = self._below(shape, step)
            if not found:
                return None
            shape = found[0] if len(found) == 1 else Shape(Kind.UNION, "Union", parts=tuple(found))
        return shape

    def _below(self, shape: Shape, step: str) -> list[Shape]:
        """What a step leads to: one shape, or several for a union or for any place of a tuple."""
        match shape.kind:
            case Kind.UNION:
                return [one for part in shape.parts for one in self._below(part, step)]
            case Kind.MODEL | Kind.ARRAY if shape.cls is not None and (step[0] == "." or shape.kind is Kind.MODEL):
                found = self.fields(shape.cls).get(step.strip(".[]"))
                return [] if found is None else [found]
            case Kind.MAPPING if step[0] == "[" and len(shape.parts) > 1:
                return [shape.parts[0 if step == KEYS else 1]]
            case Kind.ARRAY if step in (ANY_ITEM, SOME_ITEM):
                return list(shape.parts)
            case Kind.ARRAY if step[0] == "[" and shape.parts:
                place = step[1:-1]
                fixed = place.isdigit() and int(place) < len(shape.parts)
                return [shape.parts[int(place)]] if fixed else list(shape.parts)
            case Kind.ANY | Kind.UNKNOWN:
                return [Shape(Kind.UNKNOWN)]
        return []
