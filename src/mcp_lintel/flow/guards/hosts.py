"""Tests of network addresses: private, loopback, global (SEC-50)."""

from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.guards.looks import LOCATED, Learned, Look, taints, tell

PUBLIC = frozenset(("is_global",))
INTERNAL = frozenset(("is_private", "is_loopback", "is_link_local", "is_reserved", "is_unspecified", "is_multicast"))
TELLING = frozenset(("is_private", "is_global"))
"""The properties that alone keep out the inside of a network; the others name corners of it (ipaddress, 3.12)."""


def learn_address(test: e.Attribute, outcome: bool, look: Look) -> Iterator[Learned]:
    """What `address.is_private` tells when it is refused, and `is_global` when it is asked for.

    It holds for an address to which a name was resolved. For a text that may as well be a name it says little.
    """
    asked = outcome if test.attr in PUBLIC else not outcome
    if not asked or test.attr not in PUBLIC | INTERNAL:
        return
    known = taints(test.value, look)
    resolved = [taint for taint in known if taint.view in LOCATED]
    written = [taint for taint in known if taint.view in ("", "lowered", "host")]
    if test.attr in TELLING:
        yield from tell(resolved, ("url",), test, look)
        yield from tell(written, ("no-private",), test, look)
        yield from tell(written, ("url",), test, look, "before-normalising")
    else:
        yield from tell([*resolved, *written], ("url",), test, look, "denylist")
