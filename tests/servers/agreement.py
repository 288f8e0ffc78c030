"""Where a parameter as it was read and the JSON schema that a client was shown contradict each other.

What was not read contradicts nothing: an unknown kind, `?` for a limit, an UNKNOWN default or description.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mcp_lintel.model.types import Kind, Located, Parameter, Shape

UNREAD = "?"
LIMITS = {
    "minLength": "min_length", "minItems": "min_length", "minProperties": "min_length", "maxLength": "max_length",
    "maxItems": "max_length", "maxProperties": "max_length", "minimum": "ge", "maximum": "le",
    "exclusiveMinimum": "gt", "exclusiveMaximum": "lt", "pattern": "pattern", "multipleOf": "multiple_of",
}  # fmt: skip
TYPES = {
    Kind.STRING: "string", Kind.INTEGER: "integer", Kind.NUMBER: "number", Kind.BOOLEAN: "boolean", Kind.PATH: "string",
    Kind.ARRAY: "array", Kind.MAPPING: "object", Kind.MODEL: "object", Kind.NULL: "null",
}  # fmt: skip
OWN = frozenset({Kind.SEMANTIC, Kind.PATH, Kind.UNKNOWN})
"""Kinds whose types bring limits of their own, such as the length of a URL."""
KEYWORDS = {
    "string": {"minLength", "maxLength", "pattern"}, "array": {"minItems", "maxItems"},
    "integer": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
}  # fmt: skip
"""The keywords that say something of a type; of one that is not here all are heeded."""
NULL = {"type": "null"}
MISSING = object()

Schema = Mapping[str, Any]


def differences(read: Parameter, shown: Schema | bool, root: Schema) -> Iterator[str]:
    """What differs between a parameter and its property in the schema `root`, in words."""
    own: Schema = shown if isinstance(shown, Mapping) else {}
    yield from (f"{read.name}: {word}" for word in of_shape(read.shape, own, root))
    default = own.get("default", MISSING)
    if read.default is None:
        yield from [] if default is MISSING else [f"{read.name}: default {default!r} is not read"]
    elif read.default.known and not same(read.default.value, default):
        told = "nothing" if default is MISSING else repr(default)
        yield f"{read.name}: default {read.default.value!r} is shown as {told}"
    yield from described(read.name, read.description, own)


def described(name: str, read: Located[str] | None, shown: Schema) -> Iterator[str]:
    """How a description differs."""
    words = shown.get("description")
    if read is None or read.known:
        value = None if read is None else read.value
        yield from [] if value == words else [f"{name}: described as {value!r}, shown as {words!r}"]


def of_shape(read: Shape, shown: Schema, root: Schema) -> Iterator[str]:
    """How a type differs."""
    schema, nullable = without_null(resolved(shown, root), root)
    if read.kind is Kind.UNKNOWN:
        return
    if read.kind not in (Kind.ANY, Kind.NULL) and read.nullable != nullable:
        yield f"nullable {read.nullable} is shown as {nullable}"
    if not fits(read, schema):
        yield f"{read.kind} is shown as {schema}"
        return
    if not read.constraints.custom:
        yield from of_limits(read, schema)
    yield from of_parts(read, schema, root)


def fits(read: Shape, schema: Schema) -> bool:
    """Is the kind that of the schema?"""
    kind = schema.get("type")
    match read.kind:
        case Kind.CHOICE:
            return "enum" in schema or "const" in schema
        case Kind.UNION:
            return "anyOf" in schema or "oneOf" in schema or isinstance(kind, list)
        case Kind.ANY:
            return not {"type", "anyOf", "oneOf", "enum", "const", "$ref"} & schema.keys()
        case Kind.SEMANTIC:
            return bool({"format", "anyOf", "pattern", "contentMediaType"} & schema.keys())
        case Kind.MODEL:
            return kind == "object" and ("properties" in schema or schema.get("additionalProperties") is False)
        case Kind.MAPPING:
            return kind == "object" and "properties" not in schema
        case Kind.PATH:
            return kind == "string" and "path" in schema.get("format", "")
    return bool(kind == TYPES[read.kind]) and "enum" not in schema and "const" not in schema


def of_limits(read: Shape, schema: Schema) -> Iterator[str]:
    """How limits differ; those on a union are shown under their own names, or not at all."""
    if read.kind is Kind.UNION:
        return
    heeded = KEYWORDS.get(str(schema.get("type")), LIMITS.keys())
    shown: dict[str, object] = {LIMITS[k]: v for k, v in schema.items() if k in LIMITS and k in heeded}
    values = schema.get("enum", [schema["const"]] if "const" in schema else None)
    if values is not None:
        shown["enum"] = [value for value in values if value is not None]
    limits = {k: v for k, v in read.constraints.limits.items() if not unread(v)}
    for name in sorted(limits.keys() | shown.keys()):
        if name in limits and not same_limit(limits[name], shown.get(name)) and read.kind is not Kind.SEMANTIC:
            yield f"{name} {limits[name]!r} is shown as {shown.get(name)!r}"
        elif name not in read.constraints.limits and read.kind not in OWN:
            yield f"{name} {shown[name]!r} is not read"


def of_parts(read: Shape, schema: Schema, root: Schema) -> Iterator[str]:
    """How the parts of a type differ: alternatives, items, values."""
    if read.kind is Kind.UNION:
        shown = schema.get("anyOf") or schema.get("oneOf") or [{**schema, "type": one} for one in schema["type"]]
        inner = [one for one in shown if resolved(one, root) != NULL and one.get("type") != "null"]
    elif read.kind is Kind.ARRAY:
        inner = schema.get("prefixItems") or [schema.get("items", {})]
    elif read.kind is Kind.MAPPING:
        more = schema.get("additionalProperties", {})
        inner = [{"type": "string"}, more if isinstance(more, Mapping) else {}]
    else:
        return
    if not read.parts:
        typed = [one for one in inner[-1:] if not fits(Shape(Kind.ANY), one)]
        yield from [f"parts {inner} are not read"] if typed and not read.constraints.custom else []
        return
    if len(inner) != len(read.parts):
        yield f"{len(read.parts)} parts are shown as {inner}"
        return
    for number, (part, one) in enumerate(zip(read.parts, inner, strict=True)):
        bare = Shape(part.kind, part.name, parts=part.parts, nullable=part.nullable)
        chosen = bare if read.kind is Kind.UNION and read.constraints.limits else part
        yield from (f"part {number}: {word}" for word in of_shape(chosen, one, root))


def resolved(schema: Schema, root: Schema) -> Schema:
    """A schema behind its references."""
    members: Sequence[Schema] = schema.get("allOf") or []
    if len(members) == 1:
        return resolved({**schema, "allOf": (), **members[0]}, root)
    reference = schema.get("$ref")
    if reference is None:
        return schema
    target: Any = root
    for part in reference.removeprefix("#/").split("/"):
        target = target[part]
    return resolved({**target, **{k: v for k, v in schema.items() if k != "$ref"}}, root)


def without_null(schema: Schema, root: Schema) -> tuple[Schema, bool]:
    """A schema without the alternative null, and whether it had one."""
    for key in ("anyOf", "oneOf"):
        if key in schema:
            solid = [one for one in schema[key] if resolved(one, root).get("type") != "null"]
            if len(solid) == 1:
                return resolved({**{k: v for k, v in schema.items() if k != key}, **solid[0]}, root), True
            return schema, len(solid) < len(schema[key])
    kind, null = schema.get("type"), None in schema.get("enum", ())
    if isinstance(kind, list):
        solid = [one for one in kind if one != "null"]
        return {**schema, "type": solid[0] if len(solid) == 1 else solid}, "null" in kind
    return schema, null


def unread(value: object) -> bool:
    """Is a limit, or a value of an enumeration, not read?"""
    return value == UNREAD or (isinstance(value, list) and UNREAD in value)


def same_limit(read: object, shown: object) -> bool:
    """Are two limits the same? The order of listed values says nothing, nor that one is listed twice."""
    if isinstance(read, list) and isinstance(shown, list):
        return {repr(one) for one in read} == {repr(one) for one in shown}
    return same(read, shown)


def same(read: object, shown: object) -> bool:
    """Are two values the same JSON?"""
    if isinstance(read, bool) or isinstance(shown, bool):
        return read is shown
    return read == shown
