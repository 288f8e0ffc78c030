"""Components that methods of a class are, put on a server by `MCPMixin`, under the names it gives them.

Source: fastmcp 2.2 to 4.2, `fastmcp.contrib.mcp_mixin`: `register_all`, `register_tools`, `register_resources`,
`register_prompts`. They go through an object's attributes in the order of their names.
"""

from collections.abc import Iterable, Iterator, Mapping

from mcp_lintel.model.frameworks import family_of
from mcp_lintel.model.global_registry import applied
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import Args, Bound, Class, Function, Instance, Lit, Member, Unknown, Value, text, truth

PACKAGES = ("fastmcp.contrib.mcp_mixin", "fastmcp.contrib.mcp_mixin.mcp_mixin")
MIXINS = tuple(f"{package}.MCPMixin" for package in PACKAGES)
MARKERS = {
    f"{package}.mcp_{kind}": kind for package in PACKAGES for kind in ("tool", "resource", "prompt")
}  # fmt: skip
REGISTERS = {
    "register_all": ("tool", "resource", "prompt"), "register_tools": ("tool",),
    "register_resources": ("resource",), "register_prompts": ("prompt",),
}  # fmt: skip
ORDER = ("mcp_server", "prefix", "separator")
ALL_ORDER = ("mcp_server", "prefix", "tool_separator", "resource_separator", "prompt_separator")
Marks = Mapping[tuple[int, str], Args]
"""The settings of decorators, by the identity of the function and the kind of component."""


def mix_in(events: Iterable[Event], servers: Iterable[ServerObject]) -> None:
    """Add to each server's calls the registrations that objects of mixin classes make on it."""
    events = list(events)
    by_value = {id(server.value): server for server in servers}
    marks = _marks(events)
    for event in events if marks else ():
        callee = event.callee
        if not (isinstance(callee, Member) and callee.name in REGISTERS and isinstance(callee.base, Instance)):
            continue
        args = _named(event.args, ALL_ORDER if callee.name == "register_all" else ORDER)
        given = args.get("mcp_server")
        server = by_value.get(id(given)) if family_of(given) is not None else None
        if server is not None and callee.base.cls.derives(*MIXINS):
            for kind in REGISTERS[callee.name]:
                server.calls.extend(_calls(kind, callee.base, args, event, marks))
            server.calls.sort(key=lambda call: call.event.order)


def _marks(events: Iterable[Event]) -> dict[tuple[int, str], Args]:
    found = {}
    for event in events:
        name, args, outer = applied(event)
        if name in MARKERS and outer is not None and args.positional and isinstance(args.positional[0], Function):
            found[id(args.positional[0]), MARKERS[name]] = outer
    return found


def _named(args: Args, order: tuple[str, ...]) -> Args:
    return Args(named={**dict(zip(order, args.positional, strict=False)), **args.named}, open=args.open)


def _calls(kind: str, instance: Instance, args: Args, event: Event, marks: Marks) -> Iterator[MethodCall]:
    for function in _methods(instance.cls):
        settings = marks.get((id(function), kind))
        if settings is None or _switched_off(settings):
            continue
        given = _settings(kind, function, settings, args)
        given.positional.append(Bound(function, instance))
        yield MethodCall(f"add_{kind}", given, None, "", event)


def _methods(cls: Class) -> Iterator[Function]:
    names = {name for one in cls.lineage() if isinstance(one, Class) for name in one.body.names}
    for name in sorted(names):
        found = cls.find(name)
        if isinstance(found, Function):
            yield found


def _switched_off(settings: Args) -> bool:
    """`enabled=False` leaves a component out, or hides it in fastmcp 2.8 to 2.14."""
    return "enabled" in settings.named and truth(settings.named["enabled"]) is False


def _settings(kind: str, function: Function, settings: Args, args: Args) -> Args:
    """The settings of the registration: those of the decorator, behind the prefix of the call."""
    key = "uri" if kind == "resource" else "name"
    own = settings.get(key, 0)
    if own is None or (isinstance(own, Lit) and own.value is None):
        own = Lit(function.name)
    named = {**settings.named, key: _behind(own, kind, args)}
    place = settings.places.get(settings.key(key, 0) or "", function.place)
    return Args(named=named, open=settings.open, places={**settings.places, key: place})


def _behind(own: Value, kind: str, args: Args) -> Value:
    """A name behind the prefix and the separator."""
    prefix = args.get("prefix")
    if prefix is None or (isinstance(prefix, Lit) and not prefix.value):
        return own
    separator = args.get("separator") or args.get(f"{kind}_separator") or Lit("+" if kind == "resource" else "_")
    words = text(prefix), text(separator), text(own)
    if None in words:
        return Unknown("the prefix of a mixin is computed at run time")
    return Lit("".join(word for word in words if word is not None))
