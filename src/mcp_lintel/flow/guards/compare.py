"""Comparisons: equality, membership, and the order of numbers."""

from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.guards.letters import characters
from mcp_lintel.flow.guards.looks import (
    NAMED,
    Learned,
    Look,
    called,
    collection,
    constant,
    is_fixed,
    method,
    taints,
    tell,
)
from mcp_lintel.flow.guards.members import among, equal, not_among, unequal
from mcp_lintel.flow.guards.texts import holds_text, lacks_text
from mcp_lintel.flow.patterns import characters as chars
from mcp_lintel.flow.types import Expr

SMALLER = {"<": (0, 1), "<=": (0, 1), ">": (1, 0), ">=": (1, 0)}
"""Which side is the smaller one, and which the larger."""
_FLIPPED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def learn_compare(left: Expr, op: str, right: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """What `left op right` tells where it is true."""
    counted = _counted(left, op, right, look)
    if counted is not None:
        text, subject, occurs = counted
        yield from (holds_text if occurs else lacks_text)(text, subject, test, look)
    elif op in ("==", "is"):
        yield from equal(left, right, test, look)
    elif op in ("!=", "is not"):
        yield from unequal(left, right, test, look)
    elif op == "in":
        yield from among(left, right, test, look)
        yield from holds_text(left, right, test, look)
    elif op == "not in":
        yield from not_among(left, right, test, look)
        if not taints(left, look):
            yield from lacks_text(left, right, test, look)
    elif op in SMALLER:
        sides = (left, right)
        small, large = SMALLER[op]
        yield from _bounded(sides[small], sides[large], test, look)


def _bounded(small: Expr, large: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`n <= LIMIT`, `len(x) < 100`, `set(x) <= ALLOWED`."""
    if not is_fixed(large, look):
        yield from _below_another(small, large, test, look)
        return
    name = called(small, look)
    if name in ("len", "set", "frozenset") and isinstance(small, e.Call) and len(small.args) == 1:
        subject = small.args[0].value
        if name == "len":
            yield from tell(taints(subject, look, NAMED), ("bounded-length",), test, look)
            return
        yield from within(subject, large, test, look)
        return
    limit = constant(large, look)
    if isinstance(limit, str | bytes) or limit in (float("inf"), None):
        return
    yield from tell(taints(small, look, (*NAMED, "part")), ("amount",), test, look)


def _below_another(small: Expr, large: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """An amount is below something else that may flow in: a total, a limit that was handed over."""
    others = {taint.label.root for taint in taints(large, look)}
    yield from tell([one for one in taints(small, look) if one.label.root not in others], ("amount",), test, look)


def within(subject: Expr, allowed: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """That all items or characters of a value are among those of a set; one that is not known has names in it."""
    known = taints(subject, look, NAMED)
    literals = collection(allowed, look)
    if literals and not all(isinstance(one, str) and len(one) == 1 for one in literals):
        yield from tell(known, ("any",), test, look)
        return
    bits = characters(allowed, look)
    if bits is None and literals is not None:
        bits = chars.WORD | chars.of("-.")
    if bits is not None:
        yield from tell(known, chars.kinds(chars.among(bits)), test, look)


def within_difference(test: e.Binary, look: Look) -> Iterator[Learned]:
    """`set(x) - ALLOWED` that is empty."""
    left = test.left
    if isinstance(left, e.Call) and called(left, look) in ("set", "frozenset") and len(left.args) == 1:
        yield from within(left.args[0].value, test.right, test, look)


def _counted(left: Expr, op: str, right: Expr, look: Look) -> tuple[Expr, Expr, bool] | None:
    """`x.find("..") == -1`, `x.count("/") > 0`: the text, where it is looked for, whether it occurs."""
    if method(left)[1] not in ("find", "rfind", "count", "index"):
        if op not in _FLIPPED or method(right)[1] not in ("find", "rfind", "count"):
            return None
        left, op, right = right, _FLIPPED[op], left
    subject, name = method(left)
    limit = constant(right, look)
    if not isinstance(left, e.Call) or not left.args or not isinstance(limit, int) or op not in _FLIPPED:
        return None
    none = 0 if name == "count" else -1
    absent = (op == "==" and limit == none) or (op == "<" and limit == none + 1) or (op == "<=" and limit == none)
    present = (op == "!=" and limit == none) or (op == ">" and limit == none) or (op == ">=" and limit == none + 1)
    if not absent and not present:
        return None
    return left.args[0].value, subject, present
