"""What a FastAPI route takes from a request, by place: path, query, header, cookie and body.

Source: fastapi 0.115 to 0.165, `get_dependant` and `get_body_field`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mcp_lintel.model.parameters import Signatures
from mcp_lintel.model.registrations import Handler, handler_of
from mcp_lintel.model.schema import schema_parameters
from mcp_lintel.model.types import Family, Kind, Parameter
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import (
    Args,
    Class,
    Function,
    Instance,
    Items,
    Lit,
    Made,
    Member,
    Subscripted,
    Value,
    dotted,
    options,
    text,
)

GIVEN = frozenset({"Request", "Response", "BackgroundTasks", "WebSocket", "HTTPConnection", "SecurityScopes"})
"""Classes of fastapi and starlette that FastAPI fills in itself."""
PLACES = {"Path": "path", "Query": "query", "Header": "header", "Cookie": "cookie"}
PLACES |= {"Body": "body", "Form": "body", "File": "body"}
BODIES = frozenset({Kind.MODEL, Kind.MAPPING, Kind.ARRAY})
MAX_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Taken:
    """What a route takes: parameters with their place, those in the body as properties; `whole` names a body that has
    none. `partial` says that some could not be read."""

    outside: tuple[tuple[str, Parameter], ...] = ()
    body: tuple[Parameter, ...] = ()
    whole: Parameter | None = None
    partial: bool = False

    def parameters(self, family: Family, tool: str) -> tuple[Parameter, ...]:
        """The arguments of the tool that a framework makes of the route."""
        if family is Family.FASTAPI_MCP:
            kept = {one.name: one for place, one in self.outside if place in ("path", "query")}
            found = list({**kept, **{one.name: one for one in self.body}}.values())
        else:
            body = [*self.body, *([self.whole] if self.whole is not None else [])]
            times = Counter([*(one.name for _, one in self.outside), *(one.name for one in self.body)])
            named = (
                replace(one, name=f"{one.name}__{place}") if times[one.name] > 1 else one for place, one in self.outside
            )
            found = [*named, *body]
        return tuple(replace(one, tool=tool) for one in found)


@dataclass(frozen=True, slots=True)
class _One:
    """A parameter of a function, where it comes from, and the call that says so."""

    place: str
    parameter: Parameter
    model: Class | None
    marker: Made | None


class Inputs:
    """Reads what routes take."""

    def __init__(self, reader: Interpreter, signatures: Signatures) -> None:
        self._reader = reader
        self._signatures = signatures

    def of(self, handler: Handler, path: str) -> Taken:
        """What the function behind a path takes, with what its dependencies take."""
        inside = frozenset(re.findall(r"\{(\w+)\}", path))
        found, partial = self._function(handler.signature, inside, bound=handler.bound, depth=0)
        outside = tuple((one.place, one.parameter) for one in found if one.place != "body")
        bodies = [one for one in found if one.place == "body"]
        if len(bodies) == 1 and not _embeds(bodies[0]):
            return self._single(bodies[0], outside, partial=partial)
        return Taken(outside, tuple(one.parameter for one in bodies), None, partial)

    def _single(self, body: _One, outside: tuple[tuple[str, Parameter], ...], *, partial: bool) -> Taken:
        """A body that is one parameter: the fields of a model, or the whole."""
        parameter = body.parameter
        if body.model is None:
            title = re.sub(r"[^a-zA-Z0-9_]", "_", parameter.name.replace("_", " ").title().lower())
            return Taken(outside, (), replace(parameter, name=title), partial)
        schema = Made(Member(body.model, "model_json_schema"), Args(), parameter.place)
        shapes = self._signatures.shapes
        fields, more = schema_parameters(schema, None, parameter.place, "", parameter.symbol, shapes)
        if not parameter.required:
            fields = tuple(replace(one, required=False) for one in fields)
        return Taken(outside, fields, None, partial or more)

    def _function(
        self, function: Function, inside: frozenset[str], *, bound: bool, depth: int
    ) -> tuple[list[_One], bool]:
        """The parameters of a function and of what it depends on, and whether some could not be read."""
        found: dict[tuple[str, str], _One] = {}
        partial = depth > MAX_DEPTH
        named = {p.name: p for p in self._signatures.parameters(Handler(function, bound), Family.CHUK, "")}
        for param in function.node.params[1 if bound else 0 :] if not partial else ():
            annotation = None if param.annotation is None else self._reader.look(param.annotation, function.env)
            marker = _marker(function.defaults.get(param.name), annotation)
            if param.name in named and (marker is None or _last(marker) in PLACES):
                one = self._one(named[param.name], annotation, marker, inside)
                if one is not None:
                    found.setdefault((one.place, one.parameter.name), one)
            elif marker is not None:
                dependency = marker.args.get("dependency", 0) or annotation
                more, unknown = self._dependency(dependency, inside, depth)
                partial = partial or unknown
                for other in more:
                    found.setdefault((other.place, other.parameter.name), other)
        return list(found.values()), partial

    def _dependency(self, value: Value | None, inside: frozenset[str], depth: int) -> tuple[list[_One], bool]:
        """What a dependency takes; an object of a library, such as a security scheme, takes nothing that is listed."""
        if isinstance(value, Made):
            return [], False
        if isinstance(value, Class):
            value = value.find("__init__")
            bound = True
        elif isinstance(value, Instance):
            value = value.cls.find("__call__")
            bound = True
        else:
            bound = False
        handler = handler_of(value)
        if handler is None:
            return [], True
        return self._function(handler.signature, inside, bound=bound or handler.bound, depth=depth + 1)

    @staticmethod
    def _one(
        parameter: Parameter, annotation: Value | None, marker: Made | None, inside: frozenset[str]
    ) -> _One | None:
        """One parameter with its place; None for what FastAPI fills in."""
        plain = _plain(annotation)
        if dotted(plain).rpartition(".")[2] in GIVEN and dotted(plain).startswith(("fastapi", "starlette")):
            return None
        model = plain if isinstance(plain, Class) and parameter.shape.kind is Kind.MODEL else None
        place = PLACES.get(_last(marker), "") if marker is not None else ""
        if parameter.name in inside:
            place = "path"
        place = place or ("body" if parameter.shape.kind in BODIES else "query")
        alias = text(marker.args.get("alias")) if marker is not None else None
        name = alias or (parameter.name.replace("_", "-") if place == "header" else parameter.name)
        required = place == "path" or (parameter.required and not _has_default(marker))
        return _One(place, replace(parameter, name=name, required=required), model, marker)


def filled_in(handler: Handler, reader: Interpreter) -> tuple[str, ...]:
    """The parameters of a route's function that FastAPI fills in: dependencies, the request and its like."""
    found = []
    for param in handler.signature.node.params:
        annotation = None if param.annotation is None else reader.look(param.annotation, handler.signature.env)
        marker, plain = _marker(handler.signature.defaults.get(param.name), annotation), dotted(_plain(annotation))
        is_given = plain.rpartition(".")[2] in GIVEN and plain.startswith(("fastapi", "starlette"))
        if is_given or (marker is not None and _last(marker) not in PLACES):
            found.append(param.name)
    return tuple(found)


