"""What registrations on mcp-use, arcade-mcp-server and chuk-mcp-server say, in the words of the official SDK.

Source: the wheels of mcp-use 1.7.1, arcade-mcp-server 1.32.1 (arcade-core 4.23) and chuk-mcp-server 0.26.1.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from mcp_lintel.model.types import Family, Kind, Parameter
from mcp_lintel.program.values import Args, Items, Lit, Made, Table, Value

CHUK_HINTS = {
    "read_only_hint": "readOnlyHint", "destructive_hint": "destructiveHint",
    "idempotent_hint": "idempotentHint", "open_world_hint": "openWorldHint",
}  # fmt: skip
ARCADE_HINTS = {
    "read_only": "readOnlyHint", "destructive": "destructiveHint",
    "idempotent": "idempotentHint", "open_world": "openWorldHint",
}  # fmt: skip
CHUK_HIDDEN = ("self", "_external_access_token")
"""Parameters that chuk-mcp-server leaves out by their name."""
ARCADE_ORDER = ("func", "desc", "name")
VIEW_ORDER = ("resource_uri", "view_url", "name", "description")


def in_common_words(family: Family, method: str, args: Args) -> Args:
    """The arguments of a registration with names and hints where the SDK has them."""
    if family is Family.ARCADE and method in ("tool", "add_tool"):
        args = _named(args, ARCADE_ORDER)
        named = _renamed(args.named, {"desc": "description"})
        return _copy(args, {**named, **_hints(_behaviour(args), ARCADE_HINTS)})
    if family is Family.CHUK and method in ("tool", "view_tool", "register_function_as_tool"):
        args = _named(args, VIEW_ORDER) if method == "view_tool" else args
        hidden = Items("list", [Lit(name) for name in CHUK_HIDDEN])
        hints: dict[str, Value] = {"read_only_hint": Lit(True)} if method == "view_tool" else args.named
        return _copy(args, {**args.named, **_hints(hints, CHUK_HINTS), "exclude_args": hidden})
    if family is Family.CHUK and method == "resource_template":
        return _copy(args, _renamed(args.named, {"uri_template": "uri"}))
    return args


def _copy(args: Args, named: dict[str, Value]) -> Args:
    return Args(args.positional, named, args.open, args.places, args.written)


def _named(args: Args, order: Sequence[str]) -> Args:
    """The same arguments, those given by position after the first function by their names."""
    keep = 0 if order[0] != "func" else 1
    named = {**dict(zip(order[keep:], args.positional[keep:], strict=False)), **args.named}
    positions = dict(enumerate(order))
    places = {
        positions.get(key, key) if isinstance(key, int) and key >= keep else key: p for key, p in args.places.items()
    }
    spelled = {
        positions.get(key, key) if isinstance(key, int) and key >= keep else key: w for key, w in args.written.items()
    }
    return Args(args.positional[:keep], named, args.open, places, spelled)


def _renamed(named: dict[str, Value], names: dict[str, str]) -> dict[str, Value]:
    return {names.get(name, name): value for name, value in named.items()}


def _behaviour(args: Args) -> dict[str, Value]:
    """The settings in `metadata=ToolMetadata(behavior=Behavior(…))`."""
    metadata = args.named.get("metadata")
    behaviour = metadata.args.get("behavior") if isinstance(metadata, Made) else None
    return behaviour.args.named if isinstance(behaviour, Made) else {}


def _hints(given: dict[str, Value], names: dict[str, str]) -> dict[str, Value]:
    found: dict[object, Value] = {names[name]: value for name, value in given.items() if name in names}
    return {"annotations": Table(found)} if found else {}


def shown_name(family: Family, server: str | None, kind: str, name: str | None) -> str | None:
    """The name a client sees of a component that is called `name` on a server; None where it cannot be told."""
    if family is not Family.ARCADE or kind != "tool":
        return name
    if name is None or not name or server is None:
        return None
    return f"{_pascal(server.replace(' ', '_'))}_{_pascal(name)}".replace(".", "_")


def _pascal(name: str) -> str:
    """A snake_case name in PascalCase, as arcade-core's `snake_to_pascal_case` writes it."""
    if "_" in name:
        return "".join(part.capitalize() or "_" for part in name.split("_"))
    return name if re.match("[A-Z]", name) else name.capitalize()


def as_published(family: Family, parameters: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """The parameters as a client is shown them: arcade-mcp-server does not require what may be None."""
    if family is not Family.ARCADE:
        return parameters
    return tuple(replace(p, required=False) if p.shape.nullable or p.shape.kind is Kind.NULL else p for p in parameters)
