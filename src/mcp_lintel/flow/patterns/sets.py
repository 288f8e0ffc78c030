"""The characters that one item of a parsed regular expression stands for, as a set of guard_characters."""

import re
from typing import Any

from mcp_lintel.flow.patterns import characters as chars
from mcp_lintel.flow.patterns.characters import BEYOND_OTHER, BEYOND_WORD, EVERYTHING

Item = tuple[Any, Any]
"""An operation of `re._parser` and its operand."""

_BEYOND = BEYOND_WORD | BEYOND_OTHER


def mask(item: Item, flags: int) -> int | None:
    """The characters of an item that matches exactly one; None for any other item."""
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        return _cased(chars.of_one(chr(value)), flags)
    if name == "NOT_LITERAL":
        return EVERYTHING & ~(1 << value if value < 128 else 0)
    if name == "ANY":
        return EVERYTHING if flags & re.DOTALL else EVERYTHING & ~chars.of("\n")
    return _of_set(value, flags) if name == "IN" else None


def _of_set(members: list[Item], flags: int) -> int:
    negated = bool(members) and str(members[0][0]) == "NEGATE"
    bits = 0
    for name, value in members[1:] if negated else members:
        bits |= _member(str(name), value, flags, negated)
    bits = _cased(bits, flags)
    if not negated:
        return bits
    return EVERYTHING & ~bits


def _member(name: str, value: Any, flags: int, negated: bool) -> int:
    """One member of a set. In a negated one a single character beyond ASCII takes nothing away."""
    if name == "LITERAL":
        return 0 if negated and value >= 128 else chars.of_one(chr(value))
    if name == "RANGE":
        low, high = value
        bits = chars.of(chr(code) for code in range(low, min(high, 127) + 1))
        return bits if high < 128 or negated else bits | _BEYOND
    if name == "CATEGORY":
        return _category(str(value), bool(flags & re.ASCII), negated)
    return 0 if negated else EVERYTHING


def _category(name: str, ascii_only: bool, negated: bool) -> int:
    """A class such as `\\w`; what it has of the characters beyond ASCII is rounded up, in a negated set down."""
    inverted = "_NOT_" in name
    if name.endswith("DIGIT"):
        inside, part = chars.DIGITS, BEYOND_WORD
    elif name.endswith("SPACE"):
        inside, part = chars.BLANKS, BEYOND_OTHER
    else:
        inside, part = chars.WORD, BEYOND_WORD
    whole = part == BEYOND_WORD and name.endswith("WORD")
    if not inverted:
        if ascii_only:
            return inside
        return inside if negated and not whole else inside | part
    rest = chars.ASCII & ~inside
    if negated:
        return rest | (_BEYOND if ascii_only else _BEYOND & ~part)
    return rest | (_BEYOND & ~part if whole and not ascii_only else _BEYOND)


def _cased(bits: int, flags: int) -> int:
    """With the letters of both cases, if case does not matter."""
    if not flags & re.IGNORECASE:
        return bits
    letters = bits & chars.LETTERS
    upper = letters & chars.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    lower = letters & ~upper
    folded = bits | upper << 32 | lower >> 32
    return folded | BEYOND_WORD if letters and not flags & re.ASCII else folded
