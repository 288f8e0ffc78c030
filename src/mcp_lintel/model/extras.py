"""What a server answers besides tools, resources and prompts: completions and HTTP routes of its own.

Source: mcp 1.7 to 2.3 and fastmcp 2.2 to 4.2, `completion` and `custom_route`; chuk-mcp-server 0.26, `endpoint`. Such
routes never stand behind the server's own authentication.
"""

from collections.abc import Iterator, Mapping

from mcp_lintel.model.composition import child_of
from mcp_lintel.model.entries import EntryMaker
from mcp_lintel.model.lowlevel import handlers
from mcp_lintel.model.parameters import located
from mcp_lintel.model.parts import Parts
from mcp_lintel.model.registrations import Handler, handler_of
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.types import Component, Endpoint, Located, Provenance, Route
from mcp_lintel.program.values import Args, Items, Value, text

ROUTES = frozenset({"custom_route", "endpoint", "add_endpoint"})
COMPLETIONS = frozenset({"completion", "add_completion_handler"})
MAX_DEPTH = 6


def add_extras(
    made: Parts, server: ServerObject, by_value: Mapping[int, ServerObject], entries: EntryMaker, endpoint: Endpoint
) -> None:
    """Add a server's completions and routes to its parts; the routes of mounted servers are served with its own."""
    for route, behind in _routes(server, server.conditions, by_value, 0):
        made.routes.append(route)
        made.entries.append(entries.route(route.path.value or "", behind, endpoint, route.place))
    if server.family.low_level:
        for value, _, conditions in handlers(server, "completion"):
            handler = handler_of(value)
            if handler is not None:
                made.completions.append(
                    _completion(handler, conditional=bool(set(conditions) - set(server.conditions)))
                )
        return
    for call in server.calls:
        handler = _handler(call, 0) if call.method in COMPLETIONS else None
        if handler is not None:
            made.completions.append(_completion(handler, conditional=_conditional(call, server.conditions)))
            name, place = handler.signature.name, handler.signature.place
            made.entries.append(entries.component("completion", name, handler, endpoint, place))


def _routes(
    server: ServerObject, around: tuple[int, ...], by_value: Mapping[int, ServerObject], depth: int
) -> Iterator[tuple[Route, Handler]]:
    for call in server.calls if depth < MAX_DEPTH else ():
        child = child_of(call)
        inner = by_value.get(id(child)) if child is not None else None
        if call.method in ROUTES:
            yield from _route(call, around)
        elif inner is not None and inner is not server:
            yield from _routes(inner, around, by_value, depth + 1)


def _route(call: MethodCall, around: tuple[int, ...]) -> Iterator[tuple[Route, Handler]]:
    settings = call.args if call.applied is None else call.applied
    handler = _handler(call, 1 if call.method == "add_endpoint" else 0)
    if handler is None:
        return
    place = settings.places.get(settings.key("path", 0) or 0, call.event.place)
    function = handler.signature
    conditional = _conditional(call, around)
    path = located(settings.get("path", 0), place)
    yield Route(path, _methods(settings), function.symbol, function.place, conditional), handler


def _methods(settings: Args) -> tuple[str, ...]:
    """The verbs of a route in capitals, GET for want of any; empty where they are not known."""
    given = settings.get("methods", 1)
    if not isinstance(given, Items):
        return ("GET",) if given is None else ()
    words = [text(item) for item in given.items]
    return tuple(word.upper() for word in words if word is not None)


def _handler(call: MethodCall, position: int) -> Handler | None:
    given: Value | None = call.args.get("handler") or call.args.get("fn")
    if given is None and position < len(call.args.positional):
        given = call.args.positional[position]
    return handler_of(given)


def _conditional(call: MethodCall, around: tuple[int, ...]) -> bool:
    return bool(set(call.event.conditions) - set(around))


def _completion(handler: Handler, *, conditional: bool) -> Component:
    function = handler.signature
    name = Located(function.name, function.place, Provenance.RESOLVED)
    return Component(name, function.symbol, function.place, None, conditional)
