"""Walks the statements of a function in order; a branch that ends leaves what the others know."""

from collections.abc import Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.flow.domain.taints import from_sources
from mcp_lintel.flow.domain.truths import truth
from mcp_lintel.flow.frames.frame import Frame
from mcp_lintel.flow.frames.logged import credit_logged
from mcp_lintel.flow.frames.state import State, joined, joined_all
from mcp_lintel.flow.frames.targets import assign, extended
from mcp_lintel.flow.types import RETURNED, Step, Value
from mcp_lintel.flow.walk.assumptions import tells
from mcp_lintel.flow.walk.engine import Engine
from mcp_lintel.flow.walk.expressions import Evaluator
from mcp_lintel.flow.walk.loops import Loops
from mcp_lintel.flow.walk.matching import fits, matched
from mcp_lintel.flow.walk.raised import answered, caught, fitting, held, thrown


class Walker:
    """Walks one function."""

    def __init__(self, engine: Engine, frame: Frame) -> None:
        self.frame = frame
        self.evaluator = Evaluator(engine, frame)
        self.evaluate = self.evaluator.evaluate
        self.loops = Loops(self)
        self._does = {
            s.Evaluate: self._evaluate, s.Assign: self._assign, s.Return: self._return, s.Raise: self._raise,
            s.Assert: self._assert, s.If: self._if, s.For: self.loops.each, s.While: self.loops.repeated,
            s.With: self._with, s.Try: self._try, s.Match: self._match, s.Simple: self._simple,
            s.Function: self._define,
        }  # fmt: skip

    @property
    def state(self) -> State:
        """What is known now."""
        return self.frame.state

    def run(self, body: Sequence[s.Stmt]) -> None:
        """Walk statements until one ends the way."""
        for stmt in body:
            if not self.frame.state.alive:
                return
            does = self._does.get(type(stmt))
            if does is not None:
                does(stmt)  # type: ignore[operator]

    def _walked(self, body: Sequence[s.Stmt], state: State) -> State:
        """The state after statements that start from another."""
        kept, self.frame.state = self.frame.state, state
        self.run(body)
        state, self.frame.state = self.frame.state, kept
        return state

    def _evaluate(self, stmt: s.Evaluate) -> None:
        value = self.evaluate(stmt.value)
        if isinstance(stmt.value, e.Yield):
            return
        self.evaluator.learn_returning(stmt.value, value, alone=True)

    def _assign(self, stmt: s.Assign) -> None:
        if stmt.value is None:
            return
        value = self.evaluate(stmt.value)
        self.evaluator.learn_returning(stmt.value, value)
        if stmt.op:
            value = extended(stmt.op, self.evaluate(stmt.targets[0]), value)
        for target in stmt.targets:
            assign(target, value, self.state, self.frame, stmt.value)

    def _define(self, stmt: s.Function) -> None:
        self.state.names[stmt.name] = self.evaluator.nested(stmt)

    def _return(self, stmt: s.Return) -> None:
        value = self.evaluate(stmt.value) if stmt.value is not None else Value(constant=None)
        value = self.evaluator.engine.inner_functions.kept(value, self.frame)
        if stmt.value is not None:
            self.evaluator.learn_returning(stmt.value, value)
            place = self.frame.place(stmt.value.span)
            value = from_sources(value, Step(place, RETURNED))
            self.frame.summary.returned.append((place, value))
        for outcome, state in self.evaluator.outcomes(stmt.value, value, self.state):
            nothing = Value(constant=outcome, fields=value.fields, kind=value.kind)
            self.frame.leave(value if outcome is None else nothing, state)
        self.state.alive = False

    def _raise(self, stmt: s.Raise) -> None:
        if stmt.value is not None:
            thrown(stmt.value, self.evaluate(stmt.value), self.evaluator)
            answered(stmt.value, self.evaluator)
        else:
            for names, value in self.frame.caught.items():
                self.frame.throw(names, value)
        self.state.alive = False

    def _assert(self, stmt: s.Assert) -> None:
        self.evaluate(stmt.test)
        self.evaluator.assume(stmt.test, True, asserted=True)

    def _if(self, stmt: s.If) -> None:
        value = self.evaluate(stmt.test)
        decided = truth(value)
        before = self.frame.state
        ways = []
        absent = _absent(stmt) and not tells(self.evaluator, stmt.test, outcome=False)
        for outcome, body in ((True, stmt.body), (False, stmt.orelse)):
            if decided is not None and decided is not outcome:
                continue
            self.frame.state = before.fork()
            self.frame.state.excused = before.excused or (outcome and absent)
            self.evaluator.assume(stmt.test, outcome)
            self.run(body)
            ways.append(self.frame.state)
        self.frame.state = ways[0] if len(ways) == 1 else joined(*ways)
        credit_logged(stmt, before, ways, self.state)
        if len(ways) == 2 and not stmt.orelse and ways[0].alive and self.evaluator.names.is_setting(stmt.test):
            for label, checks in ways[0].guards.items():
                self.state.guards[label] = {**checks, **self.state.guards.get(label, {})}

    def _simple(self, stmt: s.Simple) -> None:
        if stmt.kind == "pass":
            return
        if self.frame.loops:
            loop = self.frame.loops[-1]
            (loop.broken if stmt.kind == "break" else loop.continued).append(self.state.fork())
        self.state.alive = False

    def _with(self, stmt: s.With) -> None:
        for source, target in stmt.items:
            value = self.evaluator.entered(source)
            if target is not None:
                assign(target, value, self.state, self.frame, source)
        before = self.state.fork() if self.evaluator.calls.suppresses(stmt) else None
        self.run(stmt.body)
        if before is not None:
            self.frame.state = joined(before, self.state)

    def _try(self, stmt: s.Try) -> None:
        before = self.state.fork()
        outer, self.frame.raised = self.frame.raised, {}
        self.run(stmt.body)
        inside, self.frame.raised = self.frame.raised, outer
        ended = self.state
        reached = joined(before, _revived(ended))
        if ended.alive:
            self.run(stmt.orelse)
        ways = [self.state]
        for handler in stmt.handlers:
            state = reached.fork()
            fits = fitting(handler, inside)
            inside = {names: value for names, value in inside.items() if names not in fits}
            if handler.name:
                state.names[handler.name] = held(caught(handler, self.evaluator), fits.values())
            around, self.frame.caught = self.frame.caught, fits
            ways.append(self._walked(handler.body, state))
            self.frame.caught = around
        for names, value in inside.items():
            self.frame.throw(names, value)
        self.frame.state = joined_all(ways)
        if stmt.final:
            alive = self.state.alive
            self.state.alive = True
            self.run(stmt.final)
            self.state.alive = self.state.alive and alive

    def _match(self, stmt: s.Match) -> None:
        subject = self.evaluate(stmt.subject)
        ways, rest = [], self.state
        for case in stmt.cases:
            fit = fits(self.evaluator, case, subject)
            if fit is False or not rest.alive:
                continue
            self.frame.state = rest.fork()
            matched(self.evaluator, case, stmt.subject, subject)
            if case.guard is not None:
                self.evaluate(case.guard)
                self.evaluator.assume(case.guard, True)
            self.run(case.body)
            ways.append(self.frame.state)
            if (fit or case.irrefutable) and case.guard is None:
                rest = rest.fork()
                rest.alive = False
        self.frame.state = joined_all([*ways, rest])


def _absent(stmt: s.If) -> bool:
    """Does a function leave early because there is nothing to check, or nothing to check it against?"""
    leaves = len(stmt.body) == 1 and isinstance(stmt.body[0], s.Return)
    value = stmt.body[0].value if leaves and isinstance(stmt.body[0], s.Return) else None
    if not leaves or (value is not None and not isinstance(value, e.Constant)):
        return False
    match stmt.test:
        case e.Compare(left=e.Name() | e.Attribute(), rest=(("is", e.Constant(value=None)),)):
            return True
        case e.Unary(op="not", operand=e.Name() | e.Attribute()):
            return True
    return False


def _revived(state: State) -> State:
    """A state as if its way went on: a handler may be reached from anywhere in the body."""
    copy = state.fork()
    copy.alive = True
    return copy
