"""The components that operations become, with their places, names behind prefixes, and parameters."""

import json
from collections.abc import Mapping

from mcp_lintel.model.fastapi_routes import Route
from mcp_lintel.model.hints import title_of
from mcp_lintel.model.openapi import Input, Operation, flat, resolved
from mcp_lintel.model.parts import Parts
from mcp_lintel.model.registrations import Registration, name_text
from mcp_lintel.model.schema import shape_of
from mcp_lintel.model.sources import Source
from mcp_lintel.model.types import (
    Component,
    Endpoint,
    Generation,
    Located,
    OpenSet,
    Parameter,
    ParameterForm,
    Provenance,
    Tool,
)
from mcp_lintel.program.values import Args, Items, Lit, Table, Value
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span

MAX_DEPTH = 4
MAX_CHOICES = 20


class OperationParts:
    """Gathers the components that one source makes of operations; `document` is what references point into."""

    def __init__(self, source: Source, endpoint: Endpoint, document: object, *, conditional: bool) -> None:
        self.parts = Parts()
        self.behind: list[tuple[str, Route]] = []
        """The tools that functions of the project stand behind."""
        self._source = source
        self._endpoint = endpoint
        self._conditional = conditional
        self._document: Mapping[str, object] = document if isinstance(document, Mapping) else {}

    def add(self, operation: Operation, name: str, kind: str, place: Place, route: Route | None) -> None:
        """Add the component that an operation becomes; `route` is the function behind it, where there is one."""
        prefix = self._source.prefix or ()
        if kind == "TOOL":
            shown = "_".join((*prefix, name))
            self.parts.tools.append((self._tool(operation, shown, name, place, route), self._source.conditions))
            if route is not None:
                self.parts.handlers.append((route.handler.signature, shown, self._endpoint))
                self.behind.append((shown, route))
            return
        inner = sorted(one.name for one in operation.inputs if one.location == "path")
        template = (f"{{{one}}}" for one in inner if kind == "RESOURCE_TEMPLATE")
        uri = Located("/".join(("resource:/", *prefix, name, *template)), place, Provenance.RESOLVED)
        symbol = route.handler.signature.symbol if route is not None else ""
        self.parts.resources.append(Component(uri, symbol, place, _description(operation, place), self._conditional))

    def _tool(self, operation: Operation, shown: str, name: str, place: Place, route: Route | None) -> Tool:
        if route is None:
            parameters = tuple(self._parameter(one, shown, place) for one in flat(operation))
            partial = operation.partial and self._endpoint.generations != {Generation.FM4}
        else:
            parameters = route.taken.parameters(self._endpoint.family, shown)
            partial = route.taken.partial
        return Tool(
            name=Located(shown, place, Provenance.RESOLVED),
            local_name=name,
            function=route.handler.signature.symbol if route is not None else "",
            place=place,
            endpoint=self._endpoint,
            description=_description(operation, place),
            parameters=parameters,
            conditional=self._conditional,
            registered=self._source.place,
            open_parameters=partial,
            title=title_of(Args(), shown, self._endpoint, {}, place),
        )

    def _parameter(self, given: Input, tool: str, place: Place) -> Parameter:
        words = given.description or given.schema.get("description")
        kind = given.schema.get("type")
        return Parameter(
            name=given.name,
            place=place,
            required=given.required,
            annotation=Located(kind if isinstance(kind, str) else "schema", place) if given.schema else None,
            shape=shape_of(as_value(given.schema, self._document, 0)),
            form=ParameterForm.SCHEMA,
            description=Located(words, place) if isinstance(words, str) and words else None,
            tool=tool,
        )


class Places:
    """Where operations stand in a specification's file; the call that reads it where they cannot be found."""

    def __init__(self, source: SourceFile | None, otherwise: Place) -> None:
        self._source = source
        self._otherwise = otherwise

    def of(self, operation: Operation) -> Place:
        """The place of an operation's id, else of its path."""
        word = operation.operation_id or operation.path
        for spelling in (json.dumps(word), word) if self._source is not None else ():
            at = self._source.text.find(spelling) if self._source is not None else -1
            if at >= 0 and self._source is not None:
                return Place(self._source.path, Span(at, at + len(spelling)))
        return self._otherwise


def as_value(schema: object, document: Mapping[str, object], depth: int) -> Value:
    """A JSON schema as a value, as deep as its shape is looked at; references within the document are followed."""
    schema = resolved(schema, document)
    if not isinstance(schema, Mapping) or depth > MAX_DEPTH:
        return Table(open=True)
    found: dict[object, Value] = {}
    for key, value in schema.items():
        if key == "properties":
            found[key] = Table()
        elif key in ("items", "additionalProperties") and isinstance(value, Mapping):
            found[key] = as_value(value, document, depth + 1)
        elif key in ("anyOf", "oneOf") and isinstance(value, list):
            found[key] = Items("list", [as_value(one, document, depth + 1) for one in value[:MAX_CHOICES]])
        elif isinstance(value, list):
            found[key] = Items("list", [Lit(one) for one in value if isinstance(one, str | int | float | None)])
        elif isinstance(value, str | int | float):
            found[key] = Lit(value)
    return Table(found)


def prefixed(prefix: tuple[str, ...], registration: Registration) -> str | None:
    """The name of a component behind prefixes: before a tool's name, in the path of a resource."""
    name = name_text(registration)
    if name is None or not prefix:
        return name
    if registration.kind == "resource":
        scheme, separator, rest = name.partition("://")
        return f"{scheme}://{'/'.join(prefix)}/{rest}" if separator else name
    return "_".join((*prefix, name))


def opened(source: Source, reason: str) -> Parts:
    """Nothing but an open set at the source's place."""
    parts = Parts()
    parts.opened.append(OpenSet(source.place, reason))
    return parts


def _description(operation: Operation, place: Place) -> Located[str] | None:
    words = operation.description or operation.summary
    return Located(words, place) if words else None
