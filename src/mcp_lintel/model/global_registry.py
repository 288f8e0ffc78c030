"""Components that stand at a framework's own module-level decorators, and the server they end up on.

Source: chuk-mcp-server 0.26.1: the first server built after a decorator takes what is registered so far, and `run()`
builds a server for the rest; fastmcp 3.0 to 4.2: a decorator only marks its function, and something registers it.
"""

from collections.abc import Iterable

from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.types import Family
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import Args, Ext, Function, Made, Value

CHUK_GLOBALS = frozenset({"tool", "resource", "resource_template", "prompt", "view_tool", "run"})
MARKERS: dict[str, str] = {
    "fastmcp.tools.tool": "tool",
    "fastmcp.tools.function_tool.tool": "tool",
    "fastmcp.resources.resource": "resource",
    "fastmcp.resources.function_resource.resource": "resource",
    "fastmcp.prompts.prompt": "prompt",
    "fastmcp.prompts.function_prompt.prompt": "prompt",
    "arcade_mcp_server.tool": "tool",
    "arcade_mcp_server.decorators.tool": "tool",
    "arcade_tdk.tool": "tool",
}
"""Decorators that mark a function as a component without registering it, with the kind."""
MARK = "__component__"
"""The attribute under which a marked function keeps the decorator's call."""


def applied(event: Event) -> tuple[str, Args, Args | None]:
    """What an event calls by name, with its arguments and, for a decorator with arguments, the decorated function's."""
    callee, outer = event.callee, None
    if isinstance(callee, Made) and isinstance(callee.callee, Ext):
        outer, callee = callee.args, callee.callee
    return (callee.name if isinstance(callee, Ext) else "", event.args, outer)


def mark(events: Iterable[Event]) -> None:
    """Note at each function that a standalone decorator marks which decorator that was, with its arguments."""
    for event in events:
        name, args, outer = applied(event)
        if name in MARKERS and args.positional and isinstance(args.positional[0], Function):
            function = args.positional[0]
            settings = outer if outer is not None else Args(named=args.named, places=args.places, written=args.written)
            function.attrs[MARK] = Made(Ext(name), settings, event.place)


def marked(function: Function) -> tuple[str, Made] | None:
    """The kind of component a function is marked as, and the decorator's call."""
    found = function.attrs.get(MARK)
    if isinstance(found, Made) and isinstance(found.callee, Ext):
        return MARKERS[found.callee.name], found
    return None


def adopt(events: Iterable[Event], servers: list[ServerObject]) -> None:
    """Give module-level registrations to the server that takes them; adds the framework's own server where needed."""
    own = _shared(servers)
    built = [server for server in servers if server.family is Family.CHUK]
    for event in events:
        name, args, outer = applied(event)
        package, _, method = name.rpartition(".")
        if method not in CHUK_GLOBALS or package not in ("chuk_mcp_server", "chuk_mcp_server.decorators"):
            continue
        if outer is None and method != "run" and not _decorates(args):
            continue
        taker = next((s for s in built if method != "run" and s.order > event.order), own)
        if taker is None:
            value: Value = Made(Ext("chuk_mcp_server.get_mcp_server"), Args(), event.place)
            taker = own = ServerObject(value, Family.CHUK, event.place, Args(), event.conditions, event.symbol)
            servers.append(own)
        call = "run_module" if method == "run" else method
        taker.calls.append(MethodCall(call, args, outer, "", event))


def _shared(servers: list[ServerObject]) -> ServerObject | None:
    """The framework's own server where the project asks for it: every request gives the same one."""
    asked = [server for server in servers if server.family is Family.CHUK and server.maker == "get_mcp_server"]
    for again in asked[1:]:
        asked[0].calls.extend(again.calls)
        servers.remove(again)
    return asked[0] if asked else None


def _decorates(args: Args) -> bool:
    return bool(args.positional) and not args.named and isinstance(args.positional[0], Function)
