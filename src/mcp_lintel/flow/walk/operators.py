"""Operators: arithmetic, text put together with them, comparisons."""

from typing import TYPE_CHECKING

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.domain.keys import has_key
from mcp_lintel.flow.domain.taints import changed
from mcp_lintel.flow.domain.texts import concatenated
from mcp_lintel.flow.domain.truths import truth
from mcp_lintel.flow.domain.values import COLLECTIONS, KEYS, MAPPING, UNKNOWN_TEXT, deep, join
from mcp_lintel.flow.frames.targets import appended_all
from mcp_lintel.flow.types import ABSENT, NOTHING, Value

if TYPE_CHECKING:
    from mcp_lintel.flow.walk.expressions import Evaluator


ARITHMETIC = frozenset({"-", "*", "//", "**", "<<", ">>", "&", "^", "@"})


def binary(evaluator: "Evaluator", expr: e.Binary) -> Value:
    """What `a + b` and the like give."""
    left, right = evaluator.evaluate(expr.left), evaluator.evaluate(expr.right)
    if expr.op == "+":
        if left.kind in COLLECTIONS or right.kind in COLLECTIONS:
            return appended_all(left, right)
        if any(isinstance(side.constant, int | float) for side in (left, right)):
            return join(Value(deep(left)), Value(deep(right)))
        return concatenated([left, right])
    if expr.op == "/":
        return concatenated([left, Value(constant="/"), right])
    if expr.op == "%" and (isinstance(left.constant, str) or deep(left)):
        return _percent(left, right)
    if expr.op in ("|", "&", "-") and (left.kind or right.kind):
        return join(left, right)
    if expr.op in ARITHMETIC or expr.op == "%":
        return changed(join(Value(deep(left)), Value(deep(right))), lambda taint: taint._replace(view="part"))
    return join(Value(deep(left)), Value(deep(right)))


def _percent(left: Value, right: Value) -> Value:
    """`"text %s" % value`: every value stands behind the text before the first mark."""
    text = left.constant if isinstance(left.constant, str) else UNKNOWN_TEXT
    values = [right.fields[key] for key in sorted(right.fields)] if right.kind in ("tuple", "dict") else [right]
    pieces = text.split("%")
    parts: list[Value] = [Value(left.taints, pieces[0])]
    for index, value in enumerate(values):
        parts.append(value)
        rest = pieces[index + 1][1:] if index + 1 < len(pieces) else UNKNOWN_TEXT
        parts.append(Value(constant=rest))
    return concatenated(parts)


def compare(evaluator: "Evaluator", expr: e.Compare) -> Value:
    """What a comparison gives, where literals or kinds decide it."""
    left = evaluator.evaluate(expr.left)
    value = left
    for _op, right in expr.rest:
        value = evaluator.evaluate(right)
    if len(expr.rest) == 1:
        return _compared(left, expr.rest[0][0], value)
    return NOTHING


def unary(evaluator: "Evaluator", expr: e.Unary) -> Value:
    """What `not a` or `-a` gives."""
    value = evaluator.evaluate(expr.operand)
    if expr.op == "not":
        known = truth(value)
        return NOTHING if known is None else Value(constant=not known)
    if expr.op == "-" and isinstance(value.constant, int | float):
        return Value(constant=-value.constant)
    return Value(value.taints)


def _compared(left: Value, op: str, right: Value) -> Value:
    """A comparison of two literals."""
    a, b = left.constant, right.constant
    if op in ("is", "is not") and b is None and a is ABSENT and left.kind not in ("", MAPPING):
        return Value(constant=op == "is not")
    if a is ABSENT or left.cases:
        return NOTHING
    if op in ("in", "not in") and isinstance(a, str) and isinstance(b, str):
        return Value(constant=(a in b) is (op == "in"))
    if op in ("in", "not in"):
        items = [one.constant for key, one in right.fields.items() if key != KEYS]
        if right.kind == "dict":
            known = has_key(right, a)
            return NOTHING if known is None else Value(constant=known is (op == "in"))
        if not right.fields or ABSENT in items or right.taints:
            return NOTHING
        return Value(constant=(a in items) is (op == "in"))
    if b is ABSENT:
        return NOTHING
    if op in ("==", "!="):
        return Value(constant=(a == b) is (op == "=="))
    if op in ("is", "is not"):
        return Value(constant=(a is b) is (op == "is"))
    return NOTHING
