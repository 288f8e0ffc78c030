"""Which components fastmcp and fastapi-mcp make of operations: of a specification, or of a FastAPI app.

Source: `OpenAPIProvider` of fastmcp 2.14.7 to 4.1.1, `FastApiMCP` of fastapi-mcp 0.4.0.
"""

from collections.abc import Sequence

from mcp_lintel.model.entries import EntryMaker
from mcp_lintel.model.fastapi_inputs import filled_in
from mcp_lintel.model.fastapi_routes import FastApiRoutes, Route
from mcp_lintel.model.openapi import Operation, operations
from mcp_lintel.model.operationparts import OperationParts, Places, opened
from mcp_lintel.model.parameters import Signatures
from mcp_lintel.model.parts import Parts
from mcp_lintel.model.routemaps import Names, kind_of, renames, route_maps
from mcp_lintel.model.sources import Source
from mcp_lintel.model.specification import Files, changed, specification
from mcp_lintel.model.types import Endpoint, OpenSet
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.paths import Paths
from mcp_lintel.program.values import Items, Lit, Value, text
from mcp_lintel.text.span import Place

CUSTOM = ("route_map_fn", "mcp_component_fn")
"""Settings with a function of the project that may change every component."""
FILTERS = ("include_operations", "exclude_operations", "include_tags", "exclude_tags")
PUBLISHED = frozenset({"GET", "PUT", "POST", "DELETE", "PATCH"})
"""The verbs of which fastapi-mcp makes tools."""


class OperationTools:
    """Makes components of operations."""

    def __init__(self, reader: Interpreter, signatures: Signatures, paths: Paths, files: Files, project: str) -> None:
        self._reader = reader
        self._paths = paths
        self._files = files
        self._project = project
        self._routes = FastApiRoutes(reader, signatures)
        self._entries = EntryMaker(signatures)

    def specified(self, source: Source, endpoint: Endpoint, *, conditional: bool) -> Parts:
        """The components of a specification that the project holds; an open set for any other."""
        given = source.args.get("openapi_spec", 0)
        found = specification(given, source.place, self._project, self._paths, self._files)
        if found.document is None:
            return opened(source, f"tools are operations, and {found.reason}")
        if changed(given, self._reader.events):
            return opened(source, "tools are operations of a specification that is changed after it is read")
        places = Places(found.source, source.place)
        each = [(one, places.of(one), None) for one in operations(found.document)]
        return self._mapped(each, source, endpoint, found.document, conditional=conditional)

    def of_app(self, source: Source, endpoint: Endpoint, *, conditional: bool) -> Parts:
        """The components made of a FastAPI app's routes, with an open set where not all of them are known."""
        made_late = source.kind == "FastApiMCP"
        routes = self._routes.of(source.args.get("fastapi" if made_late else "app", 0))
        if routes is None:
            return opened(source, "tools are the routes of an app that is not known")
        complete = self._routes.complete
        built = next((event.order for event in self._reader.events if event.result is source.value), 0)
        routes = [one for one in routes if one.order < built]
        if made_late:
            parts = self._filtered(routes, source, endpoint, conditional=conditional)
        else:
            each = [(one.operation, one.place, one) for one in routes]
            parts = self._mapped(each, source, endpoint, {}, conditional=conditional)
        if not complete:
            parts.opened.append(OpenSet(source.place, "tools are routes of an app, and not all of them are known"))
        return parts

    def _mapped(
        self,
        each: Sequence[tuple[Operation, Place, Route | None]],
        source: Source,
        endpoint: Endpoint,
        document: object,
        *,
        conditional: bool,
    ) -> Parts:
        """Components by fastmcp's route maps and names."""
        maps, renamed = route_maps(source.args.get("route_maps")), renames(source.args.get("mcp_names"))
        if maps is None or renamed is None or source.prefix is None:
            return opened(source, "tools are operations that rules choose or name which cannot be read")
        custom = any(not _is_none(source.args.get(name)) for name in CUSTOM)
        names, made = Names(renamed), OperationParts(source, endpoint, document, conditional=conditional or custom)
        for operation, place, route in each:
            kind = kind_of(operation, maps)
            if kind != "EXCLUDE":
                made.add(operation, names.of(operation, kind), kind, place, route)
        if custom:
            reason = "a function of the project chooses or changes the components made of operations"
            made.parts.opened.append(OpenSet(source.place, reason))
        return self._entered(made, endpoint)

    def _entered(self, made: OperationParts, endpoint: Endpoint) -> Parts:
        """The parts, with what a client can call of the project."""
        for name, route in made.behind:
            filled = filled_in(route.handler, self._reader)
            made.parts.entries.append(self._entries.operation(name, route.handler, endpoint, route.place, filled))
        return made.parts

    def _filtered(self, routes: Sequence[Route], source: Source, endpoint: Endpoint, *, conditional: bool) -> Parts:
        """Tools by fastapi-mcp's filters."""
        lists = {name: _strings(source.args.get(name)) for name in FILTERS if not _is_none(source.args.get(name))}
        if None in lists.values():
            return opened(source, "tools are routes that a filter chooses which cannot be read")
        made = OperationParts(source, endpoint, {}, conditional=conditional)
        for route in routes:
            if route.operation.method in PUBLISHED and _chosen(route.operation, lists):
                made.add(route.operation, route.operation.operation_id, "TOOL", route.place, route)
        return self._entered(made, endpoint)


def _chosen(operation: Operation, lists: dict[str, list[str] | None]) -> bool:
    """Does a filter of fastapi-mcp let an operation through? One of the given ones is enough."""
    name, tags = operation.operation_id, set(operation.tags)
    verdicts = {
        "include_operations": name in (lists.get("include_operations") or []),
        "exclude_operations": name not in (lists.get("exclude_operations") or []),
        "include_tags": bool(tags & set(lists.get("include_tags") or [])),
        "exclude_tags": not tags & set(lists.get("exclude_tags") or []),
    }
    return not lists or any(verdicts[given] for given in lists)


def _is_none(value: Value | None) -> bool:
    return value is None or (isinstance(value, Lit) and value.value is None)


def _strings(value: Value | None) -> list[str] | None:
    """The strings of a list; None where one is not known."""
    found = [text(item) for item in value.items] if isinstance(value, Items) and not value.open else [None]
    return None if None in found else [one for one in found if one is not None]
