"""What a client can call: every function of the project that a request ends in, with what the client fills in.

Source: reference sections 2 and 14. High-level servers hand arguments on by keyword (mcp 1.2 to 2.3, fastmcp 2.0 to
4.2); handlers of low-level servers take `(name, arguments)` in mcp 1.x and `(context, params)` in mcp 2.x.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mcp_lintel.facts import statements as s
from mcp_lintel.model.parameters import Signatures, declared
from mcp_lintel.model.placed import Placed
from mcp_lintel.model.registrations import Handler
from mcp_lintel.model.types import Endpoint, Parameter
from mcp_lintel.program.values import Function
from mcp_lintel.text.span import Place

PLACEHOLDERS = re.compile(r"\{[+#./;?&]?([^{}]+)\}")
"""Expressions of a URI template (RFC 6570), of which fastmcp 2.2 to 4.2 and mcp 2 take more than plain names."""
ORDINARY = frozenset({"positional", "ordinary"})

Sent = tuple[tuple[str, Parameter], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Entry:
    """A function that a client can call.

    `surface` is tool, resource, prompt, completion, route or middleware, `name` what the client calls: the visible
    name, the URI of a resource, the path of a route. `function` is what really runs, `signature` what the framework
    reads; `bound` says that the first parameter of both is filled already. `parameters` are what the client sends.
    """

    surface: str
    name: str
    function: Function
    signature: Function
    bound: bool
    endpoint: Endpoint
    place: Place
    parameters: tuple[Parameter, ...] = ()
    sent: Sent = ()
    """The parameters by the name under which the function gets them; `params.uri` is an attribute of a parameter.

    What is passed by keyword only because of a wrapper with `**kwargs` is here under the name in the signature.
    """
    injected: tuple[str, ...] = ()
    """The parameters of the signature that the framework fills in."""
    request: str = ""
    """The parameter that holds an HTTP request."""
    prefilled: Mapping[str, str] = field(default_factory=dict)
    """Literals by parameter or part of one: the name of the tool that a call handler is asked for."""
    arguments: str = ""
    """The parameter, or part of one, that holds the client's arguments as a dict."""
    validated: bool = True
    """Are the arguments checked against the types or the schema before the function runs?"""


class EntryMaker:
    """Makes the entries of high-level servers."""

    def __init__(self, signatures: Signatures) -> None:
        self._signatures = signatures

    def placed(
        self, item: Placed, endpoint: Endpoint, parameters: Sequence[Parameter] | None = None
    ) -> Iterator[Entry]:
        """The entries of one component: its function, and those that transformations put before it.

        `parameters` are those of a tool after all transformations, None for what its signature says.
        """
        own, place, before = item.registration.handler, item.registration.place, [c.function for c in item.changes]
        for handler in (own, *before):
            if handler is None:
                continue
            name = item.name or ("" if item.kind == "resource" else handler.signature.name)
            if handler is own and parameters is not None:
                yield self._entry(item.kind, name, handler, endpoint, tuple(parameters), place)
            else:
                yield self.component(item.kind, name, handler, endpoint, place)

    def component(self, surface: str, name: str, handler: Handler, endpoint: Endpoint, place: Place) -> Entry:
        """A tool, resource, prompt or completion; of a resource only what its URI has a placeholder for is sent."""
        own = self._signatures.parameters(handler, endpoint.family, name, generations=endpoint.generations)
        if surface == "resource" and name:
            inside = placeholders(name)
            own = tuple(one for one in own if one.name in inside)
        return self._entry(surface, name, handler, endpoint, own, place)

    def route(self, path: str, handler: Handler, endpoint: Endpoint, place: Place) -> Entry:
        """An HTTP route that takes a request of Starlette; for a wrapper with `*args` what it wraps stands in."""
        first = first_parameter(handler)
        runs = handler if first else replace(handler, function=handler.signature)
        return replace(self._entry("route", path, runs, endpoint, (), place), request=first or first_parameter(runs))

    def operation(self, name: str, handler: Handler, endpoint: Endpoint, place: Place, filled: Sequence[str]) -> Entry:
        """A tool made of a FastAPI route, without the parameters that FastAPI fills in."""
        own = self._signatures.parameters(handler, endpoint.family, name)
        by_place = {Place(handler.signature.env.path, one.name_span): one.name for one in own_parameters(handler)}
        sent = tuple(one for one in own if by_place.get(one.place) not in filled)
        made = self._entry("tool", name, handler, endpoint, sent, place)
        return replace(made, injected=tuple(dict.fromkeys((*made.injected, *filled))))

    def _entry(
        self,
        surface: str,
        name: str,
        handler: Handler,
        endpoint: Endpoint,
        parameters: tuple[Parameter, ...],
        place: Place,
    ) -> Entry:
        by_place = {parameter.place: parameter for parameter in parameters}
        sent = []
        for one in declared(handler):
            found = by_place.get(Place(one.function.env.path, one.param.name_span))
            if found is not None:
                sent.append((one.param.name, found))
        return Entry(
            surface,
            name,
            handler.function,
            handler.signature,
            handler.bound,
            endpoint,
            place,
            parameters,
            tuple(sent),
            self._signatures.injected_names(handler, endpoint.family),
        )


def own_parameters(handler: Handler) -> tuple[s.Param, ...]:
    """The parameters of a handler's signature without the one that is filled already."""
    return _unfilled(handler.signature, handler)


def first_parameter(handler: Handler) -> str:
    """The parameter of what runs that gets the only positional argument; "" where it goes into `*args`."""
    return next((one.name for one in _unfilled(handler.function, handler) if one.kind in ORDINARY), "")


def _unfilled(function: Function, handler: Handler) -> tuple[s.Param, ...]:
    params = function.node.params
    return params[1:] if handler.bound and params and params[0].kind in ORDINARY else params


def placeholders(uri: str) -> frozenset[str]:
    """The names that a URI template has a place for."""
    found = (name for group in PLACEHOLDERS.findall(uri) for name in group.split(","))
    return frozenset(re.sub(r"(\*|:\d+)$", "", name.strip()) for name in found)
