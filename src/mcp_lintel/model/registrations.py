"""Tools, resources and prompts put on a high-level server: every form of decorator and call.

Source: mcp 1.2 to 2.3 and fastmcp 2.0 to 4.2, `tool`, `add_tool`, constructor `tools=` and their like.
"""

from collections.abc import Iterator
from dataclasses import replace

from mcp_lintel.model.components import (
    UNSURE,
    Change,
    Handler,
    Registration,
    alternatives,
    handler_of,
    name_text,
)
from mcp_lintel.model.frameworks import TOOL_CLASSES
from mcp_lintel.model.global_registry import marked
from mcp_lintel.model.otherargs import in_common_words
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.program.values import (
    Args,
    Class,
    Ext,
    Function,
    Items,
    Lit,
    Made,
    Member,
    Value,
    dotted,
    options,
)
from mcp_lintel.text.span import Place

__all__ = [
    "KINDS",
    "UNSURE",
    "Change",
    "Handler",
    "Registration",
    "component",
    "constructed",
    "handler_of",
    "name_text",
    "registered",
]
KINDS = {
    "tool": "tool", "add_tool": "tool", "resource": "resource", "add_resource": "resource",
    "add_resource_fn": "resource", "add_template": "resource", "prompt": "prompt", "add_prompt": "prompt",
    "view_tool": "tool", "register_function_as_tool": "tool", "resource_template": "resource",
}  # fmt: skip


def registered(call: MethodCall, server: ServerObject) -> Iterator[Registration]:
    """What one call of a server's method registers, one a possible name."""
    kind = KINDS.get(call.method)
    for one in _registered(kind, _in_common_words(call, server)) if kind is not None else ():
        yield from alternatives(one)


def constructed(server: ServerObject) -> Iterator[Registration]:
    """What a server's constructor registers."""
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
    elif made is not None and dotted(made.callee).endswith("Tool.from_tool"):
        return _transformed(made, place, conditions, order)
    elif made is not None:
        inner = made.args.get("fn", 0) or made.args.get("func")
        if dotted(made.callee).removesuffix(".from_function") in TOOL_CLASSES or _is_factory(made):
            return _named(kind, inner, made.args, place, conditions, order)
    return _named(kind, value, keywords, place, conditions, order)


def _transformed(made: Made, place: Place, conditions: tuple[int, ...], order: int) -> Registration:
    """A tool made of another one: what `Tool.from_tool` leaves out is the other tool's."""
    inner = component("tool", made.args.get("tool", 0), Args(), place, conditions, order)
    settings = Args(named={**inner.keywords.named, **made.args.named}, places={**inner.keywords.places})
    settings.places |= made.args.places
    settings.open = made.args.open
    change = Change(made.place, made.args.get("transform_args"), function=handler_of(made.args.get("transform_fn")))
    name = made.args.get("name", 1)
    if name is None:
        return replace(inner, keywords=settings, changes=(*inner.changes, change))
    spot, written = made.args.places.get("name"), made.args.written.get("name")
    return replace(
        inner, keywords=settings, name=name, name_place=spot, written=written, changes=(*inner.changes, change)
    )


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
