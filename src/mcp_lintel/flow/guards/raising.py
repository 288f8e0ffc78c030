"""Calls that raise when a value is bad: once they have returned, something is known of it."""

from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.guards.calls import learn_call, tabled
from mcp_lintel.flow.guards.looks import NAMED, Learned, Look, argument, called, method, taints, tell
from mcp_lintel.flow.guards.lookups import SURE, learn_row
from mcp_lintel.flow.guards.paths import contains
from mcp_lintel.flow.patterns import characters as chars
from mcp_lintel.flow.types import Expr

PARSED = {
    "uuid.UUID": ("any",),
    "int": ("text",),
    "float": ("text",),
    "decimal.Decimal": ("text",),
    "fractions.Fraction": ("text",),
    "datetime.date.fromisoformat": ("any",),
    "datetime.datetime.fromisoformat": ("any",),
    "datetime.time.fromisoformat": ("any",),
    "ipaddress.IPv4Address": tuple(sorted(chars.kinds(chars.among(chars.DIGITS | chars.of("."))))),
    "ipaddress.ip_address": ("no-absolute", "no-separator", "option"),
    "ipaddress.IPv6Address": ("no-absolute", "no-separator", "option"),
}
"""Constructors that take only text of their own form. An IPv6 address may end in `%` and any text at all without a
slash (ipaddress, "scope identifier", Python 3.9)."""


def raising(call: Expr, look: Look) -> Iterator[Learned]:
    """What is known once a call has come back."""
    if not isinstance(call, e.Call):
        return
    yield from tabled(call, "returns", look)
    name = called(call, look)
    first = argument(call, 0)
    receiver, attr = method(call)
    if first is not None and name in PARSED:
        yield from tell(taints(first, look, NAMED), PARSED[name], call, look)
    elif first is not None and attr == "relative_to":
        if not _walks_up(call):
            yield from contains(receiver, first, call, look)
    elif first is not None and attr == "index" and look.literals(receiver):
        yield from tell(taints(first, look, NAMED), ("any",), call, look)
    elif attr in SURE:
        yield from learn_row(call, look)
    elif attr in ("group", "groups", "groupdict", "span", "start", "end"):
        match = look.meant(receiver) if isinstance(receiver, e.Name) else receiver
        if isinstance(match, e.Call):
            yield from learn_call(match, True, look)


def _walks_up(call: e.Call) -> bool:
    """`relative_to(base, walk_up=True)` refuses nothing (pathlib, Python 3.12)."""
    value = call.keyword("walk_up")
    return value is not None and not (isinstance(value, e.Constant) and value.value is False)
