"""Tools, resources and prompts put on a high-level server: every form of decorator and call.

Source: mcp 1.2 to 2.3 and fastmcp 2.0 to 4.2, `tool`, `add_tool`, constructor `tools=` and their like.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mcp_lintel.facts import expressions as e
from mcp_lintel.model.frameworks import TOOL_CLASSES
from mcp_lintel.model.global_registry import marked
from mcp_lintel.model.otherargs import in_common_words
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.program.values import (
    Args,
    Bound,
    Class,
    Ext,
    Function,
    Instance,
    Items,
    Lit,
    Made,
    Member,
    Partial,
    Value,
    dotted,
    options,
    text,
)
from mcp_lintel.text.span import Place

KINDS = {
    "tool": "tool", "add_tool": "tool", "resource": "resource", "add_resource": "resource",
    "add_resource_fn": "resource", "add_template": "resource", "prompt": "prompt", "add_prompt": "prompt",
    "view_tool": "tool", "register_function_as_tool": "tool", "resource_template": "resource",
}  # fmt: skip


UNSURE = -1
"""Stands among conditions for a name that is one of several."""


@dataclass(eq=False, slots=True)
class Handler:
    """The function behind a component: `bound` says that its first parameter is already filled."""

    function: Function
    bound: bool = False

    @property
    def signature(self) -> Function:
        """The function whose signature, name and docstring the framework sees: what functools.wraps copied from."""
        function, seen = self.function, 0
        while isinstance(function.wraps, Function) and seen < 10:
            function, seen = function.wraps, seen + 1
        return function

    @property
    def given(self) -> Value | None:
        """What was assigned to `__signature__`, which frameworks read before anything else; None when nothing was."""
        function: Value | None = self.function
        for _ in range(10):
            if not isinstance(function, Function):
                return None
            if "__signature__" in function.attrs:
                return function.attrs["__signature__"]
            function = function.wraps
        return None


@dataclass(eq=False, slots=True)
class Registration:
    """One component as it is put on a server: `keywords` holds its settings; `name` is None where nothing names it."""

    kind: str
    handler: Handler | None
    keywords: Args
    name: Value | None
    name_place: Place | None
    place: Place
    conditions: tuple[int, ...]
    order: int
    targets: list[Handler | None] = field(default_factory=list)
    """The handlers of each alternative, where the value registered may be one of several."""
    written: e.Expr | None = None
    """The name as it is written, where it is."""


def handler_of(value: Value | None) -> Handler | None:
    """The function a value calls, through bound methods, partials, callable objects and alternatives."""
    for option in options(value):
        match option:
            case Function():
                return Handler(option, bound=option.owner is not None and option.kind == "class")
            case Bound(function=Function() as function):
                return Handler(function, bound=True)
            case Partial(function=inner):
                return handler_of(inner)
            case Instance(cls=cls) if isinstance(cls.find("__call__"), Function):
                found = cls.find("__call__")
                return Handler(found, bound=True) if isinstance(found, Function) else None
    return None


def registrations(server: ServerObject) -> Iterator[Registration]:
    """Everything registered on a server by its constructor and its methods, in order."""
    yield from _constructed(server)
    for call in server.calls:
        kind = KINDS.get(call.method)
        if kind is not None:
            yield from _registered(kind, _in_common_words(call, server))


def _constructed(server: ServerObject) -> Iterator[Registration]:
    tools = server.built.get("tools") if server.built is not None else None
    for value in tools.items if isinstance(tools, Items) else ():
        yield component("tool", value, Args(), server.place, server.conditions, -1)


def _in_common_words(call: MethodCall, server: ServerObject) -> MethodCall:
    """The call with its settings in the words of the official SDK."""
    settings = in_common_words(server.family, call.method, call.args if call.applied is None else call.applied)
    if call.applied is None:
        return replace(call, args=settings)
    return replace(call, applied=settings)


def _registered(kind: str, call: MethodCall) -> Iterator[Registration]:
    event = call.event
    first = (
        call.args.get("fn", 0)
        or call.args.get("func")
        or call.args.get("tool")
        or call.args.get("name_or_fn")
        or call.args.get("resource")
    )
    if call.method.startswith(("add_", "register_")):
        yield component(kind, first, call.args, event.place, event.conditions, event.order)
    elif call.applied is not None:
        if first is not None:
            yield component(kind, first, call.applied, event.place, event.conditions, event.order)
    elif handler_of(first) is not None or isinstance(first, Made):
        yield component(kind, first, call.args, event.place, event.conditions, event.order)


def component(
    kind: str, value: Value | None, keywords: Args, place: Place, conditions: tuple[int, ...], order: int
) -> Registration:
    """A value as the component that it is put on a server as, with the settings it brings itself."""
    made = next((o for o in options(value) if isinstance(o, Made)), None)
    handler = handler_of(value)
    if handler is not None:
        keywords = _with_metadata(kind, handler.function, keywords)
    elif made is not None:
        inner = made.args.get("fn", 0) or made.args.get("func")
        if dotted(made.callee).removesuffix(".from_function") in TOOL_CLASSES or _is_factory(made):
            return _named(kind, inner, made.args, place, conditions, order)
    return _named(kind, value, keywords, place, conditions, order)


def _with_metadata(kind: str, function: Function, keywords: Args) -> Args:
    """The settings of a registration with those that a standalone decorator left on the function.

    Source: fastmcp 3 and later, `fastmcp.tools.tool` and its like, which only attach metadata.
    """
    found = marked(function)
    if found is None or found[0] != kind:
        return keywords
    given, args = found[1], found[1].args
    merged = Args(keywords.positional, {**args.named, **keywords.named}, keywords.open or args.open)
    merged.places = {**{k: v for k, v in args.places.items() if isinstance(k, str)}, **keywords.places}
    merged.written = {**{k: v for k, v in args.written.items() if isinstance(k, str)}, **keywords.written}
    key = "uri" if kind == "resource" else "name"
    if args.positional and key not in merged.named:
        merged.named[key] = args.positional[0]
        merged.places[key] = args.places.get(0, given.place)
    return merged


def _is_factory(made: Made) -> bool:
    return isinstance(made.callee, Ext | Member) and dotted(made.callee).endswith(".from_function")


def _named(
    kind: str, value: Value | None, keywords: Args, place: Place, conditions: tuple[int, ...], order: int
) -> Registration:
    key: str = "uri" if kind == "resource" else "name"
    name, name_place = keywords.get(key), keywords.places.get(key)
    written = keywords.written.get(key)
    for at, given in enumerate(keywords.positional[:2]) if name is None else ():
        if handler_of(given) is None and not isinstance(given, Made | Class):
            name, name_place, written = given, keywords.places.get(at), keywords.written.get(at)
            break
        if kind == "resource":
            break
    if isinstance(name, Lit) and name.value is None:
        name, name_place = None, None
    targets = [handler_of(option) for option in options(value)]
    return Registration(kind, handler_of(value), keywords, name, name_place, place, conditions, order, targets, written)


def alternatives(registration: Registration) -> list[Registration]:
    """One registration for each name it may have; the same one when its name is certain or cannot be read."""
    names = options(registration.name)
    if len(names) < 2 or any(text(name) is None for name in names):
        return [registration]
    targets = registration.targets if len(registration.targets) == len(names) else [registration.handler] * len(names)
    unsure = (*registration.conditions, UNSURE)
    return [replace(registration, name=n, handler=h, conditions=unsure) for n, h in zip(names, targets, strict=True)]


def name_text(registration: Registration) -> str | None:
    """The component's own name: as given, else the function's; None when it cannot be read."""
    if registration.name is not None:
        return text(registration.name)
    handler = registration.handler
    if handler is None:
        return None
    renamed = handler.function.attrs.get("__name__") or handler.signature.attrs.get("__name__")
    return text(renamed) if renamed is not None else handler.signature.name
