"""What a regular expression admits, read from its parsed form; the expression is never run.

The parsed form is that of the standard library's own `re._parser`. From it comes the position automaton of the
expression (Glushkov's construction): which characters can stand first, last and behind one another. Counted repetition
is taken for repetition without end, look-around for something that always holds, a back reference for any text:
whatever the expression matches, the automaton does too.
"""

import re
import warnings
from functools import lru_cache
from importlib import import_module
from typing import Any

from mcp_lintel.flow.patterns import characters as chars
from mcp_lintel.flow.patterns.automaton import Automaton, TooLarge
from mcp_lintel.flow.patterns.characters import EVERYTHING, NO_IDEA, Admitted
from mcp_lintel.flow.patterns.sets import Item, mask

_PARSER: Any = import_module("re._parser")
LONGEST = 2000
"""Longer patterns are passed over."""
STARTS = frozenset(("match", "fullmatch"))


@lru_cache(maxsize=1024)
def parse(pattern: str, flags: int = 0) -> tuple[tuple[Item, ...], int] | None:
    """The items of a pattern and its flags; None for one that `re` does not take."""
    if len(pattern) > LONGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = _PARSER.parse(pattern, flags)
    except (re.error, RecursionError, OverflowError, ValueError):
        return None
    return tuple(parsed), int(parsed.state.flags)


@lru_cache(maxsize=1024)
def admitted(pattern: str, how: str = "fullmatch", flags: int = 0) -> Admitted:
    """What a value looks like that the pattern accepts; `how` is fullmatch, match, search or pydantic.

    Pydantic searches with Rust's `regex`, where `$` means the end of the text and nothing before it.
    """
    parsed = parse(pattern, flags)
    if parsed is None:
        return NO_IDEA
    items, all_flags = parsed
    start = how in STARTS or anchored(items, all_flags, "start")
    end = how == "fullmatch" or anchored(items, all_flags, "end")
    try:
        automaton = Automaton(items, all_flags, open_start=not start, open_end=not end)
    except (TooLarge, RecursionError):
        return NO_IDEA
    line_end = how in ("match", "search") and end and not anchored(items, all_flags, "end", strictly=True)
    found = Admitted(
        every=automaton.every,
        first=automaton.first,
        dotdot=automaton.repeats(chars.of(".")),
        fixed=automaton.fixed,
        line_end=line_end,
    )
    return _without(found, items, all_flags) if start else found


def safe_for(pattern: str, how: str = "fullmatch", flags: int = 0) -> frozenset[str]:
    """The kinds of sinks (and tokens) that a value is harmless for once the pattern accepted it."""
    known = chars.kinds(admitted(pattern, how, flags))
    parsed = parse(pattern, flags)
    if parsed and (how in STARTS or anchored(*parsed, "start")) and _names_host(parsed[0], parsed[1]):
        known |= {"url", "redirect"}
    return known


def anchored(items: tuple[Item, ...], flags: int, side: str, strictly: bool = False) -> bool:
    """Does the pattern hold on to that side of the text? `strictly` asks for the very end, which `$` is not."""
    for item in items if side == "start" else reversed(items):
        name, value = str(item[0]), item[1]
        if name == "AT":
            where = str(value)
            if where == ("AT_BEGINNING_STRING" if side == "start" else "AT_END_STRING"):
                return True
            if where == ("AT_BEGINNING" if side == "start" else "AT_END"):
                return not flags & re.MULTILINE and not (strictly and side == "end")
            continue
        if name in ("ASSERT", "ASSERT_NOT"):
            continue
        if name == "SUBPATTERN":
            return anchored(tuple(value[3]), flags | value[1], side, strictly)
        if name == "ATOMIC_GROUP":
            return anchored(tuple(value), flags, side, strictly)
        if name == "BRANCH":
            return all(anchored(tuple(way), flags, side, strictly) for way in value[1])
        return False
    return False


