"""Attributes and methods of servers, components and contexts that the allowed versions do not have."""

from collections.abc import Iterator, Mapping, Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.model.driftcalls import class_span, own_calls
from mcp_lintel.model.driftfiles import File
from mcp_lintel.model.driftrange import Ranges
from mcp_lintel.model.drifttable import Row, table
from mcp_lintel.model.drifttypes import Drift, DriftKind, DriftState
from mcp_lintel.model.frameworks import FASTMCP_CONTEXTS, SDK_CONTEXTS, SERVERS, family_of, is_part
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import Class, Env, Ext, Function, Instance, Value, options
from mcp_lintel.text.span import Place

FASTMCP_CONTEXT = "fastmcp.Context"
MCPSERVER_CONTEXT = "mcp.server.mcpserver.Context"


def read_drifts(
    servers: Sequence[ServerObject],
    events: Sequence[Event],
    files: Mapping[str, File],
    components: frozenset[int],
    ranges: Ranges,
) -> Iterator[Drift]:
    """What is called on a server wherever it is followed to, and what is read of names in each file.

    `components` are the ids of decorated functions' nodes.
    """
    for server in servers:
        for call in own_calls(server):
            if call.applied is None:
                yield from _drift(server.family, call.method, call.event.place, call.event.symbol, ranges)
    for event in events:
        owner, _, method = event.callee.name.rpartition(".") if isinstance(event.callee, Ext) else ("", "", "")
        family = SERVERS.get(owner)
        if family is not None:
            yield from _drift(family, method, event.place, event.symbol, ranges)
    for file in files.values():
        known = _known(file.env, components)
        yield from _reads(file.body, file, known, ranges)


Known = dict[str, tuple[str, frozenset[str]]]
"""What the table calls a name's value, and the attributes that its own class defines."""


def _known(env: Env, components: frozenset[int]) -> Known:
    """The names of a module that stand for a server or a component."""
    found: Known = {}
    for name, value in env.names.items():
        for option in options(value):
            family = None if is_part(option) else family_of(option)
            if family is not None:
                found[name] = str(family), _own_attributes(option)
            elif isinstance(option, Function) and id(option.node) in components:
                found[name] = "component", frozenset()
    return found


def _reads(body: object, file: File, known: Known, ranges: Ranges) -> Iterator[Drift]:
    """The attributes below a node, of names as this scope knows them."""
    for item in descend(body, into_functions=False):
        if isinstance(item, s.Function):
            inner = {name: of for name, of in known.items() if name not in _own_names(item)}
            inner |= {param.name: (of, frozenset()) for param in item.params if (of := _context(param, file.env))}
            yield from _reads(item.body, file, inner, ranges)
        elif isinstance(item, s.Class):
            yield from _reads(item.body, file, known, ranges)
        elif isinstance(item, e.Attribute):
            head, _, rest = spelled(item).partition(".")
            of, own = known.get(head, ("", frozenset()))
            if of and rest.partition(".")[0] not in own:
                yield from _drift(of, rest, Place(file.path, item.span), "", ranges)


def _own_attributes(value: Value) -> frozenset[str]:
    """The attributes that a project's subclass of a server defines itself."""
    if not isinstance(value, Instance):
        return frozenset()
    classes = (cls for cls in value.cls.lineage() if isinstance(cls, Class))
    return frozenset(name for cls in classes for name in cls.body.names) | frozenset(value.attrs)


def _own_names(function: s.Function) -> set[str]:
    """The names a function binds for itself."""
    bound = {param.name for param in function.params}
    shared: set[str] = set()
    for item in descend(function.body, into_functions=False):
        if isinstance(item, s.Assign):
            bound |= {target.id for target in item.targets if isinstance(target, e.Name)}
        elif isinstance(item, s.Scope):
            shared |= set(item.names)
    return bound - shared


def _context(param: s.Param, env: Env) -> str:
    """What the table calls the context that a parameter is annotated with; "" for another parameter."""
    for name in contexts_in(param.annotation, env):
        if name in FASTMCP_CONTEXTS:
            return FASTMCP_CONTEXT
        if name in SDK_CONTEXTS and "mcpserver" in name:
            return MCPSERVER_CONTEXT
    return ""


def contexts_in(annotation: e.Expr | None, env: Env) -> Iterator[str]:
    """The outside names below an annotation that may be context classes."""
    for item in descend(annotation) if annotation is not None else ():
        if isinstance(item, e.Constant) and isinstance(item.value, str):
            head, _, rest = item.value.partition(".")
        elif isinstance(item, e.Name | e.Attribute):
            head, _, rest = spelled(item).partition(".")
        else:
            continue
        for option in options(env.find(head)):
            if isinstance(option, Ext):
                full = f"{option.name}.{rest}" if rest else option.name
                if full in FASTMCP_CONTEXTS or full in SDK_CONTEXTS:
                    yield full


def _drift(of: str, name: str, place: Place, symbol: str, ranges: Ranges) -> Iterator[Drift]:
    row = _row(of, name)
    found = None if row is None else ranges.state(row, class_span(of))
    if row is not None and found is not None and found[0] is not DriftState.LATER:
        declared = ranges.declared(row.distribution)
        owner = "a decorated function" if of == "component" else f"`{of.rpartition('.')[2]}`"
        yield Drift(
            DriftKind.INTERFACE,
            found[0],
            f"`{name}` of {owner}",
            place,
            declared,
            found[1],
            row.instead,
            symbol,
            row.why,
        )


def _row(of: str, name: str) -> Row | None:
    return next((row for row in table().of("interface", of) if name in row.names), None)
