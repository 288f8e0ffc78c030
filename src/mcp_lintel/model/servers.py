"""Server objects of a project, and which of their methods an event calls."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mcp_lintel.model.frameworks import DEFAULT_NAMES, FROM_APP, NAME_AT, family_of
from mcp_lintel.model.types import Family
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import Args, Instance, Made, Member, Value, dotted, text
from mcp_lintel.text.span import Place


@dataclass(eq=False, slots=True)
class ServerObject:
    """One server as the program makes it: `built` are its constructor's arguments, None where only a parameter
    names it.

    `conditions` are the undecided tests around the constructor, `calls` the method calls on it in order.
    """

    value: Value
    family: Family
    place: Place
    built: Args | None
    conditions: tuple[int, ...] = ()
    symbol: str = ""
    calls: list["MethodCall"] = field(default_factory=list)
    order: int = 0
    """The number of the event that builds it."""
    families: tuple[Family, ...] = ()
    """The classes it may be built from where an import falls back; empty where `family` is the only one."""
    standing: tuple[Value, ...] = ()
    """What else the same call may have built."""

    @property
    def maker(self) -> str:
        """The last name of what made the server: a class, or a function such as `from_openapi`."""
        return dotted(self.value).removesuffix("()").rpartition(".")[2]

    @property
    def naming(self) -> int | str | None:
        """How the constructor was given a name: by keyword, at a position, or not at all."""
        return None if self.built is None else self.built.key("name", NAME_AT.get(self.maker, 0))

    @property
    def name(self) -> str | None:
        """The server's name where it is a literal or the framework's own for want of one."""
        if self.built is None:
            return None
        if self.naming is None and not self.built.open:
            return DEFAULT_NAMES.get((self.family, self.maker)) or self._title()
        return text(self.built.get("name", NAME_AT.get(self.maker, 0)))

    def _title(self) -> str | None:
        """The title of the FastAPI app that a server is made from, which is its name for want of another."""
        app = None if self.built is None or self.maker not in FROM_APP else self.built.get(FROM_APP[self.maker], 0)
        if not isinstance(app, Made) or dotted(app.callee) != "fastapi.FastAPI" or app.args.open:
            return None
        return text(app.args.get("title")) if "title" in app.args.named else "FastAPI"

    @property
    def key(self) -> tuple[str, int, str | None]:
        """What makes two objects the same server: where they are built, and the name."""
        return self.place.path, self.place.span.start, self.name


@dataclass(eq=False, slots=True)
class MethodCall:
    """`server.method(args)`, or `server.method(applied)(args)` for a decorator with arguments.

    `through` names an attribute in between, such as `_tool_manager`.
    """

    method: str
    args: Args
    applied: Args | None
    through: str
    event: Event


def find_servers(events: Iterable[Event]) -> list[ServerObject]:
    """Every server object, in the order they are built, with the calls of their methods."""
    found: dict[int, ServerObject] = {}
    for event in events:
        built = event.result
        family = (
            family_of(built) if isinstance(built, Made | Instance) and not isinstance(event.callee, Member) else None
        )
        if family is not None and id(built) not in found and _is_constructor(event):
            place = built.place if isinstance(built, Made | Instance) else event.place
            found[id(built)] = ServerObject(
                built, family, place, event.args, event.conditions, event.symbol, order=event.order
            )
        call = method_call(event)
        if call is None:
            continue
        owner, method = call
        if id(owner) not in found:
            family = family_of(owner)
            place = owner.place if isinstance(owner, Made | Instance) else event.place
            if family is None:
                continue
            found[id(owner)] = ServerObject(owner, family, place, None, event.conditions, event.symbol)
        found[id(owner)].calls.append(method)
    return list(found.values())


def _is_constructor(event: Event) -> bool:
    return isinstance(event.result, Instance) or (
        isinstance(event.result, Made) and event.result.callee is event.callee
    )


def method_call(event: Event) -> tuple[Value, MethodCall] | None:
    """The server object whose method an event calls, and the call."""
    callee, applied = event.callee, None
    if isinstance(callee, Made) and isinstance(callee.callee, Member):
        applied, callee = callee.args, callee.callee
    names: list[str] = []
    while isinstance(callee, Member):
        names.append(callee.name)
        callee = _behind_chain(callee.base)
    if not names or family_of(callee) is None:
        return None
    through = names[1] if len(names) > 1 else ""
    return callee, MethodCall(names[0], event.args, applied, through, event)


def _behind_chain(value: Value) -> Value:
    """The server that `enable` and `disable` give back to be called again (fastmcp 3.0 to 4.2)."""
    while isinstance(value, Made) and isinstance(value.callee, Member) and value.callee.name in ("enable", "disable"):
        value = value.callee.base
    return value
