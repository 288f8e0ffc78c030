"""Names a client sees: servers mounted into others, with the semantics of the fastmcp version in use.

Source: fastmcp 2.0 to 4.2, `mount`, `import_server`, `add_provider`; mcp-use 1.7, `include_router`; chuk-mcp-server
0.26, `import_server` (its `mount` only logs a warning).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mcp_lintel.model.frameworks import family_of
from mcp_lintel.model.otherargs import shown_name
from mcp_lintel.model.registrations import Registration, alternatives, name_text, registrations
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.types import Family, Generation
from mcp_lintel.program.values import Items, Lit, Table, Value, options, text, truth

MOUNTS = frozenset({"mount", "import_server", "add_provider", "include_router"})
COPIES = frozenset({Family.MCP_USE, Family.CHUK})
"""Families in which a server takes what its part holds at that moment, and nothing that is added later."""


@dataclass(eq=False, slots=True)
class Placed:
    """A registration as it appears on one server: `name` is what a client sees, None where it cannot be read."""

    registration: Registration
    name: str | None
    renamed: bool
    conditions: tuple[int, ...]


def mounted(servers: Sequence[ServerObject]) -> set[int]:
    """The servers (by id of their value) that only exist as parts of another."""
    given = {id(child) for server in servers for child in _handed(server)}
    calls = (child_of(call) for server in servers for call in server.calls)
    return given | {id(child) for child in calls if child is not None}


def _handed(server: ServerObject) -> list[Value]:
    """The servers and parts that a constructor takes with `providers=[…]`."""
    given = None if server.built is None else server.built.get("providers")
    values = [value for option in options(given) if isinstance(option, Items) for value in option.items]
    return [value for value in values if family_of(value) is not None]


def child_of(call: MethodCall) -> Value | None:
    """The server or part that a call puts into another; None for any other call."""
    if call.method not in MOUNTS:
        return None
    values = [*call.args.positional[:2], *call.args.named.values()]
    return next((value for value in values if family_of(value) is not None), None)


def prefix_of(call: MethodCall) -> tuple[str | None, bool]:
    """The prefix of a mount, and whether it is known."""
    for name in ("namespace", "prefix"):
        if name in call.args.named:
            found = text(call.args.named[name])
            return found, found is not None or _is_none(call.args.named[name])
    given = [value for value in call.args.positional[:2] if family_of(value) is None]
    if not given:
        return None, True
    return text(given[0]), text(given[0]) is not None or _is_none(given[0])


def _is_none(value: Value) -> bool:
    return getattr(value, "value", ...) is None


def placed(
    server: ServerObject, by_value: Mapping[int, ServerObject], versions: frozenset[Generation], depth: int = 0
) -> list[Placed]:
    """Everything a client of this server sees, its own components first, then mounted ones in order."""
    each = (one for registration in registrations(server) for one in alternatives(registration))
    found = [_own(one, server) for one in each]
    for given in _handed(server) if depth < 6 else ():
        inner = by_value.get(id(given))
        for part in placed(inner, by_value, versions, depth + 1) if inner is not None and inner is not server else ():
            _join(found, Placed(part.registration, part.name, True, part.conditions), versions)
    for call in server.calls if depth < 6 else ():
        child = child_of(call)
        inner = by_value.get(id(child)) if child is not None else None
        if inner is None or inner is server:
            continue
        if server.family is Family.CHUK and call.method == "mount":
            continue
        if call.method == "include_router" and truth(call.args.get("enabled", 2) or Lit(True)) is False:
            continue
        prefix, known = prefix_of(call)
        renames = call.args.get("tool_names")
        for part in placed(inner, by_value, versions, depth + 1):
            if server.family in COPIES and part.registration.order > call.event.order:
                continue
            name = _joined(part, prefix, renames, versions, server.family) if known else None
            conditions = tuple(dict.fromkeys((*call.event.conditions, *part.conditions)))
            _join(found, Placed(part.registration, name, True, conditions), versions)
    return found


def _own(one: Registration, server: ServerObject) -> Placed:
    """A server's own component under the name its framework shows."""
    name = name_text(one)
    shown = shown_name(server.family, server.name, one.kind, name)
    return Placed(one, shown, shown != name, one.conditions)


def _join(found: list[Placed], part: Placed, versions: frozenset[Generation]) -> None:
    """Add a mounted component: fastmcp 2 lets the last server mounted win a name, later versions the first."""
    kind = part.registration.kind
    rivals = [one for one in found if part.name is not None and one.name == part.name and one.registration.kind == kind]
    if not rivals:
        found.append(part)
    elif versions == {Generation.FM2}:
        found[:] = [one for one in found if one not in rivals] + [part]


def _joined(
    part: Placed, prefix: str | None, renames: Value | None, versions: frozenset[Generation], family: Family
) -> str | None:
    name = part.name
    if name is None:
        return None
    if isinstance(renames, Table) and name in renames.items:
        new = text(renames.items[name])
        if new is None or versions == {Generation.FM2}:
            return new
        name = new
    if not prefix:
        return name
    if part.registration.kind == "resource" and family is Family.MCP_USE:
        return name
    if part.registration.kind == "resource":
        scheme, separator, rest = name.partition("://")
        return f"{scheme}://{prefix}/{rest}" if separator else name
    return f"{prefix}.{name}" if family is Family.CHUK else f"{prefix}_{name}"
