"""Registrations in a form that a framework's allowed versions do not take.

Source: the forms by version in tables/drift.toml; what happens instead of an error stands in the message.
"""

from collections.abc import Iterator, Mapping, Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend
from mcp_lintel.model.driftcalls import class_span, own_calls
from mcp_lintel.model.driftfiles import File
from mcp_lintel.model.driftrange import Ranges
from mcp_lintel.model.drifttable import Row, table
from mcp_lintel.model.drifttypes import Drift, DriftKind, DriftState
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.program.values import Function, options
from mcp_lintel.text.span import Place


def form_drifts(servers: Sequence[ServerObject], files: Mapping[str, File], ranges: Ranges) -> Iterator[Drift]:
    """One for each registration whose form is refused or means something else, and for each call of a tool object."""
    for server in servers:
        for call in own_calls(server):
            for row in _rows(server, call.method):
                name = _shown(row, call)
                if name:
                    yield from _drift(row, name, call.event.place, call.event.symbol, ranges)
    yield from _called(servers, files, ranges)


def decorated(servers: Sequence[ServerObject], method: str = "") -> dict[int, tuple[Function, ServerObject]]:
    """The functions that a server's decorators stand above, by the id of their node."""
    found = {}
    for server in servers:
        for call in server.calls:
            function = _function(call)
            if function is None or (method and call.method != method) or not isinstance(function.node, s.Function):
                continue
            spans = [decorator.span for decorator in function.node.decorators]
            if call.event.place.span in spans:
                found[id(function.node)] = function, server
    return found


def _rows(server: ServerObject, method: str) -> Iterator[Row]:
    return (r for r in table().rows["form"] if r.keys["of"] == server.family and method in r.keys["calls"])


def _function(call: MethodCall) -> Function | None:
    """The function a call registers, where that is plain."""
    first = call.args.positional[0] if call.args.positional else None
    return first if isinstance(first, Function) else None


def _shown(row: Row, call: MethodCall) -> str:
    """The form as people write it, where a call has it; "" elsewhere."""
    function = _function(call)
    if function is None:
        return ""
    form, is_decorator = row.keys["form"], _is_above(call, function)
    if form == "method":
        first = next((param.name for param in function.node.params), "")
        in_class = function.env.is_class and first in ("self", "cls") and function.kind != "static"
        return f"`@{call.method}` on the method `{function.name}`" if in_class and is_decorator else ""
    if form == "bare" and call.applied is None:
        return f"`@{call.method}` without parentheses" if is_decorator else f"`{call.method}({function.name})`"
    if form == "function" and call.method.startswith("add_") and call.applied is None:
        return f"`{call.method}()` with a plain function"
    return ""


def _is_above(call: MethodCall, function: Function) -> bool:
    node = function.node
    return isinstance(node, s.Function) and any(d.span == call.event.place.span for d in node.decorators)


def _called(servers: Sequence[ServerObject], files: Mapping[str, File], ranges: Ranges) -> Iterator[Drift]:
    """Calls of a decorated name where the decorator leaves an object that cannot be called."""
    for row in table().rows["form"]:
        found = ranges.state(row) if row.keys["form"] == "called" else None
        if found is None or found[0] is not DriftState.GONE:
            continue
        tools = {key for key, (_, server) in decorated(servers, "tool").items() if server.family == row.keys["of"]}
        for file in files.values() if tools else ():
            for call in descend(file.body):
                if isinstance(call, e.Call) and isinstance(call.func, e.Name):
                    values = options(file.env.names.get(call.func.id))
                    if any(isinstance(o, Function) and id(o.node) in tools for o in values):
                        place = Place(file.path, call.span)
                        yield from _drift(row, f"`{call.func.id}()` on a decorated tool", place, "", ranges)


def _drift(row: Row, name: str, place: Place, symbol: str, ranges: Ranges) -> Iterator[Drift]:
    found = ranges.state(row, class_span(row.keys["of"]))
    if found is not None and found[0] in (DriftState.GONE, DriftState.NEVER, DriftState.NOT_YET):
        declared = ranges.declared(row.distribution)
        yield Drift(DriftKind.FORM, found[0], name, place, declared, found[1], row.instead, symbol, row.why)
