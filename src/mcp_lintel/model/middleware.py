"""What every request of a server passes, at every layer, in the order it is attached.

Source: `middleware=` and `add_middleware` of fastmcp 2.9 to 4.2, `middleware=` of mcp 2, Starlette's `Middleware`,
`add_middleware` and constructor keyword; reference §7.1.
"""

from collections.abc import Iterator, Sequence

from mcp_lintel.model.around import Around, last_name
from mcp_lintel.model.given import Given
from mcp_lintel.model.served import Layer, Middleware
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import (
    Args,
    Bound,
    Class,
    Ext,
    Function,
    Instance,
    Items,
    Made,
    Member,
    Value,
    dotted,
    options,
)
from mcp_lintel.text.span import Place

APPS = frozenset({"http_app", "streamable_http_app", "sse_app", "create_streamable_http_app", "create_sse_app"})
RUNS = frozenset({"run", "run_async", "run_http_async", "run_streamable_http_async", "run_sse_async"})
WEB_APPS = frozenset({"Starlette", "FastAPI", "Quart", "Litestar"})
ATTACHING = WEB_APPS | {"add_middleware", "middleware", "mount", "Mount", "run", "Config"}
"""The last names of calls that say what stands around an app."""
HOOKS = (
    "on_message", "on_request", "on_notification", "on_call_tool", "on_read_resource", "on_get_prompt",
    "on_list_tools", "on_list_resources", "on_list_resource_templates", "on_list_prompts", "on_initialize",
    "on_discover", "check_resource_access", "dispatch", "__call__",
)  # fmt: skip


def middleware(server: ServerObject, events: Sequence[Event], around: Around, given: Given) -> tuple[Middleware, ...]:
    """The middleware of one server: its own first, then that of the apps that serve it."""
    return with_hooks(server, events, around, given)[0]


def with_hooks(
    server: ServerObject, events: Sequence[Event], around: Around, given: Given
) -> tuple[tuple[Middleware, ...], tuple[Function, ...]]:
    """The middleware of one server, and the functions of the project that it calls, methods among them."""
    reads = _Reading(server, given)
    found = list(reads.own())
    for event in events:
        found.extend(reads.of_app(event, around))
    told = tuple({(one.name, one.place, one.layer): one for one in found}.values())
    return told, tuple({id(function.node): function for function in reads.functions}.values())


class _Reading:
    def __init__(self, server: ServerObject, given: Given) -> None:
        self.functions: list[Function] = []
        self._server = server
        self._given = given
        self._layer = Layer.LOW_LEVEL if server.family.low_level else Layer.SERVER

    def own(self) -> Iterator[Middleware]:
        """What the server's constructor and its methods attach."""
        server = self._server
        passed = server.built.get("middleware") if server.built is not None else None
        yield from self._listed(passed, self._layer, server.place, False)
        for call in server.calls:
            unsure = bool(set(call.event.conditions) - set(server.conditions))
            place = call.event.place
            if call.method == "add_middleware" or (call.method == "append" and call.through == "middleware"):
                given = call.args.get("middleware", 0)
                yield from self._made(given, Args(), self._layer, place, unsure)
            elif call.method in APPS | RUNS:
                yield from self._listed(call.args.get("middleware"), Layer.APP, place, unsure)

    def of_app(self, event: Event, around: Around) -> Iterator[Middleware]:
        """What one call attaches around an app that serves the server."""
        server, callee = self._server, event.callee
        name = last_name(callee)
        unsure = bool(set(event.conditions) - set(server.conditions))
        if name in WEB_APPS and around.holds(event.result, server.value):
            yield from self._listed(event.args.get("middleware"), Layer.PARENT, event.place, unsure)
        elif name in ("run", "Config") and dotted(callee) in ("uvicorn.run", "uvicorn.Config"):
            app = around.app(event.args.get("app", 0), event.place.path)
            for option in options(app):
                if isinstance(option, Instance) and option is not server.value and around.holds(option, server.value):
                    yield from self._made(option, Args(), Layer.APP, option.place, unsure)
        else:
            base = callee.callee.base if isinstance(callee, Made) and isinstance(callee.callee, Member) else None
            base = callee.base if isinstance(callee, Member) else base
            if name not in ("add_middleware", "middleware()") or base is server.value or base is None:
                return
            if not around.holds(base, server.value):
                return
            direct = isinstance(base, Made) and isinstance(base.callee, Member) and base.callee.base is server.value
            layer = Layer.APP if direct else Layer.PARENT
            given = event.args.get("middleware_class", 0)
            yield from self._made(given, _rest(event.args), layer, event.place, unsure)

    def _listed(self, value: Value | None, layer: Layer, place: Place, unsure: bool) -> Iterator[Middleware]:
        for option in options(value):
            for item in option.items if isinstance(option, Items) else ():
                wrapped = isinstance(item, Made) and dotted(item.callee).endswith("middleware.Middleware")
                if isinstance(item, Made) and wrapped:
                    yield from self._made(item.args.get("cls", 0), _rest(item.args), layer, item.place, unsure)
                else:
                    yield from self._made(item, Args(), layer, place, unsure)

    def _made(self, value: Value | None, args: Args, layer: Layer, place: Place, unsure: bool) -> Iterator[Middleware]:
        alternatives = options(value)
        for option in alternatives:
            conditional = unsure or len(alternatives) > 1
            match option:
                case Made(callee=callee, args=passed, place=at) if dotted(callee):
                    settings = self._given.settings(passed, (), at)
                    yield Middleware(last_name(callee), layer, at, dotted(callee), (), settings, conditional)
                case Ext(name=name):
                    settings = self._given.settings(args, (), place)
                    yield Middleware(name.rpartition(".")[2], layer, place, name, (), settings, conditional)
                case Instance(cls=cls, place=at):
                    yield Middleware(cls.node.name, layer, at, "", self._hooks(cls), (), conditional)
                case Class(node=node):
                    settings = self._given.settings(args, (), place)
                    yield Middleware(node.name, layer, place, "", self._hooks(option), settings, conditional)
                case Function() | Bound(function=Function()):
                    function = option if isinstance(option, Function) else option.function
                    if isinstance(function, Function):
                        self.functions.append(function)
                        yield Middleware(function.name, layer, place, "", (), (), conditional)

    def _hooks(self, cls: Class) -> tuple[str, ...]:
        found = {name: hook for name in HOOKS if isinstance(hook := cls.find(name), Function)}
        self.functions.extend(found.values())
        return tuple(found)


def _rest(args: Args) -> Args:
    """The settings behind the class itself."""
    named = {name: value for name, value in args.named.items() if name not in ("cls", "middleware_class")}
    return Args([], named, args.open, args.places, args.written)
