"""Which components of one server belong together: by name, and a rename only where it is certain."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mcp_lintel.report.inventory.types import ComponentEntry, ToolEntry

C = TypeVar("C", bound=ToolEntry | ComponentEntry)


@dataclass(frozen=True, slots=True)
class Matched(Generic[C]):
    """Pairs by name, pairs by handler whose name changed, and what stands alone; each in the order of its side."""

    pairs: tuple[tuple[C, C], ...]
    renamed: tuple[tuple[C, C], ...]
    gone: tuple[C, ...]
    come: tuple[C, ...]


def matched(old: Sequence[C], new: Sequence[C]) -> Matched[C]:
    """The components of both sides; those without a readable name belong to nothing and are left out."""
    pairs: list[tuple[C, C]] = []
    after = _by_name(new)
    gone: list[C] = []
    for name, entries in _by_name(old).items():
        others = after.pop(name, [])
        pairs += _paired(entries, others)
        gone += [] if others else entries[:1]
    come = [entries[0] for entries in after.values()]
    renamed = _renamed(gone, come, _handlers(old), _handlers(new))
    taken = {id(one) for pair in renamed for one in pair}
    return Matched(
        tuple(pairs),
        tuple(renamed),
        tuple(one for one in gone if id(one) not in taken),
        tuple(one for one in come if id(one) not in taken),
    )


def unnamed(components: Iterable[ToolEntry | ComponentEntry]) -> int:
    """How many components have a name that cannot be read."""
    return sum(one.name is None for one in components)


def _by_name(components: Iterable[C]) -> dict[str, list[C]]:
    found: dict[str, list[C]] = {}
    for one in components:
        if one.name is not None:
            found.setdefault(one.name, []).append(one)
    return found


def _paired(old: list[C], new: list[C]) -> list[tuple[C, C]]:
    """One pair of those that share a name: variants with the same handler, else the first of each side."""
    for one in old:
        for other in new:
            if one.function and one.function == other.function:
                return [(one, other)]
    return [(old[0], new[0])] if old and new else []


def _renamed(gone: list[C], come: list[C], before: Counter[str], after: Counter[str]) -> list[tuple[C, C]]:
    """Pairs with the same handler, where it stands for one component alone on both sides."""
    by_function = {one.function: one for one in come if one.function and after[one.function] == 1}
    return [
        (one, by_function[one.function]) for one in gone if before[one.function] == 1 and one.function in by_function
    ]


def _handlers(components: Iterable[ToolEntry | ComponentEntry]) -> Counter[str]:
    return Counter(one.function for one in components)
