"""Names a client sees: servers mounted into others, with the semantics of the fastmcp version in use.

Source: fastmcp 2.0 to 4.2, `mount`, `import_server`, `add_provider`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mcp_lintel.model.frameworks import family_of
from mcp_lintel.model.registrations import Registration, alternatives, name_text, registrations
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.types import Generation
from mcp_lintel.program.values import Table, Value, text

MOUNTS = frozenset({"mount", "import_server", "add_provider"})


@dataclass(eq=False, slots=True)
class Placed:
    """A registration as it appears on one server: `name` is what a client sees, None where it cannot be read."""

    registration: Registration
    name: str | None
    renamed: bool
    conditions: tuple[int, ...]


def mounted(servers: Sequence[ServerObject]) -> set[int]:
    """The servers (by id of their value) that only exist as parts of another."""
    return {id(child) for server in servers for call in server.calls for child in [_child(call)] if child is not None}


def _child(call: MethodCall) -> Value | None:
    if call.method not in MOUNTS:
        return None
    values = [*call.args.positional[:2], *call.args.named.values()]
    return next((value for value in values if family_of(value) is not None), None)


def _prefix(call: MethodCall) -> tuple[str | None, bool]:
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
    found = [Placed(one, name_text(one), False, one.conditions) for one in each]
    for call in server.calls if depth < 6 else ():
        child = _child(call)
        inner = by_value.get(id(child)) if child is not None else None
        if inner is None or inner is server:
            continue
        prefix, known = _prefix(call)
        renames = call.args.get("tool_names")
        for part in placed(inner, by_value, versions, depth + 1):
            name = _joined(part, prefix, renames, versions) if known else None
            conditions = tuple(dict.fromkeys((*call.event.conditions, *part.conditions)))
            _join(found, Placed(part.registration, name, True, conditions), versions)
    return found


def _join(found: list[Placed], part: Placed, versions: frozenset[Generation]) -> None:
    """Add a mounted component: fastmcp 2 lets the last server mounted win a name, later versions the first."""
    kind = part.registration.kind
    rivals = [one for one in found if part.name is not None and one.name == part.name and one.registration.kind == kind]
    if not rivals:
        found.append(part)
    elif versions == {Generation.FM2}:
        found[:] = [one for one in found if one not in rivals] + [part]


def _joined(part: Placed, prefix: str | None, renames: Value | None, versions: frozenset[Generation]) -> str | None:
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
    if part.registration.kind == "resource":
        scheme, separator, rest = name.partition("://")
        return f"{scheme}://{prefix}/{rest}" if separator else name
    return f"{prefix}_{name}"
