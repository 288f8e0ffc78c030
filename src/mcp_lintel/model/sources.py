"""What a server gets components from besides registrations: specifications, apps, proxies, folders and providers.

Source: fastmcp 2.0 to 4.2 (`from_openapi`, `from_fastapi`, `as_proxy`, `create_proxy`, `providers=`, `add_provider`)
and fastapi-mcp 0.4.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mcp_lintel.model.composition import child_of, prefix_of
from mcp_lintel.model.frameworks import FROM_APP, MAKERS, family_of
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.program.values import Args, Instance, Items, Lit, Made, Member, Value, dotted, options, text
from mcp_lintel.text.span import Place

CREATING = frozenset((*MAKERS, *FROM_APP, "create_proxy", "FastMCPProxy", "FastMCPOpenAPI"))
"""The last names of what makes a server that has components from the start."""
MAX_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Source:
    """One source of components: `kind` is the last name of what makes it, `value` the object itself.

    `prefix` stands before every name, None where it is not known.
    """

    kind: str
    value: Value
    args: Args
    place: Place
    prefix: tuple[str, ...] | None
    conditions: tuple[int, ...]


def sources(
    server: ServerObject,
    by_value: Mapping[int, ServerObject],
    prefix: tuple[str, ...] | None = (),
    conditions: tuple[int, ...] = (),
    depth: int = 0,
) -> Iterator[Source]:
    """The sources of a server and of what is mounted into it, in order."""
    around = (*conditions, *server.conditions) if depth else server.conditions
    if server.maker in CREATING and server.built is not None:
        yield Source(server.maker, server.value, server.built, server.place, prefix, around)
    for value in _listed(server.built):
        yield from _source(value, server.place, prefix, around)
    for call in server.calls if depth < MAX_DEPTH else ():
        yield from _added(call, server, by_value, prefix, conditions, depth)


def _added(
    call: MethodCall,
    server: ServerObject,
    by_value: Mapping[int, ServerObject],
    prefix: tuple[str, ...] | None,
    conditions: tuple[int, ...],
    depth: int,
) -> Iterator[Source]:
    """The sources that one `mount` or `add_provider` brings."""
    child = child_of(call)
    inner = by_value.get(id(child)) if child is not None else None
    if inner is server or (inner is None and call.method != "add_provider"):
        return
    word, known = prefix_of(call)
    joined = None if prefix is None or not known else (*prefix, word) if word else prefix
    around = (*conditions, *call.event.conditions)
    if inner is not None:
        yield from sources(inner, by_value, joined, around, depth + 1)
        return
    given = call.args.get("provider", 0)
    if given is not None:
        yield from _source(given, call.event.place, joined, around)


def _listed(built: Args | None) -> list[Value]:
    """The providers that a constructor is handed."""
    given = None if built is None else built.get("providers")
    return [v for o in options(given) for v in (o.items if isinstance(o, Items) else [o]) if not isinstance(o, Lit)]


def _source(
    value: Value, place: Place, prefix: tuple[str, ...] | None, conditions: tuple[int, ...]
) -> Iterator[Source]:
    for option in options(value):
        while isinstance(option, Made) and isinstance(option.callee, Member) and isinstance(option.callee.base, Made):
            option, prefix = option.callee.base, None
        if family_of(option) is not None:
            continue
        if isinstance(option, Made):
            kind = dotted(option.callee).rpartition(".")[2]
            yield Source(kind, option, option.args, option.place, prefix, conditions)
        elif isinstance(option, Instance):
            yield Source(option.cls.node.name, option, Args(open=True), option.place, prefix, conditions)
        else:
            yield Source("", option, Args(open=True), place, prefix, conditions)


def target(args: Args) -> str:
    """What a proxy passes on, in words: the host of an address, the servers of a configuration."""
    given = args.get("target", 0) or args.get("backend", 0) or args.get("client_factory", 0)
    address = text(given)
    if address is not None and "://" in address:
        host = address.partition("://")[2].partition("/")[0].partition("?")[0].rpartition("@")[2]
        return f"the server at {host}"
    return "another server"
