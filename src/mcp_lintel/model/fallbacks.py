"""Servers of which one stands for another: what `try: import … except ImportError: import …` comes to.

One project of several generations is one server; which classes it may be built from follows from what is declared.
"""

from collections.abc import Mapping, Sequence

from mcp_lintel.artifacts.types import Manifest
from mcp_lintel.model.generations import admitted, certain
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.model.types import Family
from mcp_lintel.program.values import Value


def settled(
    objects: Sequence[ServerObject], instead: Mapping[int, tuple[int, Value]], manifest: Manifest
) -> list[ServerObject]:
    """The servers without those that only stand for another; each knows the classes it may be built from.

    `instead` tells by identity which outside things exclude one another.
    """
    groups: dict[int, list[ServerObject]] = {}
    for server in objects:
        number, _ = instead.get(id(server.value), (0, None))
        if number and server.built is not None:
            groups.setdefault(number, []).append(server)
    dropped: set[int] = set()
    for group in groups.values():
        kept = _kept(group, manifest)
        dropped |= {id(one) for one in group if one is not kept}
    return [server for server in objects if id(server) not in dropped]


def _kept(group: Sequence[ServerObject], manifest: Manifest) -> ServerObject:
    """The first of several that the declared versions admit, with the classes and objects of the others."""
    families = _families([server.family for server in group], manifest)
    kept = next(server for server in group if server.family in families)
    kept.families = families
    kept.standing = tuple(server.value for server in group if server is not kept)
    return kept


def _families(tried: Sequence[Family], manifest: Manifest) -> tuple[Family, ...]:
    """Those of several classes, in the order in which they are tried, that may be found; all where none fits."""
    found: list[Family] = []
    for family in dict.fromkeys(tried):
        if admitted(family, manifest):
            found.append(family)
        if certain(family, manifest):
            break
    return tuple(found) or tuple(dict.fromkeys(tried))
