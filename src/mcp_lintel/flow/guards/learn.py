"""What a test tells of the values in it: which sinks they are harmless for once it came out true or false.

The code follows the standard's "What makes it harmless" and clause SEC-63. What a test tells is told of labels, through
the view that the tested value is of its label: a test of a host says nothing of the path behind it. A check that can be
walked around is told as well, with its weakness, so that the finding can name it.
"""

from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.guards.calls import learn_call
from mcp_lintel.flow.guards.compare import learn_compare, within_difference
from mcp_lintel.flow.guards.items import learn_filtered, learn_items
from mcp_lintel.flow.guards.logic import Known, both, either, known, told, weakened
from mcp_lintel.flow.guards.looks import NAMED, Learned, Look, called, stored, taints, tell
from mcp_lintel.flow.guards.lookups import never_none
from mcp_lintel.flow.guards.raising import raising
from mcp_lintel.flow.patterns.characters import settle
from mcp_lintel.flow.types import Expr

__all__ = ["Learned", "Look", "ignored", "learn", "learn_assert", "raising", "settle", "weakened"]

MAX_DEPTH = 12


def learn(test: Expr, outcome: bool, look: Look) -> Iterator[Learned]:
    """What is known once a test came out as `outcome`."""
    yield from told(_way(test, outcome, look, 0))


def learn_assert(test: Expr, look: Look) -> Iterator[Learned]:
    """What an `assert` tells: the same as a test, but it is gone when Python runs with `-O`."""
    yield from weakened(learn(test, True, look), "assert")


def ignored(call: Expr, look: Look) -> Iterator[Learned]:
    """What a test would tell whose answer nobody looks at: a call that stands alone in a statement."""
    if isinstance(call, e.Call):
        yield from weakened(learn(call, True, look), "ignored-result")


def _way(test: Expr, outcome: bool, look: Look, depth: int) -> Known | None:
    """What holds on the way on which the test came out so, None if it cannot."""
    if depth > MAX_DEPTH:
        return {}
    if isinstance(test, e.Constant):
        return {} if bool(test.value) is outcome else None
    if isinstance(test, e.Boolean):
        return _boolean(test, outcome, look, depth)
    if isinstance(test, e.Unary) and test.op == "not":
        return _way(test.operand, not outcome, look, depth + 1)
    if isinstance(test, e.Walrus | e.Await):
        return _way(test.value, outcome, look, depth + 1)
    if isinstance(test, e.Conditional):
        ways = [
            both(_way(test.test, side, look, depth + 1), _way(branch, outcome, look, depth + 1))
            for side, branch in ((True, test.body), (False, test.orelse))
        ]
        return either(*ways)
    if isinstance(test, e.Compare):
        return _compare(test, outcome, look, depth)
    if isinstance(test, e.Call):
        return _call(test, outcome, look, depth)
    if isinstance(test, e.Comprehension) and not outcome:
        return known(learn_filtered(test, look, lambda one, side, at: _way(one, side, at, depth + 1)))
    return _plain(test, outcome, look, depth)


def _boolean(test: e.Boolean, outcome: bool, look: Look, depth: int) -> Known | None:
    """`and` that holds and `or` that fails tell both sides; the others what either way tells."""
    goes_on = test.op == "and"
    second = both(_way(test.left, goes_on, look, depth + 1), _way(test.right, outcome, look, depth + 1))
    return second if outcome is goes_on else either(_way(test.left, outcome, look, depth + 1), second)


def _compare(test: e.Compare, outcome: bool, look: Look, depth: int) -> Known | None:
    """A chain that holds holds pair by pair; one that fails says which pair only when there is one."""
    if len(test.rest) > 1:
        if not outcome:
            return {}
        found: Known = {}
        left = test.left
        for op, right in test.rest:
            found = both(found, known(learn_compare(left, op, right, test, look))) or {}
            left = right
        return found
    op, right = test.rest[0]
    inner = _compared_answer(test.left, op, right, outcome)
    if (
        inner is not None
        and isinstance(right, e.Constant)
        and right.value is None
        and never_none(stored(test.left, look))
    ):
        return {}
    if inner is not None:
        return _way(test.left, inner, look, depth + 1)
    return known(learn_compare(test.left, op if outcome else INVERSE.get(op, ""), right, test, look))


INVERSE = {
    "==": "!=", "!=": "==", "is": "is not", "is not": "is", "in": "not in", "not in": "in",
    "<": ">=", ">=": "<", ">": "<=", "<=": ">",
}  # fmt: skip


def _compared_answer(left: Expr, op: str, right: Expr, outcome: bool) -> bool | None:
    """`check(x) is None`, `== True`, `is not False`: the outcome of the call or stored test on the left."""
    if op not in ("==", "!=", "is", "is not") or not isinstance(right, e.Constant):
        return None
    same = (op in ("==", "is")) is outcome
    if isinstance(right.value, bool):
        return right.value if same else not right.value
    if right.value is None and isinstance(left, e.Call | e.Walrus | e.Await | e.Name):
        return not same
    return None


def _call(test: e.Call, outcome: bool, look: Look, depth: int) -> Known | None:
    name = called(test, look)
    if name == "bool" and len(test.args) == 1:
        return _way(test.args[0].value, outcome, look, depth + 1)
    if name in ("any", "all"):
        return known(learn_items(test, name, outcome, look, lambda one, side, at: _way(one, side, at, depth + 1)))
    found = known((*learn_call(test, outcome, look), *look.cases(test, outcome)))
    return both(found, _falsy(test, outcome, look))


def _plain(test: Expr, outcome: bool, look: Look, depth: int) -> Known | None:
    """A value as a test: a stored test tells what it did, anything false is empty and does no harm."""
    meant = look.meant(test) if isinstance(test, e.Name) else None
    stored = _way(meant, outcome, look, depth + 1) if meant is not None and meant is not test else {}
    if isinstance(test, e.Attribute):
        stored = both(stored, known(learn_call(test, outcome, look)))
    return both(stored, _falsy(test, outcome, look))


def _falsy(test: Expr, outcome: bool, look: Look) -> Known:
    """An empty text, zero, None: nothing is left of what was sent."""
    if isinstance(test, e.Binary) and test.op == "-" and not outcome:
        return known(within_difference(test, look))
    answers = isinstance(test, e.Attribute) and test.attr.startswith(("is_", "has_"))
    if outcome or answers or isinstance(test, e.Call):
        return {}
    return known(tell(taints(test, look, NAMED), ("any",), test, look))
