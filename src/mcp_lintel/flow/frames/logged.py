"""Refusals that are only written down: the test is there, what it finds goes on (clause SEC-63, `log-only`)."""

from collections.abc import Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import spelled
from mcp_lintel.flow.frames.state import State
from mcp_lintel.flow.patterns.characters import TOKENS
from mcp_lintel.flow.types import Check

WARNING = frozenset(("print", "warn", "warning", "error", "exception", "critical"))
"""What something that is not as it should be is written down with; `info` and `debug` tell of what is."""


def credit_logged(stmt: s.If, before: State, ways: Sequence[State], after: State) -> None:
    """Note, as checks that do not hold, what a branch would have told if it had refused and not only warned."""
    if len(ways) < 2 or stmt.orelse or not ways[0].alive or not _refuses(stmt.test) or not all(map(_warns, stmt.body)):
        return
    for label, checks in ways[1].guards.items():
        known = before.guards.get(label, {})
        for key, check in checks.items() if checks is not known else ():
            kind = key.partition("~")[0]
            if key not in known and kind not in TOKENS:
                after.credit(label, kind, Check(check.place, "log-only"))


def _warns(stmt: s.Stmt) -> bool:
    """Does a statement only write a warning?"""
    call = stmt.value if isinstance(stmt, s.Evaluate) else None
    call = call.value if isinstance(call, e.Await) else call
    return isinstance(call, e.Call) and spelled(call.func).rpartition(".")[2] in WARNING


def _refuses(test: e.Expr) -> bool:
    """Does a test look at what a value is, and not only whether there is one?"""
    match test:
        case e.Unary(op="not", operand=e.Call()):
            return True
        case e.Unary(op="not", operand=inner):
            return _refuses(inner)
        case e.Compare(rest=((_, e.Constant(value=None | "")),)):
            return False
        case e.Boolean(left=left, right=right):
            return _refuses(left) or _refuses(right)
    return isinstance(test, e.Compare | e.Call)
