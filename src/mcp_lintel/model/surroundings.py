"""What runs around the serving of a server and what it is put into: lifespans and mounts.

Source: `lifespan=` of mcp 1.3 to 2.3 and fastmcp 2.0 to 4.2, of Starlette and FastAPI; reference §2.4, §6.1, §7.2.
"""

from collections.abc import Iterator, Mapping, Sequence

from mcp_lintel.model.around import Around, last_name
from mcp_lintel.model.composition import child_of, prefix_of
from mcp_lintel.model.middleware import WEB_APPS
from mcp_lintel.model.parameters import located
from mcp_lintel.model.registrations import handler_of
from mcp_lintel.model.served import Layer, Lifespan, Mount
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.types import Located, Provenance
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import Args, Lit, Made, Member, Value, dotted, text
from mcp_lintel.text.span import Place


def lifespans(server: ServerObject, events: Sequence[Event], around: Around) -> tuple[Lifespan, ...]:
    """The functions that run around the serving: the server's own first, then those of apps that serve it."""
    found = list(_lifespan(server.built, server.place, Layer.SERVER))
    for event in events:
        if last_name(event.callee) in WEB_APPS and around.holds(event.result, server.value):
            found.extend(_lifespan(event.args, event.place, Layer.PARENT))
    return tuple(dict.fromkeys(found))


def _lifespan(args: Args | None, place: Place, layer: Layer) -> Iterator[Lifespan]:
    value = None if args is None else args.get("lifespan")
    if value is None or (isinstance(value, Lit) and value.value is None) or args is None:
        return
    handler = handler_of(value.args.positional[0] if isinstance(value, Made) and value.args.positional else value)
    where = args.places.get("lifespan", place)
    yield Lifespan(handler.signature.symbol if handler is not None else "", where, layer)


def mounts(
    server: ServerObject, by_value: Mapping[int, ServerObject], events: Sequence[Event], around: Around
) -> tuple[Mount, ...]:
    """The servers that are put into this one, then the paths under which its app is put into others."""
    found = [one for call in server.calls for one in _child(call, server, by_value)]
    for event in events:
        found.extend(_path(event, server, around))
    return tuple({one.place: one for one in found}.values())


def _child(call: MethodCall, server: ServerObject, by_value: Mapping[int, ServerObject]) -> Iterator[Mount]:
    child = child_of(call)
    inner = by_value.get(id(child)) if child is not None else None
    if inner is None:
        return
    place = call.event.place
    prefix, known = prefix_of(call)
    name: Located[str] = Located(inner.name, inner.place) if inner.name else Located(None, place, Provenance.UNKNOWN)
    namespace: Located[str] | None = Located(prefix, place) if prefix else None
    unsure = bool(set(call.event.conditions) - set(server.conditions))
    yield Mount(name, namespace if known else Located(None, place, Provenance.UNKNOWN), place, Layer.SERVER, unsure)


def _path(event: Event, server: ServerObject, around: Around) -> Iterator[Mount]:
    callee = event.callee
    by_method = isinstance(callee, Member) and callee.name == "mount" and callee.base is not server.value
    if not by_method and not dotted(callee).endswith(("routing.Mount", "routing.Host")):
        return
    passed: list[Value] = [*event.args.positional[1:], *event.args.named.values()]
    if not any(text(value) is None and around.holds(value, server.value) for value in passed):
        return
    place = event.args.places.get(event.args.key("path", 0) or 0, event.place)
    path = located(event.args.get("path", 0) or Lit("/"), place)
    unsure = bool(set(event.conditions) - set(server.conditions))
    yield Mount(path, None, event.place, Layer.APP, unsure)
