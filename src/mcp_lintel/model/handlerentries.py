"""What a client can call of a low-level server, its handlers, the one for tools once for each tool; and middleware.

Source: mcp 1.0 to 1.28, decorators of `mcp.server.lowlevel.Server`, whose functions get the parts of a request one by
one, and `validate_input` (1.10 and later); mcp 2.0 to 2.3, constructor keywords `on_…` and `add_request_handler`, whose
functions get the context and the parameters of the request, of which nothing is checked; fastmcp 2.9 to 4.2,
`Middleware`, whose methods get a context with the `message`; Starlette, `BaseHTTPMiddleware.dispatch`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mcp_lintel.model import lowlevel
from mcp_lintel.model.entries import Entry, own_parameters
from mcp_lintel.model.parts import Parts
from mcp_lintel.model.registrations import Handler, handler_of
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.model.types import Endpoint, Kind, Parameter, ParameterForm, Shape, Tool
from mcp_lintel.program.values import Function, Value, truth
from mcp_lintel.text.span import Place

FIELDS = {
    "read_resource": ("resource", ("uri",)),
    "subscribe_resource": ("resource", ("uri",)),
    "get_prompt": ("prompt", ("name", "arguments")),
    "completion": ("completion", ("ref", "argument", "context")),
}
"""What the handlers of other requests are handed, by position in mcp 1 and as attributes in mcp 2."""

ARGUMENTS = frozenset({"on_call_tool", "on_get_prompt"})
MESSAGES = {"on_read_resource": ".uri", "on_message": "", "on_request": ""}
"""Other hooks of fastmcp's middleware that get what a client sends, and which part of the message that is."""


def handler_entries(server: ServerObject, endpoint: Endpoint, made: Parts) -> Iterator[Entry]:
    """The entries of one low-level server, whose tools are known by now."""
    for value, _, _ in lowlevel.effective(server, "call_tool"):
        handler = handler_of(value)
        if handler is not None:
            yield from _tools(_Form(server, "call_tool", value, handler), endpoint, made)
    for request, (surface, fields) in FIELDS.items():
        for value, _, _ in lowlevel.effective(server, request):
            handler = handler_of(value)
            if handler is not None:
                yield _other(_Form(server, request, value, handler), surface, fields, endpoint)


class _Form:
    """How a handler is handed the parts of a request; for a wrapper with `*args` what it wraps stands in."""

    def __init__(self, server: ServerObject, request: str, value: Value, handler: Handler) -> None:
        calls = (c for c in server.calls if c.method == request and c.applied is not None)
        self.decorator = next((c.applied for c in calls if c.args.positional[:1] == [value]), None)
        self._names = [param.name for param in own_parameters(handler) if param.kind in ("positional", "ordinary")]
        taken = {param.name for param in handler.function.node.params}
        self.handler = handler if taken.issuperset(self._names[:2]) else replace(handler, function=handler.signature)

    def part(self, name: str, position: int) -> str:
        """Where the handler finds a part of the request, "" where it takes none."""
        if self.decorator is None:
            return f"{self._names[1]}.{name}" if len(self._names) > 1 else ""
        return self._names[position] if position < len(self._names) else ""

    @property
    def injected(self) -> tuple[str, ...]:
        """The context that mcp 2 hands over."""
        return tuple(self._names[:1]) if self.decorator is None else ()

    @property
    def validated(self) -> bool:
        """Are arguments held to the published schema?"""
        given = None if self.decorator is None else self.decorator.get("validate_input")
        return self.decorator is not None and (given is None or truth(given) is not False)


def _tools(form: _Form, endpoint: Endpoint, made: Parts) -> Iterator[Entry]:
    """The call handler for each tool, and for any other name unless all are known."""
    known: dict[str, Tool | None] = {tool.local_name: tool for tool, _ in made.tools}
    known.update({one.value: None for one in made.undeclared if one.value is not None})
    for name, tool in known.items():
        yield _call(form, endpoint, name, tool)
    if made.opened or not known:
        yield _call(form, endpoint, "", None)


def _call(form: _Form, endpoint: Endpoint, name: str, tool: Tool | None) -> Entry:
    handler = form.handler
    asked = form.part("name", 0)
    shown = name if tool is None else tool.name.value or name
    return Entry(
        surface="tool",
        name=shown or handler.signature.name,
        function=handler.function,
        signature=handler.signature,
        bound=handler.bound,
        endpoint=endpoint,
        place=handler.signature.place if tool is None else tool.place,
        parameters=() if tool is None else tool.parameters,
        injected=form.injected,
        prefilled={asked: name} if asked and name else {},
        arguments=form.part("arguments", 1),
        validated=form.validated and tool is not None,
    )


def _other(form: _Form, surface: str, fields: tuple[str, ...], endpoint: Endpoint) -> Entry:
    """A handler of another request."""
    handler = form.handler
    parts = [(form.part(name, at), name) for at, name in enumerate(fields) if name != "arguments"]
    sent = tuple((part, _parameter(name, handler)) for part, name in parts if part)
    return Entry(
        surface=surface,
        name=handler.signature.name,
        function=handler.function,
        signature=handler.signature,
        bound=handler.bound,
        endpoint=endpoint,
        place=handler.signature.place,
        parameters=tuple(parameter for _, parameter in sent),
        sent=sent,
        injected=form.injected,
        arguments=form.part("arguments", fields.index("arguments")) if "arguments" in fields else "",
        validated=False,
    )


def _parameter(name: str, handler: Handler) -> Parameter:
    """A part of a request as a parameter of any text."""
    function = handler.signature
    spots = {param.name: param.name_span for param in function.node.params}
    place = Place(function.env.path, spots[name]) if name in spots else function.place
    shape = Shape(Kind.UNKNOWN)
    return Parameter(name, place, True, None, shape, ParameterForm.SCHEMA, symbol=function.symbol)


def hook_entries(hooks: Iterable[Function], endpoint: Endpoint) -> Iterator[Entry]:
    """The functions of middleware, which get every request before anything has checked it."""
    for function in hooks:
        handler = Handler(function, bound=function.owner is not None and function.kind != "static")
        first = next((param.name for param in own_parameters(handler)), "")
        name = function.name if function.owner is None else function.owner.node.name
        made = Entry(
            "middleware", name, function, handler.signature, handler.bound, endpoint, function.place, validated=False
        )
        if function.name in ARGUMENTS:
            yield replace(made, arguments=f"{first}.message.arguments")
        elif function.name in MESSAGES:
            part = _parameter("message", handler)
            yield replace(made, parameters=(part,), sent=((f"{first}.message{MESSAGES[function.name]}", part),))
        elif function.name == "dispatch" or function.owner is None:
            yield replace(made, request=first)
