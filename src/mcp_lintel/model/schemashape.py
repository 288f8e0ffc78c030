"""The shape of one JSON schema. Source: JSON Schema 2020-12, validation and applicator vocabularies."""

from mcp_lintel.model.constraints import UNREAD, jsonable, literal
from mcp_lintel.model.types import Constraints, Kind, Shape
from mcp_lintel.program.values import Items, Lit, Table, Value, text

TYPES = {
    "string": Kind.STRING, "integer": Kind.INTEGER, "number": Kind.NUMBER, "boolean": Kind.BOOLEAN,
    "array": Kind.ARRAY, "object": Kind.MAPPING, "null": Kind.NULL,
}  # fmt: skip
LIMITS = {
    "minLength": "min_length", "maxLength": "max_length", "minItems": "min_length", "maxItems": "max_length",
    "minimum": "ge", "maximum": "le", "exclusiveMinimum": "gt", "exclusiveMaximum": "lt", "pattern": "pattern",
    "multipleOf": "multiple_of", "minProperties": "min_length", "maxProperties": "max_length",
}  # fmt: skip
SEMANTIC_FORMATS = frozenset(
    {"date", "date-time", "time", "uuid", "uri", "email", "ipv4", "ipv6", "hostname", "duration"}
)
TYPING = frozenset({"type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref", "not", "if", *LIMITS})
"""Keywords that say what a value may be."""
MAX_DEPTH = 12


def resolved(value: Value, root: Table | None, depth: int = 0) -> Value:
    """A schema behind a `$ref` into its root, or behind an `allOf` of one; keywords beside them are kept."""
    if not isinstance(value, Table) or depth > MAX_DEPTH:
        return value
    reference, members = text(value.items.get("$ref")), value.items.get("allOf")
    target: Value | None = None
    if reference is not None and root is not None and reference.startswith("#/"):
        target = root
        for part in reference[2:].split("/"):
            target = target.items.get(part) if isinstance(target, Table) else None
    elif isinstance(members, Items) and len(members.items) == 1 and not members.open:
        target = members.items[0]
    inner = resolved(target, root, depth + 1) if target is not None else None
    if not isinstance(inner, Table):
        return value
    beside = {key: one for key, one in value.items.items() if key not in ("$ref", "allOf")}
    return Table({**inner.items, **beside}, value.open or inner.open)


def shape_of(value: Value, root: Table | None = None, depth: int = 0) -> Shape:
    """The shape of one JSON schema; `root` is the document that its references point into."""
    value = resolved(value, root)
    if isinstance(value, Lit) and value.value is True:
        return Shape(Kind.ANY)
    if not isinstance(value, Table) or depth > MAX_DEPTH:
        return Shape(Kind.UNKNOWN)
    items = value.items
    limits = {LIMITS[k]: literal(v) for k, v in items.items() if isinstance(k, str) and k in LIMITS}
    if "enum" in items or "const" in items:
        return _choice(items)
    for key in ("anyOf", "oneOf"):
        choices = items.get(key)
        if isinstance(choices, Items):
            return _alternatives(key, [shape_of(one, root, depth + 1) for one in choices.items], limits)
    kinds = literal(items.get("type"))
    if isinstance(kinds, list):
        return _several(value, kinds, root, depth)
    if not items.keys() & TYPING and not value.open:
        return Shape(Kind.ANY)
    return _typed(value, str(kinds), limits, root, depth)


def _choice(items: dict[object, Value]) -> Shape:
    values = jsonable(items["enum"]) if "enum" in items else [jsonable(items["const"])]
    if not isinstance(values, list):
        return Shape(Kind.CHOICE, "enum", Constraints({"enum": UNREAD}))
    solid = [one for one in values if one is not None]
    return Shape(Kind.CHOICE, "enum", Constraints({"enum": solid}), nullable=len(solid) < len(values))


def _alternatives(key: str, parts: list[Shape], limits: dict[str, object]) -> Shape:
    solid = tuple(part for part in parts if part.kind is not Kind.NULL)
    nullable = len(solid) < len(parts) or any(part.nullable for part in solid)
    if len(solid) == 1:
        one = solid[0]
        constraints = Constraints({**one.constraints.limits, **limits}, one.constraints.custom)
        return Shape(one.kind, one.name, constraints, one.parts, nullable)
    return Shape(Kind.UNION, key, Constraints(limits), solid, nullable)


def _several(value: Table, kinds: list[object], root: Table | None, depth: int) -> Shape:
    """A schema that names several types: each with the keywords that are written once for all."""
    parts = []
    for kind in kinds:
        one = shape_of(Table({**value.items, "type": Lit(kind)}, value.open), root, depth + 1)
        parts.append(Shape(one.kind, one.name, _fitting(one), one.parts, one.nullable))
    return _alternatives("type", parts, {})


KEYWORDS = {
    Kind.INTEGER: {"ge", "le", "gt", "lt", "multiple_of"}, Kind.NUMBER: {"ge", "le", "gt", "lt", "multiple_of"},
    Kind.STRING: {"min_length", "max_length", "pattern"}, Kind.ARRAY: {"min_length", "max_length"},
    Kind.MAPPING: {"min_length", "max_length"},
}  # fmt: skip
"""The limits that say something of each type."""


def _fitting(shape: Shape) -> Constraints:
    wanted = KEYWORDS.get(shape.kind, set())
    limits = {name: one for name, one in shape.constraints.limits.items() if name in wanted}
    return Constraints(limits, shape.constraints.custom)


def _typed(value: Table, name: str, limits: dict[str, object], root: Table | None, depth: int) -> Shape:
    items = value.items
    kind = TYPES.get(name, Kind.UNKNOWN)
    more, inside = items.get("additionalProperties"), items.get("items")
    parts: tuple[Shape, ...] = ()
    if kind is Kind.STRING and text(items.get("format")) in SEMANTIC_FORMATS:
        kind = Kind.SEMANTIC
    elif kind is Kind.MAPPING and isinstance(items.get("properties"), Table):
        kind = Kind.MODEL
    elif kind is Kind.ARRAY and isinstance(inside, Table):
        parts, name = (shape_of(inside, root, depth + 1),), "array"
    elif kind is Kind.ARRAY and isinstance(items.get("prefixItems"), Items):
        prefix = items["prefixItems"]
        parts = tuple(shape_of(one, root, depth + 1) for one in prefix.items) if isinstance(prefix, Items) else ()
    elif kind is Kind.MAPPING and isinstance(more, Table):
        parts, name = (Shape(Kind.STRING), shape_of(more, root, depth + 1)), "object"
    elif kind is Kind.MAPPING and isinstance(more, Lit) and more.value is False and "patternProperties" not in items:
        kind = Kind.MODEL
    return Shape(kind, name, Constraints(limits, custom=value.open), parts)
