"""Server objects of a project, and which of their methods an event calls."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from mcp_lintel.model.frameworks import family_of
from mcp_lintel.model.types import Family
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import Args, Instance, Made, Member, Value, text
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

    @property
    def name(self) -> str | None:
        """The server's name where it is a literal."""
        return None if self.built is None else text(self.built.get("name", 0))

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
            found[id(built)] = ServerObject(built, family, place, event.args, event.conditions, event.symbol)
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
        callee = callee.base
    if not names or family_of(callee) is None:
        return None
    through = names[1] if len(names) > 1 else ""
    return callee, MethodCall(names[0], event.args, applied, through, event)
