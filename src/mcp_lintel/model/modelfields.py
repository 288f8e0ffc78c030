"""Parameters of a tool whose input schema is made from a class: `Model.model_json_schema()` and its like.

Source: pydantic 2, `BaseModel.model_json_schema`, `BaseModel.schema` and `TypeAdapter.json_schema`.
"""

from collections.abc import Iterator

from mcp_lintel.model.classes import ROOT_MODELS, annotated, is_dataclass
from mcp_lintel.model.fieldinfo import FieldInfo, extras_of, limited
from mcp_lintel.model.shapes import MODEL_BASES, Shapes
from mcp_lintel.model.types import Located, Parameter, ParameterForm
from mcp_lintel.program.values import Class, Ext, Lit, Made, Member, Subscripted, Table, Value, dotted

MAKERS = frozenset({"model_json_schema", "schema"})
DICTS = ("typing.TypedDict", "typing_extensions.TypedDict")


def model_parameters(
    schema: Value | None, tool: str, symbol: str, shapes: Shapes
) -> tuple[tuple[Parameter, ...], bool]:
    """The fields of the class that a schema is made from, and whether some or their names could not be read."""
    model = _model(schema)
    if model is None or not isinstance(schema, Made):
        return (), True
    if model.derives(*ROOT_MODELS):
        return (), True
    aliased = schema.args.get("by_alias", 0)
    by_name = isinstance(aliased, Lit) and aliased.value is False
    renamed = not by_name and _renames(model)
    unsure = schema.args.open or "mode" in schema.args.named or renamed or _by_hand(model)
    if renamed:
        return (), True
    found = tuple(fields_of(model, tool, symbol, shapes, by_name=by_name))
    return found, unsure


def _model(schema: Value | None) -> Class | None:
    """The class behind `Model.model_json_schema()` or `TypeAdapter(Model).json_schema()`."""
    if not (isinstance(schema, Made) and isinstance(schema.callee, Member)):
        return None
    base, name = schema.callee.base, schema.callee.name
    if isinstance(base, Class) and name in MAKERS:
        return base
    adapter = isinstance(base, Made) and dotted(base.callee).rpartition(".")[2] == "TypeAdapter"
    if name == "json_schema" and adapter and isinstance(base, Made):
        found = base.args.get("type", 0)
        known = isinstance(found, Class) and (found.derives(*MODEL_BASES) or is_dataclass(found))
        return found if known and isinstance(found, Class) else None
    return None


def fields_of(model: Class, tool: str, symbol: str, shapes: Shapes, *, by_name: bool) -> Iterator[Parameter]:
    """The fields of a class; `by_name` leaves their aliases aside."""
    for name, (written, home, place) in annotated(model).items():
        annotation = shapes.reader.look(written, home.env)
        if name.startswith("_") or _is_class_var(annotation):
            continue
        extras = extras_of(annotation, home.env, shapes.forward)
        info = FieldInfo(extras, _given(model, name))
        shape = limited(shapes.of(annotation, home.env), info)
        alias = None if by_name else info.alias()
        needed = _needed(home, annotation) if model.derives(*DICTS) else info.required
        yield Parameter(
            name=(alias.value if alias is not None else None) or name,
            place=place,
            required=needed,
            annotation=Located(shape.name or shape.kind.value, place),
            shape=shape,
            form=ParameterForm.SCHEMA,
            description=info.description(place),
            default=info.default_of(shape, place),
            tool=tool,
            symbol=symbol,
        )


def _given(model: Class, name: str) -> Value | None:
    """What stands behind the `=` of a field in the nearest class that annotates it."""
    owner = next((c for c in model.lineage() if isinstance(c, Class) and _writes(c, name)), None)
    return owner.body.names.get(name) if owner is not None else None


def _writes(cls: Class, name: str) -> bool:
    """Does a class itself annotate a name?"""
    return any(home is cls for key, (_, home, _) in annotated(cls).items() if key == name)


def _needed(home: Class, annotation: Value) -> bool:
    """Must a key of a TypedDict be there? `total=False` makes those optional that its own class names."""
    name = dotted(annotation.base).rpartition(".")[2] if isinstance(annotation, Subscripted) else ""
    if name in ("Required", "NotRequired"):
        return name == "Required"
    total = next((one.value for one in home.node.bases if one.name == "total"), None)
    return getattr(total, "value", True) is not False


def _is_class_var(annotation: Value) -> bool:
    return dotted(annotation).rpartition(".")[2] == "ClassVar"


def _renames(model: Class) -> bool:
    """Does a setting give every field a name that is computed?"""
    for name in ("model_config", "Config"):
        found = model.find(name)
        if isinstance(found, Made) and ("alias_generator" in found.args.named or found.args.open):
            return True
        if isinstance(found, Table) and ("alias_generator" in found.items or found.open):
            return True
        if isinstance(found, Class) and found.find("alias_generator") is not None:
            return True
    return False


def _by_hand(model: Class) -> bool:
    """Does the class make its schema itself, or inherit fields from outside the project?"""
    hooks = ("model_json_schema", "__get_pydantic_json_schema__", "__get_pydantic_core_schema__")
    if any(model.find(hook) is not None for hook in hooks):
        return True
    known = {*MODEL_BASES, "abc.ABC", "typing.Generic", "builtins.object"}
    return any(isinstance(c, Ext) and c.name not in known for c in model.lineage())
