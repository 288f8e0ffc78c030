"""Names a client sees: servers mounted into others, with the semantics of the fastmcp version in use.

Source: fastmcp 2.0 to 4.2, `mount`, `import_server`, `add_provider`; mcp-use 1.7, `include_router`; chuk-mcp-server
0.26, `import_server` (its `mount` only logs a warning).
"""

from collections.abc import Sequence

from mcp_lintel.model.eras import Era
from mcp_lintel.model.frameworks import family_of
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.transforms import namespaced
from mcp_lintel.model.types import Family
from mcp_lintel.program.values import Items, Lit, Table, Value, options, text, truth

MOUNTS = frozenset({"mount", "import_server", "add_provider", "include_router"})
COPIES = frozenset({Family.MCP_USE, Family.CHUK})
"""Families in which a server takes what its part holds at that moment, and nothing that is added later."""
SEPARATORS = {"tool": "tool_separator", "prompt": "prompt_separator", "resource": "resource_separator"}


def mounted(servers: Sequence[ServerObject]) -> set[int]:
    """The servers (by id of their value) that only exist as parts of another."""
    given = {id(child) for server in servers for child in handed(server)}
    calls = (child_of(call) for server in servers for call in server.calls)
    return given | {id(child) for child in calls if child is not None}


def handed(server: ServerObject) -> list[Value]:
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


def mounts(call: MethodCall, server: ServerObject) -> bool:
    """Does the call put its server in, or only say so?"""
    if server.family is Family.CHUK and call.method == "mount":
        return False
    return not (call.method == "include_router" and truth(call.args.get("enabled", 2) or Lit(True)) is False)


def copies(call: MethodCall, server: ServerObject, era: Era) -> bool:
    """Does the call take what its server holds at that moment, and nothing that is added later?"""
    copying = call.method == "import_server" or (era.copies and call.method == "mount")
    return server.family in COPIES or (server.family is Family.FASTMCP and copying)


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


def joined(name: str, kind: str, call: MethodCall, era: Era, family: Family) -> str | None:
    """The name that a component of a server gets where this is mounted; None where it cannot be read."""
    prefix, known = prefix_of(call)
    renames = call.args.get("tool_names")
    if isinstance(renames, Table) and kind == "tool" and name in renames.items:
        new = text(renames.items[name])
        if new is None or era.second:
            return new
        name = new
    if not known or not prefix:
        return name if known else None
    if family is Family.CHUK or (family is Family.MCP_USE and kind == "resource"):
        return _elsewhere(name, kind, prefix, family)
    if kind == "resource" and not era.plus:
        return namespaced(name, kind, prefix)
    separator = text(call.args.get(SEPARATORS[kind])) if era.spelled else None
    return f"{prefix}{separator if separator is not None else '+' if kind == 'resource' else era.joint}{name}"


def readable_renames(call: MethodCall) -> bool:
    """Can it be told which tools a mount renames?"""
    renames = call.args.get("tool_names")
    return renames is None or _is_none(renames) or (isinstance(renames, Table) and not renames.open)


def _elsewhere(name: str, kind: str, prefix: str, family: Family) -> str:
    """As mcp-use and chuk-mcp-server join."""
    if kind == "resource":
        return name if family is Family.MCP_USE else namespaced(name, kind, prefix)
    return f"{prefix}.{name}"
