"""Parameters of low-level tools, from the JSON schema they publish. Source: JSON Schema 2020-12 keywords."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.model.constraints import constraints_of, literal
from mcp_lintel.model.shapes import Shapes, constrained
from mcp_lintel.model.types import Constraints, Kind, Located, Parameter, ParameterForm, Provenance, Shape
from mcp_lintel.program.calls import Calls
from mcp_lintel.program.values import Class, Items, Lit, Made, Member, Table, Value, dotted, text
from mcp_lintel.text.span import Place

TYPES = {
    "string": Kind.STRING, "integer": Kind.INTEGER, "number": Kind.NUMBER, "boolean": Kind.BOOLEAN,
    "array": Kind.ARRAY, "object": Kind.MAPPING, "null": Kind.NULL,
}  # fmt: skip
LIMITS = {
    "minLength": "min_length", "maxLength": "max_length", "minItems": "min_length", "maxItems": "max_length",
    "minimum": "ge", "maximum": "le", "exclusiveMinimum": "gt", "exclusiveMaximum": "lt", "pattern": "pattern",
    "multipleOf": "multiple_of",
}  # fmt: skip
SEMANTIC_FORMATS = frozenset(
    {"date", "date-time", "time", "uuid", "uri", "email", "ipv4", "ipv6", "hostname", "duration"}
)


def schema_parameters(
    schema: Value | None, written: e.Expr | None, place: Place, tool: str, symbol: str, shapes: Shapes
) -> tuple[tuple[Parameter, ...], bool]:
    """The parameters of an input schema, and whether some could not be read."""
    if isinstance(schema, Table):
        return _from_table(schema, written, place, tool, symbol)
    model = _model(schema)
    if model is not None:
        return _from_model(model, tool, symbol, shapes), False
    return (), True


def _from_table(
    schema: Table, written: e.Expr | None, place: Place, tool: str, symbol: str
) -> tuple[tuple[Parameter, ...], bool]:
    properties = schema.items.get("properties")
    if not isinstance(properties, Table):
        return (), properties is not None or schema.open
    required = literal(schema.items.get("required"))
    names = required if isinstance(required, list) else []
    spots = _key_places(written, place)
    found = []
    for name, value in properties.items.items():
        if isinstance(name, str):
            shape = shape_of(value)
            found.append(
                Parameter(
                    name=name,
                    place=spots.get(name, place),
                    required=name in names,
                    annotation=_annotation(value, spots.get(name, place)),
                    shape=shape,
                    form=ParameterForm.SCHEMA,
                    description=_description(value, spots.get(name, place)),
                    tool=tool,
                    symbol=symbol,
                )
            )
    return tuple(found), properties.open


def _annotation(value: Value, place: Place) -> Located[str] | None:
    if not isinstance(value, Table):
        return Located(None, place, Provenance.UNKNOWN)
    for key in ("type", "enum", "anyOf", "oneOf", "allOf", "$ref", "const"):
        if key in value.items:
            return Located(text(value.items[key]) or key, place)
    return Located(None, place, Provenance.UNKNOWN) if value.open else None


def _description(value: Value, place: Place) -> Located[str] | None:
    found = value.items.get("description") if isinstance(value, Table) else None
    if found is None:
        return None
    literal_text = text(found)
    return Located(literal_text, place, Provenance.UNKNOWN if literal_text is None else Provenance.LITERAL)


def shape_of(value: Value) -> Shape:
    """The shape of one JSON schema."""
    if not isinstance(value, Table):
        return Shape(Kind.UNKNOWN)
    items = value.items
    limits = {LIMITS[k]: literal(v) for k, v in items.items() if isinstance(k, str) and k in LIMITS}
    if "enum" in items or "const" in items:
        return Shape(Kind.CHOICE, "enum", Constraints({"enum": literal(items.get("enum", items.get("const")))}))
    for key in ("anyOf", "oneOf"):
        choices = items.get(key)
        if isinstance(choices, Items):
            parts = [shape_of(choice) for choice in choices.items]
            solid = tuple(p for p in parts if p.kind is not Kind.NULL)
            nullable = len(solid) < len(parts)
            if len(solid) == 1:
                return Shape(solid[0].kind, solid[0].name, solid[0].constraints, solid[0].parts, nullable)
            return Shape(Kind.UNION, key, parts=solid, nullable=nullable)
    kinds = literal(items.get("type"))
    if isinstance(kinds, list):
        named = [TYPES.get(str(k), Kind.UNKNOWN) for k in kinds if k != "null"]
        if len(named) != 1:
            return Shape(Kind.UNION, "type", parts=tuple(Shape(k) for k in named), nullable="null" in kinds)
        return Shape(named[0], str(named[0]), Constraints(limits), nullable="null" in kinds)
    kind = TYPES.get(str(kinds), Kind.UNKNOWN)
    if kind is Kind.STRING and text(items.get("format")) in SEMANTIC_FORMATS:
        kind = Kind.SEMANTIC
    if kind is Kind.MAPPING and isinstance(items.get("properties"), Table):
        kind = Kind.MODEL
    elif kind is Kind.ARRAY and items.get("items") is not None:
        return Shape(kind, "array", Constraints(limits), (shape_of(items["items"]),))
    elif kind is Kind.MAPPING and isinstance(items.get("additionalProperties"), Table):
        parts_of = shape_of(items["additionalProperties"])
        return Shape(kind, "object", Constraints(limits), (Shape(Kind.STRING), parts_of))
    return Shape(kind, str(kinds), Constraints(limits, custom=value.open))


def _model(schema: Value | None) -> Class | None:
    if isinstance(schema, Made) and isinstance(schema.callee, Member) and isinstance(schema.callee.base, Class):
        return schema.callee.base if schema.callee.name in ("model_json_schema", "schema") else None
    return None


def _from_model(model: Class, tool: str, symbol: str, shapes: Shapes) -> tuple[Parameter, ...]:
    found = []
    for name, default in Calls.fields(model).items():
        annotation, place = _field(model, name)
        if annotation is None:
            continue
        field = default if isinstance(default, Made) and dotted(default.callee).endswith("Field") else None
        shape = shapes.of(shapes.reader.look(annotation, model.env), model.env)
        if field is not None:
            shape = constrained(shape, constraints_of(field))
        default_value = field.args.get("default", 0) if field is not None else default
        absent = default_value is None and not (field is not None and "default_factory" in field.args.named)
        ellipsis = isinstance(default_value, Lit) and default_value.value is ...
        alias = text(field.args.get("alias")) if field is not None else None
        description = text(field.args.get("description")) if field is not None else None
        found.append(
            Parameter(
                name=alias or name,
                place=place,
                required=absent or ellipsis,
                annotation=Located(shape.name or shape.kind.value, place),
                shape=shape,
                form=ParameterForm.SCHEMA,
                description=None if description is None else Located(description, place),
                tool=tool,
                symbol=symbol,
            )
        )
    return tuple(found)


def _field(model: Class, name: str) -> tuple[e.Expr | None, Place]:
    for cls in model.lineage():
        for statement in cls.node.body if isinstance(cls, Class) else ():
            match statement:
                case s.Assign(targets=(e.Name(id=target, span=span),), annotation=e.Expr() as annotation) if (
                    target == name
                ):
                    return annotation, Place(cls.env.path if isinstance(cls, Class) else "", span)
    return None, Place(model.env.path, model.node.name_span)


def _key_places(written: e.Expr | None, place: Place) -> dict[str, Place]:
    """Where each property's name stands, when the schema is written out at the tool."""
    if not isinstance(written, e.DictDisplay):
        return {}
    for key, value in written.items:
        if isinstance(key, e.Constant) and key.value == "properties" and isinstance(value, e.DictDisplay):
            return {str(k.value): Place(place.path, k.span) for k, _ in value.items if isinstance(k, e.Constant)}
    return {}
