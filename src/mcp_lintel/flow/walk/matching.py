"""Cases of `match`: whether they fit, and what they bind and tell."""

from typing import TYPE_CHECKING

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.flow.domain.values import item, join
from mcp_lintel.flow.types import ABSENT, NOTHING, Value
from mcp_lintel.flow.walk import assumptions

if TYPE_CHECKING:
    from mcp_lintel.flow.walk.expressions import Evaluator


def fits(evaluator: "Evaluator", case: s.Case, subject: Value) -> bool | None:
    """Does a value certainly (not) match a case?"""
    if len(case.positions) == len(subject.fields) and subject.kind in ("list", "tuple"):
        pairs = [(subject.fields.get(f"[{i}]", NOTHING), values) for i, values in enumerate(case.positions)]
        return False if any(_differs(evaluator, one, values) for one, values in pairs) else None
    if subject.constant is ABSENT or not case.values:
        return None
    known = [evaluator.evaluate(value).constant for value in case.values]
    return subject.constant in known if ABSENT not in known else None


def _differs(evaluator: "Evaluator", item: Value, values: tuple[e.Expr, ...]) -> bool:
    """Is an item of a sequence none of the values it is compared with?"""
    known = [evaluator.evaluate(value).constant for value in values]
    literal = item.constant is not ABSENT and not item.cases
    return literal and bool(known) and ABSENT not in known and item.constant not in known


def matched(evaluator: "Evaluator", case: s.Case, subject: e.Expr, value: Value) -> None:
    """Bind what a case binds, and learn what its pattern tells."""
    for name in case.names:
        evaluator.state.names[name] = value if case.irrefutable or not case.values else join(value, item(value))
    if case.values and not case.names:
        assumptions.equal(evaluator, subject, case)