def _without(found: Admitted, items: tuple[Item, ...], flags: int) -> Admitted:
    """Take away what a negative look-ahead at the start refuses: a first character, `..` anywhere."""
    every, first, dotdot = found.every, found.first, found.dotdot
    for item in items:
        name, value = str(item[0]), item[1]
        if name == "AT":
            continue
        if name != "ASSERT_NOT" or value[0] != 1:
            break
        refused = tuple(value[1])
        if len(refused) == 1 and (bits := mask(refused[0], flags)) is not None:
            first &= ~bits
        elif len(refused) > 1 and _anything(refused[0]) and (flags & re.DOTALL or not every & chars.of("\n")):
            if [(str(one[0]), one[1]) for one in refused[1:]] == [("LITERAL", ord("."))] * 2:
                dotdot = False
            elif len(refused) == 2 and (bits := mask(refused[1], flags)) is not None:
                every, first = every & ~bits, first & ~bits
    return Admitted(every, first, dotdot and bool(every & chars.of(".")), found.fixed, found.line_end)


def _anything(item: Item) -> bool:
    """Is this `.*`?"""
    return str(item[0]) in ("MAX_REPEAT", "MIN_REPEAT") and item[1][0] == 0 and str(item[1][2][0][0]) == "ANY"


def refused(pattern: str, how: str = "search", flags: int = 0) -> tuple[Admitted, frozenset[str]]:
    """What a value looks like in which the pattern was *not* found, and the texts that cannot occur in it."""
    parsed = parse(pattern, flags)
    if parsed is None:
        return NO_IDEA, frozenset()
    items, all_flags = parsed
    begins = how == "match" or anchored(items, all_flags, "start")
    ways = _ways(tuple(item for item in items if str(item[0]) != "AT"))
    if how == "fullmatch" or anchored(items, all_flags, "end"):
        return NO_IDEA, frozenset()
    bits, texts = 0, set()
    for way in ways:
        single = _single(way, all_flags)
        if single is not None:
            bits |= single
        elif way and all(str(item[0]) == "LITERAL" for item in way):
            texts.add("".join(chr(item[1]) for item in way))
    if begins:
        return Admitted(first=EVERYTHING & ~bits), frozenset()
    every = EVERYTHING & ~bits
    dotdot = bool(every & chars.of(".")) and ".." not in texts
    return Admitted(every, every, dotdot), frozenset(texts)


def _ways(items: tuple[Item, ...]) -> list[tuple[Item, ...]]:
    """The alternatives of a pattern that is nothing but alternatives."""
    if len(items) == 1 and str(items[0][0]) == "SUBPATTERN":
        return _ways(tuple(items[0][1][3]))
    if len(items) == 1 and str(items[0][0]) == "BRANCH":
        return [way for one in items[0][1][1] for way in _ways(tuple(one))]
    return [items]


def _single(way: tuple[Item, ...], flags: int) -> int | None:
    """The characters of a way that is one character, or one repeated: finding any of them is finding the way."""
    if len(way) != 1:
        return None
    name, value = str(way[0][0]), way[0][1]
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _single(tuple(value[2]), flags) if value[0] == 1 else None
    if name == "SUBPATTERN":
        return _single(tuple(value[3]), flags | value[1])
    return mask(way[0], flags)


_NOT_IN_HOST = chars.of("/\\@:?#") | chars.BLANKS | chars.BEYOND_OTHER


def _names_host(items: tuple[Item, ...], flags: int) -> bool:
    """Does every match begin with a scheme and go on with a host of the pattern's own, up to its slash?"""
    text, loose = "", False
    for item in items:
        name, value = str(item[0]), item[1]
        if name == "AT":
            continue
        if name == "LITERAL":
            text += chr(value)
            if text.endswith("/") and "://" in text and not text.endswith(("://", ":/")):
                host = text.partition("://")[2][:-1]
                return not loose or (host.startswith(".") and host.count(".") > 1)
            continue
        if "://" not in text:
            if name == "MAX_REPEAT" and value[:2] == (0, 1) and text.endswith("http"):
                continue
            return False
        bits = _all_characters(item, flags)
        if bits & _NOT_IN_HOST:
            return False
        text, loose = text.partition("://")[0] + "://", True
    return False


def _all_characters(item: Item, flags: int) -> int:
    try:
        return Automaton((item,), flags).every
    except (TooLarge, RecursionError):
        return EVERYTHING