def _marker(default: Value | None, annotation: Value | None) -> Made | None:
    """The call that says where a parameter comes from: its default, or an extra of its annotation."""
    for value in (default, *_extras(annotation)):
        if isinstance(value, Made) and _last(value) in (*PLACES, "Depends", "Security"):
            return value
    return None


def _extras(annotation: Value | None) -> Iterator[Value]:
    if isinstance(annotation, Subscripted) and dotted(annotation.base).endswith("Annotated"):
        yield from annotation.index.items[1:] if isinstance(annotation.index, Items) else ()


def _plain(annotation: Value | None) -> Value | None:
    """A type without `Annotated`, and without None beside it."""
    if isinstance(annotation, Subscripted) and isinstance(annotation.index, Items):
        name, parts = dotted(annotation.base).rpartition(".")[2], annotation.index.items
        if name == "Annotated" and parts:
            return _plain(parts[0])
        solid = [part for part in parts if not (isinstance(part, Lit) and part.value is None)]
        if name in ("Union", "Optional") and len(solid) == 1:
            return _plain(solid[0])
    if isinstance(annotation, Subscripted) and dotted(annotation.base).endswith("Optional"):
        return _plain(annotation.index)
    return next(iter(options(annotation)), None)


def _last(made: Made) -> str:
    return dotted(made.callee).rpartition(".")[2]


def _embeds(one: _One) -> bool:
    """Is a single body parameter wanted under its own name? Form fields and files always are."""
    if one.marker is None:
        return False
    embed = one.marker.args.get("embed")
    return _last(one.marker) in ("Form", "File") or (isinstance(embed, Lit) and embed.value is True)


def _has_default(marker: Made | None) -> bool:
    """Does `Query(…)` give a default? `...` is none."""
    given = None if marker is None else marker.args.get("default", 0)
    if marker is not None and "default_factory" in marker.args.named:
        return True
    return given is not None and not (isinstance(given, Lit) and given.value is ...)
