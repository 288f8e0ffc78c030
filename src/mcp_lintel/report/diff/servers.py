"""Which servers belong together, and what became of a server itself: name, transports, authentication."""

from collections.abc import Iterator, Sequence

from mcp_lintel.report.diff.types import Change, Level
from mcp_lintel.report.inventory.types import ServerEntry
from mcp_lintel.report.inventory.words import named
from mcp_lintel.report.visible import visible

Pair = tuple[ServerEntry, ServerEntry]


def server_pairs(
    old: Sequence[ServerEntry], new: Sequence[ServerEntry]
) -> tuple[list[Pair], list[ServerEntry], list[ServerEntry]]:
    """Pairs of servers, in the order of now, and those of each side that stand alone.

    Those of one name belong together, then those of one file where a name is missing or changed. Among several the
    nearest ones do: in the same file, with the most tools in common, at the nearest place in the order.
    """
    pairs: dict[int, Pair] = {}
    left, right = dict(enumerate(old)), dict(enumerate(new))
    for by_name in (True, False):
        ranked = sorted(
            (_distance(one, other, i, j), i, j)
            for i, one in left.items()
            for j, other in right.items()
            if _may_be(one, other, by_name=by_name)
        )
        for _, i, j in ranked:
            if i in left and j in right:
                pairs[j] = (left.pop(i), right.pop(j))
    return [pairs[j] for j in sorted(pairs)], list(left.values()), list(right.values())


def server_changes(old: ServerEntry, new: ServerEntry) -> Iterator[Change]:
    """What a client notices of the server itself."""
    if None not in (old.name, new.name) and old.name != new.name:
        message = f"renamed {named(old.name)} -> {named(new.name)}"
        yield _change(Level.NOTE, "server-renamed", message, new, old.name, new.name)
    for kind in sorted({*old.transports} - {*new.transports}):
        level = Level.BREAKING if new.closed else Level.MAYBE
        message = (
            f"is no longer reached by {visible(kind)}" if new.closed else f"may no longer be reached by {visible(kind)}"
        )
        yield _change(level, "transport-removed", message, new, kind, None)
    for kind in sorted({*new.transports} - {*old.transports}):
        yield _change(Level.NOTE, "transport-added", f"is now reached by {visible(kind)}", new, None, kind)
    before, after = old.auth, new.auth
    if before.state != after.state or before.provider != after.provider:
        words = [f"{a.state}{f' ({a.provider})' if a.provider else ''}" for a in (before, after)]
        message = f"authentication {visible(words[0])} -> {visible(words[1])}"
        yield _change(Level.NOTE, "auth-changed", message, new, *words)


def removed(server: ServerEntry, *, doubt: str) -> Change:
    """A server that is gone; `doubt` says why it may not be."""
    level = Level.NOTE if server.example else Level.MAYBE if doubt else Level.BREAKING
    message = f"may be removed: {doubt}" if doubt else "removed"
    return _change(level, "server-removed", message, server, server.name, None)


def added(server: ServerEntry) -> Change:
    """A server that was not there."""
    return _change(Level.NOTE, "server-added", "added", server, None, server.name)


def _may_be(old: ServerEntry, new: ServerEntry, *, by_name: bool) -> bool:
    if by_name:
        return old.name is not None and old.name == new.name
    return old.spot.path == new.spot.path


def _distance(old: ServerEntry, new: ServerEntry, i: int, j: int) -> tuple[int, int, int, int]:
    """The nearest first, alike from both sides."""
    shared = len({tool.name for tool in old.tools} & {tool.name for tool in new.tools})
    return (old.spot.path != new.spot.path, -shared, abs(i - j), i + j)


def _change(level: Level, what: str, message: str, server: ServerEntry, old: object, new: object) -> Change:
    return Change(level, what, "server", message, server.spot, "", "", old, new)
