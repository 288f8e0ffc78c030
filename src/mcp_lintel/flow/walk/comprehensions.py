"""Comprehensions: of what is written out item by item, of copies of dicts as what they copy, of others once."""

from typing import TYPE_CHECKING

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import descend
from mcp_lintel.flow.domain.truths import truth
from mcp_lintel.flow.domain.values import ANY_ITEM, KEYS, MAYBE, each, join, written_out
from mcp_lintel.flow.frames.targets import assign
from mcp_lintel.flow.types import ABSENT, NOTHING, Value

if TYPE_CHECKING:
    from mcp_lintel.flow.walk.expressions import Evaluator


def comprehended(evaluator: "Evaluator", expr: e.Comprehension) -> Value:
    """The value of a comprehension."""
    copied = _copied(evaluator, expr)
    if copied is not None:
        return copied
    if expr.value is not None and len(expr.clauses) == 1:
        items = written_out(evaluator.iterated(expr.clauses[0].source))
        if items:
            return _itemwise(evaluator, expr, expr.value, items)
    return _once(evaluator, expr)


def _copied(evaluator: "Evaluator", expr: e.Comprehension) -> Value | None:
    """`{k: v for k, v in given.items() if v is not None}` is what it was given."""
    match expr:
        case e.Comprehension(
            element=e.Name(id=key),
            value=e.Name(id=value),
            clauses=(e.Clause(
                target=e.Display(items=(e.Name(id=first), e.Name(id=second))),
                source=e.Call(func=e.Attribute(value=owner, attr="items"), args=()),
                tests=tests,
            ),),
        ) if (key, value) == (first, second) and all(_passes(test, value) for test in tests):  # fmt: skip
            given = evaluator.evaluate(owner)
            keys = _once(evaluator, expr).fields[KEYS] if given.taints else NOTHING
            return Value(given.taints, ABSENT, {**given.fields, KEYS: keys}, (), "dict") if given.taints else None
    return None


def _passes(test: e.Expr, name: str) -> bool:
    """Does a test ask no more of a value than that there is one?"""
    match test:
        case e.Name() | e.Compare(left=e.Name(), rest=(("is not", e.Constant(value=None)),)):
            return True
    return all(not isinstance(item, e.Name) or item.id != name for item in descend(test))


def _itemwise(evaluator: "Evaluator", expr: e.Comprehension, value: e.Expr, items: list[Value]) -> Value:
    """A dict made of what is written out: each item under its own key."""
    clause, before = expr.clauses[0], evaluator.state
    fields: dict[str, Value] = {}
    maybe: dict[str, Value] = {}
    for one in items:
        evaluator.frame.state = before.fork()
        assign(clause.target, one, evaluator.state, evaluator.frame)
        passed = [truth(evaluator.evaluate(test)) for test in clause.tests]
        for test in clause.tests:
            evaluator.assume(test, True)
        if False not in passed:
            key = evaluator.evaluate(expr.element)
            found = evaluator.state.settled(evaluator.evaluate(value))
            name = f"[{key.constant}]" if isinstance(key.constant, str | int) else ANY_ITEM
            fields[name] = join(fields[name], found) if name in fields else found
            if None in passed:
                maybe[name] = NOTHING
    evaluator.frame.state = before
    return Value(None, ABSENT, {**fields, MAYBE: Value(fields=maybe)} if maybe else fields, (), "dict")


def _once(evaluator: "Evaluator", expr: e.Comprehension) -> Value:
    """A comprehension whose items are not told apart."""
    before = evaluator.state
    evaluator.frame.state = before.fork()
    for clause in expr.clauses:
        source = evaluator.iterated(clause.source)
        assign(clause.target, each(source), evaluator.state, evaluator.frame)
        for test in clause.tests:
            evaluator.evaluate(test)
            evaluator.assume(test, True)
    element = evaluator.state.settled(evaluator.evaluate(expr.element))
    fields = {ANY_ITEM: element}
    if expr.value is not None:
        fields = {KEYS: element, ANY_ITEM: evaluator.state.settled(evaluator.evaluate(expr.value))}
    after = evaluator.state
    evaluator.frame.state = before
    for label, checks in after.guards.items():
        if ANY_ITEM in label.path and label not in before.guards and not any(c.tests for c in expr.clauses):
            before.guards[label] = checks
    return Value(None, ABSENT, fields, (), expr.kind)
