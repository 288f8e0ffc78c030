"""`any(…)` and `all(…)`: a test made for every item of a collection, or passed by one of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.domain.values import ANY_ITEM
from mcp_lintel.flow.guards.archives import lists_members, of_archive
from mcp_lintel.flow.guards.letters import letters
from mcp_lintel.flow.guards.logic import Known, both, either, told
from mcp_lintel.flow.guards.looks import WHOLE, Learned, Look, is_fixed, stored, taints, tell
from mcp_lintel.flow.patterns import characters as chars
from mcp_lintel.flow.tables.rows import GuardCall
from mcp_lintel.flow.types import Check, Expr, Label, Value
from mcp_lintel.text.span import Place

Way = Callable[[Expr, bool, Look], Known | None]


class Each:
    """How things are looked up inside a comprehension; `choices` are what its variable goes through."""

    def __init__(self, look: Look, name: str, source: Expr, choices: frozenset[object] | None) -> None:
        self._look, self._name, self._source, self._choices = look, name, source, choices

    def _is_item(self, expr: Expr) -> bool:
        return isinstance(expr, e.Name) and expr.id == self._name

    def literals(self, expr: Expr) -> frozenset[object] | None:
        """For the variable, all that it may be."""
        return self._choices if self._is_item(expr) else self._look.literals(expr)

    def pattern(self, expr: Expr) -> str | None:
        """As around; the item of a list of patterns is not one pattern."""
        return None if self._is_item(expr) else self._look.pattern(expr)

    def meant(self, expr: e.Name) -> Expr | None:
        """As around; the variable means nothing else."""
        return None if self._is_item(expr) else self._look.meant(expr)

    def value(self, expr: Expr) -> Value:
        """As around."""
        return self._look.value(expr)

    def path(self, expr: Expr) -> str:
        """As around."""
        return self._look.path(expr)

    def place(self, expr: Expr) -> Place:
        """As around."""
        return self._look.place(expr)

    def cases(self, call: e.Call, outcome: bool) -> Iterator[Learned]:
        """As around."""
        return self._look.cases(call, outcome)

    def guards(self, call: e.Call) -> tuple[GuardCall, ...]:
        """As around."""
        return self._look.guards(call)

    def inside(self, clauses: tuple[e.Clause, ...]) -> Look:
        """As around."""
        return Each(self._look.inside(clauses), self._name, self._source, self._choices)

    def listed(self, expr: Expr) -> Expr | None:
        """What the variable goes through."""
        return self._source if self._is_item(expr) else None


def learn_items(call: e.Call, name: str, outcome: bool, look: Look, way: Way) -> Iterator[Learned]:
    """What `any` and `all` tell; `way` tells what holds once the test of an item came out so."""
    argument = call.args[0].value if len(call.args) == 1 else None
    every = (name == "all") is outcome
    if isinstance(argument, e.Display):
        found: Known | None = {} if every else None
        for one in argument.items:
            found = both(found, way(one, outcome, look)) if every else either(found, way(one, outcome, look))
        yield from told(found)
    if isinstance(argument, e.Comprehension) and len(argument.clauses) == 1:
        yield from _passed(argument, argument.element, outcome, every, look, way)


def learn_filtered(made: e.Comprehension, look: Look, way: Way) -> Iterator[Learned]:
    """What it tells that `[x for x in given if test]` is empty: the test failed for every item."""
    if len(made.clauses) == 1 and len(made.clauses[0].tests) == 1:
        clause = made.clauses[0]
        bare = replace(made, clauses=(replace(clause, tests=()),))
        yield from _passed(bare, clause.tests[0], False, True, look, way)


def _passed(made: e.Comprehension, test: Expr, outcome: bool, every: bool, look: Look, way: Way) -> Iterator[Learned]:
    """What it tells that a test came out so for every item, or for one of them."""
    clause = made.clauses[0]
    variable = clause.target.id if isinstance(clause.target, e.Name) else ""
    if every and not clause.tests:
        bits = letters(test, variable, outcome, look) if variable else chars.EVERYTHING
        if bits != chars.EVERYTHING:
            yield from tell(taints(clause.source, look, WHOLE), chars.kinds(chars.among(bits)), made, look)
            return
    inner = look.inside(made.clauses)
    if every or _is_positive(test, outcome):
        choices = look.literals(clause.source) if variable else None
        inner = Each(inner, variable, clause.source, choices)
    elif is_fixed(clause.source, look):
        return
    yield from _outward(way(test, outcome, inner), clause, look, every=every)


def _outward(found: Known | None, clause: e.Clause, look: Look, *, every: bool) -> Iterator[Learned]:
    """What was told of an item holds for the collection if it holds for every item, else for neither."""
    source = {taint.label for taint in taints(clause.source, look)}
    for label, kind, check in told(found):
        if not any(one.covers(label) for one in source):
            yield Learned(label, kind, check)
        elif every:
            yield Learned(label, kind, check)
            if label.path and label.path[-1] == ANY_ITEM and not clause.tests:
                yield Learned(Label(label.root, label.path[:-1]), kind, check)
    if every and not clause.tests and lists_members(stored(clause.source, look)):
        checks: dict[Label, dict[str, Check]] = {}
        for label, kind, check in told(found):
            checks.setdefault(label, {})[f"{kind}~{check.weakness}" if check.weakness else kind] = check
        yield from (Learned(*one) for one in of_archive(checks))


def _is_positive(test: Expr, outcome: bool) -> bool:
    """Does the test ask for something, not refuse it? Of one item that passed, only the former can be said."""
    if isinstance(test, e.Unary) and test.op == "not":
        return _is_positive(test.operand, not outcome)
    if isinstance(test, e.Boolean):
        return _is_positive(test.left, outcome) and _is_positive(test.right, outcome)
    if isinstance(test, e.Compare):
        positive = all(op in ("in", "==", "is", "<=", "<", ">", ">=") for op, _ in test.rest)
        return positive if outcome else all(op in ("not in", "!=", "is not") for op, _ in test.rest)
    return outcome
