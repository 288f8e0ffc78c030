"""Tests of a text character by character: `all(c.isalnum() or c in "-_" for c in name)`, `set(name) <= ALLOWED`."""

import operator
import string
import sys
from collections.abc import Callable
from functools import partial

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.guards.looks import Look, called, constant, method, text_of, texts_of
from mcp_lintel.flow.patterns import characters as chars
from mcp_lintel.flow.patterns.characters import BEYOND_OTHER, BEYOND_WORD, EVERYTHING
from mcp_lintel.flow.types import Expr

_LOWER = chars.of(string.ascii_lowercase)
_BEYOND = BEYOND_WORD | BEYOND_OTHER
_PLAIN = chars.DIGITS | chars.LETTERS
CLASSES = {
    "isalnum": (_PLAIN | BEYOND_WORD, chars.ASCII & ~_PLAIN | BEYOND_OTHER),
    "isalpha": (chars.LETTERS | BEYOND_WORD, chars.ASCII & ~chars.LETTERS | _BEYOND),
    "isdigit": (chars.DIGITS | _BEYOND, chars.ASCII & ~chars.DIGITS | _BEYOND),
    "isdecimal": (chars.DIGITS | BEYOND_WORD, chars.ASCII & ~chars.DIGITS | _BEYOND),
    "isnumeric": (chars.DIGITS | _BEYOND, chars.ASCII & ~chars.DIGITS | _BEYOND),
    "isspace": (chars.BLANKS | BEYOND_OTHER, chars.ASCII & ~chars.BLANKS | _BEYOND),
    "isascii": (chars.ASCII, _BEYOND),
    "isprintable": (EVERYTHING & ~chars.CONTROLS, chars.CONTROLS | _BEYOND),
    "islower": (_LOWER | BEYOND_WORD, EVERYTHING & ~_LOWER),
    "isupper": (chars.LETTERS & ~_LOWER | BEYOND_WORD, EVERYTHING & ~(chars.LETTERS & ~_LOWER)),
    "isidentifier": (chars.LETTERS | chars.of("_") | BEYOND_WORD, EVERYTHING & ~(chars.LETTERS | chars.of("_"))),
}
"""The characters for which a method of one character answers true, and false; beyond ASCII rounded up."""


def letters(test: Expr, name: str, outcome: bool, look: Look) -> int:
    """The characters that the variable may be where a test of it came out so; all of them if that is not known."""
    if isinstance(test, e.Unary) and test.op == "not":
        return letters(test.operand, name, not outcome, look)
    if isinstance(test, e.Boolean):
        left, right = letters(test.left, name, outcome, look), letters(test.right, name, outcome, look)
        return left & right if (test.op == "and") is outcome else left | right
    if isinstance(test, e.Call):
        receiver, attr = method(test)
        if attr in CLASSES and _is(receiver, name):
            return CLASSES[attr][0 if outcome else 1]
        return EVERYTHING
    if not isinstance(test, e.Compare):
        return EVERYTHING
    found = 0 if not outcome else EVERYTHING
    side = test.left
    for op, other in test.rest:
        bits = _compared(side, op, other, name, outcome, look)
        found = found & bits if outcome else found | bits
        side = other
    return found


def _is(expr: Expr, name: str) -> bool:
    return isinstance(expr, e.Name) and expr.id == name


def _compared(left: Expr, op: str, right: Expr, name: str, outcome: bool, look: Look) -> int:
    if _is(left, name) and op in ("==", "!=") and len(text_of(right, look) or "") != 1:
        return EVERYTHING
    if _is(left, name) and op in ("in", "not in", "==", "!="):
        bits = characters(right, look)
        if bits is None:
            return EVERYTHING
        return bits if (op in ("in", "==")) is outcome else _rest(bits)
    return _ordered(left, op, right, name, outcome, look)


def _rest(bits: int) -> int:
    """All other characters; one beyond ASCII stands for many, so taking it away takes nothing."""
    return EVERYTHING & ~(bits & chars.ASCII)


_ORDER: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


def _ordered(left: Expr, op: str, right: Expr, name: str, outcome: bool, look: Look) -> int:
    """`ord(c) < 32`, `32 <= ord(c)`."""
    compare = _ORDER.get(op)
    for side, other, flipped in ((left, right, False), (right, left, True)):
        if not (isinstance(side, e.Call) and isinstance(side.func, e.Name) and side.func.id == "ord"):
            continue
        limit = constant(other, look)
        if compare is None or not isinstance(limit, int) or not (side.args and _is(side.args[0].value, name)):
            continue
        return _where(partial(compare, limit) if flipped else partial(_turned, compare, limit), outcome)
    return EVERYTHING


def _turned(compare: Callable[[int, int], bool], limit: int, code: int) -> bool:
    return compare(code, limit)


def _where(fits: Callable[[int], bool], outcome: bool) -> int:
    """The characters whose number fits; those beyond ASCII go by the first and the last of them."""
    bits = 0
    for code in range(128):
        if fits(code) is outcome:
            bits |= 1 << code
    return bits | (_BEYOND if outcome in (fits(128), fits(sys.maxunicode)) else 0)


def characters(expr: Expr, look: Look) -> int | None:
    """The characters of a text or a set of characters: literals, `string.digits`, sums and sets of them."""
    if isinstance(expr, e.Binary) and expr.op in ("+", "|"):
        left, right = characters(expr.left, look), characters(expr.right, look)
        return None if left is None or right is None else left | right
    if isinstance(expr, e.Call) and called(expr, look) in ("set", "frozenset", "list", "tuple"):
        return characters(expr.args[0].value, look) if len(expr.args) == 1 else None
    path = look.path(expr)
    if path.startswith("string."):
        text = getattr(string, path.removeprefix("string."), None)
        return chars.of(text) if isinstance(text, str) else None
    text = text_of(expr, look)
    texts = texts_of(expr, look) if text is None else frozenset(text)
    if texts is not None:
        return chars.of("".join(texts)) if all(len(one) == 1 for one in texts) else None
    meant = look.meant(expr) if isinstance(expr, e.Name) else None
    return characters(meant, look) if meant is not None and meant is not expr else None
