"""Parameters of low-level tools, from the JSON schema they publish. Source: JSON Schema 2020-12 keywords."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.model.constraints import UNREAD, jsonable, literal
from mcp_lintel.model.modelfields import model_parameters
from mcp_lintel.model.schemashape import resolved, shape_of
from mcp_lintel.model.shapes import Shapes
from mcp_lintel.model.types import Located, Parameter, ParameterForm, Provenance
from mcp_lintel.program.values import Items, Table, Value, text
from mcp_lintel.text.span import Place

__all__ = ["schema_parameters", "shape_of"]


def schema_parameters(
    schema: Value | None, written: e.Expr | None, place: Place, tool: str, symbol: str, shapes: Shapes
) -> tuple[tuple[Parameter, ...], bool]:
    """The parameters of an input schema, and whether some could not be read."""
    if isinstance(schema, Table):
        return _from_table(schema, written, place, tool, symbol)
    return model_parameters(schema, tool, symbol, shapes)


def _from_table(
    schema: Table, written: e.Expr | None, place: Place, tool: str, symbol: str
) -> tuple[tuple[Parameter, ...], bool]:
    properties = schema.items.get("properties")
    if not isinstance(properties, Table):
        return (), properties is not None or schema.open
    required = schema.items.get("required")
    names = literal(required)
    needed = names if isinstance(names, list) else []
    unsure = (isinstance(required, Items) and required.open) or names == UNREAD or UNREAD in needed
    spots = _key_places(written, place)
    found = tuple(
        _property(name, value, schema, spots.get(name, place), required=name in needed, tool=tool, symbol=symbol)
        for name, value in properties.items.items()
        if isinstance(name, str)
    )
    return found, properties.open or (required is not None and unsure)


def _property(
    name: str, value: Value, root: Table, place: Place, *, required: bool, tool: str, symbol: str
) -> Parameter:
    return Parameter(
        name=name,
        place=place,
        required=required,
        annotation=_annotation(value, place),
        shape=shape_of(value, root),
        form=ParameterForm.SCHEMA,
        description=_description(value, place),
        default=_default(resolved(value, root), place),
        tool=tool,
        symbol=symbol,
    )


def _default(value: Value, place: Place) -> Located[object] | None:
    found = value.items.get("default") if isinstance(value, Table) else None
    if found is None:
        return None
    shown = jsonable(found)
    return Located(None, place, Provenance.UNKNOWN) if shown == UNREAD else Located(shown, place)


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


def _key_places(written: e.Expr | None, place: Place) -> dict[str, Place]:
    """Where each property's name stands, when the schema is written out at the tool."""
    if not isinstance(written, e.DictDisplay):
        return {}
    for key, value in written.items:
        if isinstance(key, e.Constant) and key.value == "properties" and isinstance(value, e.DictDisplay):
            return {str(k.value): Place(place.path, k.span) for k, _ in value.items if isinstance(k, e.Constant)}
    return {}
