"""What a test that came out true or false, or a call that returned, tells of labels."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.flow.domain.taints import cleared
from mcp_lintel.flow.domain.truths import filled, possible, told
from mcp_lintel.flow.frames.presence import learn_presence
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.guards import learn as guards
from mcp_lintel.flow.guards.leads import decided, left_over
from mcp_lintel.flow.guards.lookups import remember_statement
from mcp_lintel.flow.types import ABSENT, Check, Value


def assume(evaluator: Evaluating, test: e.Expr, outcome: bool, *, asserted: bool = False) -> None:
    """Take a test to have come out so: narrow values, credit labels."""
    if not asserted:
        _narrowed(evaluator, test, outcome)
    if not evaluator.frame.tainted() or evaluator.look.busy:
        return
    look = evaluator.look
    look.forget()
    learn = guards.learn_assert(test, look) if asserted else guards.learn(test, outcome, look)
    for one in list(learn):
        evaluator.state.credit(one.label, one.kind, one.check)


def tells(evaluator: Evaluating, test: e.Expr, *, outcome: bool = True) -> bool:
    """Does a test, once it came out so, tell anything?"""
    evaluator.look.forget()
    return next(guards.learn(test, outcome, evaluator.look), None) is not None


def split(evaluator: Evaluating, expr: e.Expr) -> tuple[e.Expr, bool] | None:
    """A test by which what is returned is something or nothing, and how it comes out for something.

    `return row` after a look-up, `return dict(row) if row else None`.
    """
    if isinstance(expr, e.Name) and expr.id in evaluator.state.meant:
        return (expr, True) if tells(evaluator, expr) else None
    if isinstance(expr, e.Conditional):
        for outcome, branch in ((True, expr.orelse), (False, expr.body)):
            if isinstance(branch, e.Constant) and not branch.value and tells(evaluator, expr.test, outcome=outcome):
                return expr.test, outcome
    return None


def _narrowed(evaluator: Evaluating, test: e.Expr, outcome: bool) -> None:
    led = decided(test)
    if led is not None and (known := evaluator.state.names.get(led[0])) is not None:
        evaluator.state.names[led[0]] = left_over(known, led[1], outcome)
    match test:
        case e.Unary(op="not", operand=operand):
            _narrowed(evaluator, operand, not outcome)
        case e.Boolean(left=left, op=op, right=right) if (op == "and") is outcome:
            _narrowed(evaluator, left, outcome)
            _narrowed(evaluator, right, outcome)
        case e.Compare(left=left, rest=((("is" | "is not") as op, e.Constant(value=None)),)):
            _narrowed(evaluator, left, outcome is (op == "is not"))
        case e.Compare(left=e.Name(id=name), rest=((("in" | "not in" | "==" | "!=") as op, right),)):
            value = evaluator.state.names.get(name)
            chosen = outcome is (op in ("in", "==")) and value is not None and _is_part(value)
            if value is not None and chosen and _is_fixed(evaluator, right):
                evaluator.state.names[name] = cleared(value, ("any",))
        case e.Call():
            learn_presence(evaluator, test, outcome)
        case e.Name(id=name):
            value = evaluator.state.names.get(name)
            if value is not None and value.cases:
                for label, kind, check in list(told(value, outcome)):
                    evaluator.state.credit(label, kind.partition("~")[0], check)
                evaluator.state.names[name] = possible(value, outcome)
            elif value is not None and outcome and value.kind in ("list", "tuple"):
                evaluator.state.names[name] = filled(value)


def _is_part(value: Value) -> bool:
    """Is it a part of what labels stand for, so that a test of it says nothing of them?"""
    return bool(value.taints) and all(taint.view not in ("", "lowered") for taint in value.taints)


def _is_fixed(evaluator: Evaluating, right: e.Expr) -> bool:
    """Is it a literal or a collection that is written in the code, so that equal values are the program's own?"""
    literals = evaluator.look.literals(right)
    return bool(literals) or evaluator.evaluate(right).constant is not ABSENT


def returned(evaluator: Evaluating, expr: e.Expr, *, alone: bool = False) -> None:
    """Take the calls of a statement to have returned and not raised."""
    call = expr.value if isinstance(expr, e.Await) else expr
    if isinstance(call, e.Call) and evaluator.frame.tainted() and not evaluator.look.busy:
        evaluator.look.forget()
        remember_statement(call, evaluator.state.meant)
        for one in list(guards.raising(call, evaluator.look)):
            evaluator.state.credit(one.label, one.kind, one.check)
        if alone:
            for one in list(guards.ignored(call, evaluator.look)):
                evaluator.state.credit(one.label, one.kind, one.check)


def present(evaluator: Evaluating, key: e.Expr) -> None:
    """A key was found in a dict of the program."""
    check = Check(evaluator.frame.place(key.span))
    for taint in evaluator.evaluate(key).taints:
        if taint.view in ("", "lowered"):
            evaluator.state.credit(taint.label, "any", check)


def equal(evaluator: Evaluating, subject: e.Expr, case: s.Case) -> None:
    """A subject equals one of the literals of a case."""
    for value in case.values[:1]:
        test = e.Compare(case.span, subject, (("==", value),))
        assume(evaluator, test, True)
