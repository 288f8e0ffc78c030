"""The routes of a FastAPI app as operations, in the order in which they are added.

Source: fastapi 0.115 to 0.165, `APIRouter`, `include_router`, `generate_unique_id` and `get_openapi`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mcp_lintel.model.fastapi_inputs import Inputs, Taken
from mcp_lintel.model.openapi import Operation
from mcp_lintel.model.parameters import Signatures
from mcp_lintel.model.registrations import Handler, handler_of
from mcp_lintel.program.attributes import docstring
from mcp_lintel.program.core import Event
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Args, Items, Lit, Made, Member, Partial, Value, dotted, text
from mcp_lintel.text.span import Place

APPS = frozenset({"fastapi.FastAPI", "fastapi.applications.FastAPI"})
ROUTERS = APPS | {"fastapi.APIRouter", "fastapi.routing.APIRouter"}
VERBS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Route:
    """A route: its operation, the function behind it, and what that takes; `order` is the number of its event."""

    operation: Operation
    handler: Handler
    place: Place
    order: int
    taken: Taken


@dataclass(frozen=True, slots=True)
class _Prefix:
    """What stands around a router's routes where it is included."""

    path: str = ""
    tags: tuple[str, ...] = ()


class FastApiRoutes:
    """Finds the routes of apps; `complete` is false once a route or router of the last app could not be read."""

    def __init__(self, reader: Interpreter, signatures: Signatures) -> None:
        self._reader = reader
        self._inputs = Inputs(reader, signatures)
        self.complete = True

    def of(self, app: Value | None) -> list[Route] | None:
        """The routes that an app publishes; None where it is no FastAPI app of the project."""
        self.complete = True
        if not isinstance(app, Made) or dotted(app.callee) not in APPS:
            return None
        unique = app.args.get("generate_unique_id_function")
        return list(self._routes(app, _Prefix(), unique, self._reader.events, 0))

    def _routes(
        self, router: Made, around: _Prefix, unique: Value | None, events: Sequence[Event], depth: int
    ) -> Iterator[Route]:
        own = _within(around, router.args) if depth else around
        if own is None or router.args.open or depth > MAX_DEPTH:
            self.complete = False
            return
        for event in events:
            method, settings, given = _call(event, router)
            if method == "include_router" and given is not None:
                yield from self._included(given, settings, own, unique, event, depth)
            elif method in (*VERBS, "api_route", "add_api_route") and given is not None:
                yield from self._route(method, settings, given, own, unique, event)

    def _included(
        self, given: Value, settings: Args, around: _Prefix, unique: Value | None, event: Event, depth: int
    ) -> Iterator[Route]:
        """The routes that a router holds when it is included."""
        inner = _within(around, settings)
        if not isinstance(given, Made) or dotted(given.callee) not in ROUTERS or inner is None:
            self.complete = False
            return
        if _is_false(settings.get("include_in_schema")) or _is_false(given.args.get("include_in_schema")):
            return
        chosen = settings.get("generate_unique_id_function") or given.args.get("generate_unique_id_function") or unique
        earlier = self._reader.events[: event.order]
        for route in self._routes(given, inner, chosen, earlier, depth + 1):
            yield replace(route, order=event.order)

    def _route(
        self, method: str, settings: Args, given: Value, around: _Prefix, unique: Value | None, event: Event
    ) -> Iterator[Route]:
        path, handler, verbs = text(settings.get("path", 0)), handler_of(given), _verbs(method, settings)
        if path is None or handler is None or verbs is None or settings.open:
            self.complete = False
            return
        if _is_false(settings.get("include_in_schema")):
            return
        whole = re.sub(r"\{(\w+):\w+\}", r"{\1}", around.path + path)
        tags = (*around.tags, *(_words(settings.get("tags")) or ()))
        name = text(settings.get("name")) or handler.signature.name
        for verb in verbs:
            unique_id = self._id(settings, name, whole, verb, tags, unique, event.place)
            if unique_id is None:
                self.complete = False
                continue
            taken = self._inputs.of(handler, whole)
            operation = Operation(
                verb,
                whole,
                unique_id,
                text(settings.get("summary")) or name.replace("_", " ").title(),
                text(settings.get("description")) or _documentation(handler),
                tags,
            )
            yield Route(operation, handler, handler.signature.place, event.order, taken)

    def _id(
        self, settings: Args, name: str, path: str, verb: str, tags: Sequence[str], unique: Value | None, place: Place
    ) -> str | None:
        """The operation's id: as given, by a function of the project, or FastAPI's own."""
        given = settings.get("operation_id")
        if given is not None and not (isinstance(given, Lit) and given.value is None):
            return text(given)
        chosen = settings.get("generate_unique_id_function") or unique
        if chosen is None:
            plain = re.sub(r"\W", "_", f"{name}{path}")
            return f"{plain}_{verb.lower()}"
        listed = Items("list", [Lit(tag) for tag in tags])
        attributes: dict[str, Value] = {"name": Lit(name), "path": Lit(path), "path_format": Lit(path), "tags": listed}
        attributes["methods"] = Items("set", [Lit(verb)])
        route = Made(Member(chosen, "route"), Args(), place, attributes)
        return text(self._reader.probe(Partial(chosen, Args([route])), place))


def _call(event: Event, router: Value) -> tuple[str, Args, Value | None]:
    """The method of a router that an event calls, its settings, and what it is handed; "" for any other event."""
    callee = event.callee
    if isinstance(callee, Made) and isinstance(callee.callee, Member) and callee.callee.base is router:
        return callee.callee.name, callee.args, event.args.get("func", 0)
    if isinstance(callee, Member) and callee.base is router:
        if callee.name == "add_api_route":
            return callee.name, event.args, event.args.get("endpoint", 1)
        if callee.name == "include_router":
            return callee.name, event.args, event.args.get("router", 0)
    return "", Args(), None


def _within(around: _Prefix, args: Args) -> _Prefix | None:
    """What stands around routes one router further in; None where it is not known."""
    prefix = args.get("prefix")
    path = "" if prefix is None else text(prefix)
    tags = _words(args.get("tags"))
    return None if path is None or tags is None else _Prefix(around.path + path, (*around.tags, *tags))


def _verbs(method: str, settings: Args) -> list[str] | None:
    if method in VERBS:
        return [method.upper()]
    given = settings.get("methods")
    found = _words(given)
    return None if found is None else [verb.upper() for verb in found] or ["GET"]


def _words(value: Value | None) -> list[str] | None:
    """The strings of a list; None where one is not known, empty for none given."""
    if value is None or (isinstance(value, Lit) and value.value is None):
        return []
    words = [text(item) for item in value.items] if isinstance(value, Items) and not value.open else [None]
    return None if None in words else [word for word in words if word is not None]


def _is_false(value: Value | None) -> bool:
    return isinstance(value, Lit) and value.value is False


def _documentation(handler: Handler) -> str:
    body = getattr(handler.signature.node, "body", ())
    return (docstring(body) or "") if isinstance(body, tuple) else ""
