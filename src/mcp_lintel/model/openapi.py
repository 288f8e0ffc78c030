"""An OpenAPI specification as data: its operations with the parameters that a tool made of one takes.

Source: `fastmcp.utilities.openapi` of fastmcp 2.14.7, 3.4.9 and 4.1.1, `parse_openapi_to_http_routes` and
`_combine_schemas_and_map_params`. Nothing outside the document is followed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The verbs of a path, in the order in which fastmcp takes them."""
MAX_OPERATIONS = 2_000
MAX_HOPS = 10
"""References followed one after another."""


@dataclass(frozen=True, slots=True)
class Input:
    """A parameter of an operation or a property of its body: where it goes (`path`, `query`, `header`, `cookie`,
    `body`) and its JSON schema."""

    name: str
    location: str
    required: bool
    schema: Mapping[str, Any]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: `inputs` are its parameters, `body` what carries its body; `partial` says that some of the body's
    could not be read."""

    method: str
    path: str
    operation_id: str = ""
    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    inputs: tuple[Input, ...] = ()
    partial: bool = False
    body: tuple[Input, ...] = ()


def operations(document: object) -> Iterator[Operation]:
    """The operations of a specification of version 3, in its order; at most MAX_OPERATIONS."""
    if not isinstance(document, Mapping) or not str(document.get("openapi", "")).startswith("3"):
        return
    count = 0
    for path, item in _mapping(document.get("paths")).items():
        entry = _mapping(resolved(item, document))
        for method in METHODS:
            operation = entry.get(method)
            if isinstance(operation, Mapping) and count < MAX_OPERATIONS:
                count += 1
                yield _operation(method, str(path), operation, entry, document)


def _operation(
    method: str, path: str, operation: Mapping[str, Any], entry: Mapping[str, Any], document: Mapping[str, Any]
) -> Operation:
    tags = operation.get("tags")
    body, partial = _body(resolved(operation.get("requestBody"), document), document)
    return Operation(
        method=method.upper(),
        path=path,
        operation_id=_string(operation.get("operationId")),
        summary=_string(operation.get("summary")),
        description=_string(operation.get("description")),
        tags=tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
        inputs=tuple(_parameters(operation, entry, document)),
        partial=partial,
        body=body,
    )


def _parameters(operation: Mapping[str, Any], entry: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[Input]:
    """The operation's own parameters, then those of its path that it does not name again."""
    seen = set()
    for given in [*_sequence(operation.get("parameters")), *_sequence(entry.get("parameters"))]:
        found = _mapping(resolved(given, document))
        name, location = _string(found.get("name")), _string(found.get("in"))
        if not name or (name, location) in seen:
            continue
        seen.add((name, location))
        content = next(iter(_mapping(found.get("content")).values()), None)
        schema = found.get("schema") or _mapping(content).get("schema")
        required = found.get("required") is True
        yield Input(name, location, required, _mapping(resolved(schema, document)), _string(found.get("description")))


def _body(body: object, document: Mapping[str, Any]) -> tuple[tuple[Input, ...], bool]:
    """The arguments that carry a body: its properties, or the whole under one name."""
    content = _mapping(_mapping(body).get("content"))
    media = next((m for m in content.values() if _mapping(m).get("schema")), None)
    if media is None:
        return (), False
    needed = _mapping(body).get("required") is True
    schema = _mapping(resolved(_mapping(media).get("schema"), document))
    properties, required, partial = _merged(schema, document)
    if not properties:
        return (Input(_whole(schema), "body", needed, schema),), partial
    names = required if needed else []
    found = (Input(str(n), "body", n in names, _mapping(resolved(p, document))) for n, p in properties.items())
    return tuple(found), partial


def _merged(schema: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[Any], bool]:
    """The properties of an object schema with those of its `allOf`, the required ones, and whether that is unsure.

    fastmcp 2 and 3 do not look behind a reference in `allOf`, fastmcp 4 does and unfolds a discriminator too.
    """
    members = _sequence(schema.get("allOf"))
    if not members:
        return _mapping(schema.get("properties")), _sequence(schema.get("required")), "discriminator" in schema
    properties: dict[str, Any] = {}
    required: list[Any] = []
    for member in members:
        part = _mapping(resolved(member, document))
        properties |= _mapping(part.get("properties"))
        required += _sequence(part.get("required"))
    partial = "discriminator" in schema or any("$ref" in m or "allOf" in m for m in map(_mapping, members))
    return properties, required, partial


def _whole(schema: Mapping[str, Any]) -> str:
    """The name of the one argument for a body without properties."""
    name = re.sub(r"[^a-zA-Z0-9_]", "_", (_string(schema.get("title")) or "body").lower())
    return "body_data" if not name or name[0].isdigit() else name


def flat(operation: Operation) -> list[Input]:
    """The arguments of the tool that fastmcp makes: names that occur twice get their location behind them."""
    in_body = {one.name for one in operation.body}
    times = Counter(one.name for one in operation.inputs)
    found = []
    for one in operation.inputs:
        doubled = one.name in in_body or times[one.name] > 1
        name = f"{one.name}__{one.location}" if doubled else one.name
        found.append(Input(name, one.location, one.required, one.schema, one.description))
    return [*found, *operation.body]


def resolved(value: object, document: Mapping[str, Any]) -> object:
    """A value behind its references within the document; None for one that leads nowhere."""
    for _ in range(MAX_HOPS):
        reference = value.get("$ref") if isinstance(value, Mapping) else None
        if not isinstance(reference, str):
            return value
        if not reference.startswith("#/"):
            return None
        value = document
        for part in reference[2:].split("/"):
            value = _mapping(value).get(part.replace("~1", "/").replace("~0", "~"))
    return None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _sequence(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
