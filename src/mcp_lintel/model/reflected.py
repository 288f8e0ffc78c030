"""Functions that reflection finds and hands to a server: what is registered then only a run can tell.

Source: fastmcp 2.7 to 4.2, whose `tool(function)` registers at once; of the official SDK it only makes a decorator.
"""

from collections.abc import Iterator, Mapping

from mcp_lintel.model.composition import child_of
from mcp_lintel.model.registrations import KINDS, handler_of
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.types import Family, OpenSet
from mcp_lintel.program.values import Unknown, options

MAX_DEPTH = 6


def reflected(server: ServerObject, by_value: Mapping[int, ServerObject], depth: int = 0) -> Iterator[OpenSet]:
    """One open set for each call that registers something unknown, on the server and on what is mounted into it."""
    if server.family is not Family.FASTMCP or depth > MAX_DEPTH:
        return
    used = {id(call.event.callee) for call in server.calls if call.applied is not None}
    for call in server.calls:
        reason = _unknown(call)
        if reason and id(call.event.result) not in used:
            said = f"a {KINDS[call.method]} is registered that only a run can tell: {reason}"
            yield OpenSet(call.event.place, said)
        child = child_of(call)
        inner = None if child is None else by_value.get(id(child))
        if inner is not None and inner is not server:
            yield from reflected(inner, by_value, depth + 1)


def _unknown(call: MethodCall) -> str:
    """Why the function that a call registers is not known; "" where it is, or where the call makes a decorator."""
    if call.method not in ("tool", "prompt") or call.applied is not None or not call.args.positional:
        return ""
    first = call.args.positional[0]
    reasons = [option.reason for option in options(first) if isinstance(option, Unknown)]
    if not reasons or handler_of(first) is not None or reasons[0].startswith("parameter "):
        return ""
    return reasons[0]
