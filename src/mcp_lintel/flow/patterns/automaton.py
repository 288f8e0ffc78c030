"""The positions of a regular expression and which may follow which."""

from dataclasses import dataclass, field
from typing import Any

from mcp_lintel.flow.patterns.characters import EVERYTHING
from mcp_lintel.flow.patterns.sets import Item, mask

MOST_POSITIONS = 400


class TooLarge(Exception):  # noqa: N818 - a bound that was met, no fault
    """The expression has more positions than are looked at."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the expression: can it be empty, where does it start and end."""

    empty: bool = True
    first: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()


_EMPTY = _Part()
_REPEATS = frozenset(("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"))


@dataclass(slots=True)
class Automaton:
    """What the items of an expression match, with any text around where the sides are open."""

    items: tuple[Item, ...]
    flags: int
    open_start: bool = False
    open_end: bool = False
    _sets: list[int] = field(default_factory=list)
    _follow: list[set[int]] = field(default_factory=list)
    _loose: bool = False
    _whole: _Part = _EMPTY

    def __post_init__(self) -> None:
        whole = self._sequence(self.items, self.flags)
        if self.open_start:
            whole = self._then(self._anything(), whole)
        if self.open_end:
            whole = self._then(whole, self._anything())
        self._whole = whole

    @property
    def every(self) -> int:
        """All characters that can occur."""
        bits = 0
        for one in self._sets:
            bits |= one
        return bits

    @property
    def first(self) -> int:
        """The characters that can stand first."""
        bits = 0
        for position in self._whole.first:
            bits |= self._sets[position]
        return bits

    @property
    def fixed(self) -> bool:
        """Does it match nothing but a few texts that are written out?"""
        return not self._loose and bool(self._sets)

    def repeats(self, bits: int) -> bool:
        """Can two characters of the set stand behind one another?"""
        dotted = {position for position, one in enumerate(self._sets) if one & bits}
        return any(self._follow[position] & dotted for position in dotted)

    def _position(self, bits: int) -> _Part:
        if len(self._sets) >= MOST_POSITIONS:
            raise TooLarge
        self._sets.append(bits)
        self._follow.append(set())
        here = frozenset((len(self._sets) - 1,))
        return _Part(empty=False, first=here, last=here)

    def _sequence(self, items: Any, flags: int) -> _Part:
        whole = _EMPTY
        for item in items:
            whole = self._then(whole, self._item(item, flags))
        return whole

    def _then(self, a: _Part, b: _Part) -> _Part:
        for position in a.last:
            self._follow[position] |= b.first
        return _Part(
            empty=a.empty and b.empty,
            first=a.first | b.first if a.empty else a.first,
            last=a.last | b.last if b.empty else b.last,
        )

    def _item(self, item: Item, flags: int) -> _Part:
        name, value = str(item[0]), item[1]
        bits = mask(item, flags)
        if bits is not None:
            self._loose = self._loose or name != "LITERAL"
            return self._position(bits)
        if name in _REPEATS:
            return self._repeated(value[0], value[1], value[2], flags)
        if name == "SUBPATTERN":
            return self._sequence(value[3], (flags | value[1]) & ~value[2])
        if name == "ATOMIC_GROUP":
            return self._sequence(value, flags)
        if name == "BRANCH":
            return self._either([self._sequence(way, flags) for way in value[1]])
        if name == "GROUPREF_EXISTS":
            ways = [self._sequence(value[1], flags), self._sequence(value[2] or (), flags)]
            return self._either(ways)
        return _EMPTY if name in ("AT", "ASSERT", "ASSERT_NOT", "FAILURE") else self._anything()

    def _either(self, ways: list[_Part]) -> _Part:
        return _Part(
            empty=any(way.empty for way in ways),
            first=frozenset().union(*(way.first for way in ways)),
            last=frozenset().union(*(way.last for way in ways)),
        )

    def _repeated(self, least: int, most: int, items: Any, flags: int) -> _Part:
        part = self._sequence(items, flags)
        if most > 1:
            self._loose = True
            for position in part.last:
                self._follow[position] |= part.first
        return _Part(empty=part.empty or least == 0, first=part.first, last=part.last)

    def _anything(self) -> _Part:
        """Any text at all."""
        self._loose = True
        here = self._position(EVERYTHING)
        for position in here.last:
            self._follow[position] |= here.first
        return _Part(empty=True, first=here.first, last=here.last)
