"""Two inventories compared: what a client of the first would notice with the second."""

from collections.abc import Iterator
from dataclasses import replace

from mcp_lintel.report.diff.components import Compared
from mcp_lintel.report.diff.match import matched
from mcp_lintel.report.diff.parameters import objects
from mcp_lintel.report.diff.servers import added, removed, server_changes, server_pairs
from mcp_lintel.report.diff.types import Change, Comparison, Level, ServerChanges, Side
from mcp_lintel.report.inventory.types import Inventory, OpenEntry, ServerEntry
from mcp_lintel.report.visible import visible

_ORDER = [*Level]


def compare(base: Inventory, now: Inventory) -> Comparison:
    """The changes by server, servers in the order of now, those that are gone after them."""
    opens = list(_opens(base.open, now.open))
    doubt = _doubt(opens)
    pairs, gone, come = server_pairs(base.servers, now.servers)
    found = [_of(new, _changes(old, new, doubt)) for old, new in pairs]
    found += [_of(server, [added(server)]) for server in come]
    found += [_of(server, [removed(server, doubt=doubt)]) for server in gone]
    number = sum(objects(*pair) for old, new in pairs for pair in matched(old.tools, new.tools).pairs)
    return Comparison(tuple(one for one in found if one.changes), tuple(opens), number)


def _changes(old: ServerEntry, new: ServerEntry, doubt: str) -> Iterator[Change]:
    found = [*server_changes(old, new)]
    found += Compared("tool", doubt).changes(old.tools, new.tools)
    found += Compared("resource", doubt).changes(old.resources, new.resources)
    found += Compared("prompt", doubt).changes(old.prompts, new.prompts)
    for change in found:
        yield replace(change, level=Level.NOTE) if old.example and new.example else change


def _of(server: ServerEntry, changes: Iterator[Change] | list[Change]) -> ServerChanges:
    """A server with its changes, the gravest first and otherwise as they were found."""
    return ServerChanges(server.name, server.spot, tuple(sorted(changes, key=lambda one: _ORDER.index(one.level))))


def _opens(base: tuple[OpenEntry, ...], now: tuple[OpenEntry, ...]) -> Iterator[tuple[Side, OpenEntry]]:
    """The open sets of both sides, of one side, of the other; two are the same by file and reason, lines may move."""
    left = list(base)
    alone = []
    for one in now:
        same = next((i for i, other in enumerate(left) if _key(other) == _key(one)), None)
        if same is None:
            alone.append((Side.NOW, one))
        else:
            del left[same]
            yield Side.BOTH, one
    yield from ((Side.BASE, one) for one in left)
    yield from alone


def _doubt(opens: list[tuple[Side, OpenEntry]]) -> str:
    """Why what is missing may be there: an open set that the base does not have; "" when there is none.

    Open sets that both sides have say nothing: what was listed beside one is listed beside it still.
    """
    spot = next((one.spot for side, one in opens if side is Side.NOW), None)
    if spot is None:
        return ""
    return f"it may be among what cannot be listed since ({visible(spot.path)}:{spot.line})"


def _key(one: OpenEntry) -> tuple[str, str]:
    return one.spot.path, one.reason
