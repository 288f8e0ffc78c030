"""Tells what an expression may be: its taints, its literal, its parts, the functions it holds."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.calls.resolve import Calls
from mcp_lintel.flow.calls.sinks import Sinks
from mcp_lintel.flow.domain.texts import concatenated
from mcp_lintel.flow.domain.truths import possible, truth
from mcp_lintel.flow.domain.values import (
    ANY_ITEM,
    each,
    join,
    written_out,
)
from mcp_lintel.flow.frames.frame import Frame
from mcp_lintel.flow.frames.state import State, joined
from mcp_lintel.flow.frames.targets import assign
from mcp_lintel.flow.types import ABSENT, NOTHING, Runnable, Value
from mcp_lintel.flow.walk import assumptions
from mcp_lintel.flow.walk.comprehensions import comprehended
from mcp_lintel.flow.walk.displays import dict_display, display, subscript
from mcp_lintel.flow.walk.engine import Engine
from mcp_lintel.flow.walk.looking import Looking
from mcp_lintel.flow.walk.names import Names
from mcp_lintel.flow.walk.operators import binary, compare, unary


class Evaluator:
    """Evaluates the expressions of one frame in its present state."""

    def __init__(self, engine: Engine, frame: Frame) -> None:
        self.engine = engine
        self.frame = frame
        self.names = Names(self)
        self.sinks = Sinks(self)
        self.calls = Calls(self)
        self.look = Looking(self)
        self.nested = self.names.nested
        self.arrives = self.sinks.arrives
        self.is_project_class = self.names.is_project_class
        self._results: dict[int, Value] = {}
        self._does: dict[type, Callable[[Any], Value]] = {
            e.Constant: lambda x: Value(constant=x.value), e.Name: self.names.read, e.Attribute: self.names.attribute,
            e.Call: self.calls.call, e.Subscript: partial(subscript, self), e.Formatted: self._formatted,
            e.Binary: partial(binary, self), e.Boolean: self._boolean, e.Compare: partial(compare, self),
            e.Unary: partial(unary, self), e.Conditional: self._conditional, e.Display: partial(display, self),
            e.DictDisplay: partial(dict_display, self), e.Comprehension: partial(comprehended, self),
            e.Await: lambda x: self.evaluate(x.value), e.Yield: self._yield, e.Walrus: self._walrus,
            e.Lambda: self._lambda, e.Starred: lambda x: self.evaluate(x.value),
        }  # fmt: skip

    @property
    def state(self) -> State:
        """What is known now."""
        return self.frame.state

    def evaluate(self, expr: e.Expr) -> Value:
        """The value of an expression; calls in it take effect."""
        if type(expr) is e.Call:
            last = self._results.get(id(expr)) if self.look.busy else None
            if last is None:
                last = self._results[id(expr)] = self.calls.call(expr)
            return last
        does = self._does.get(type(expr))
        return NOTHING if does is None else does(expr)

    def assume(self, test: e.Expr, outcome: bool, *, asserted: bool = False) -> None:
        """Take a test to have come out so."""
        assumptions.assume(self, test, outcome, asserted=asserted)

    def learn_returning(self, expr: e.Expr, value: Value, *, alone: bool = False) -> None:
        """Take a call to have returned, not raised; `alone` says that nobody looks at what it gave."""
        assumptions.returned(self, expr, alone=alone)

    def outcomes(self, expr: e.Expr | None, value: Value, state: State) -> Iterator[tuple[bool | None, State]]:
        """A returned test as its two outcomes, each with what it tells; anything else as it is."""
        expr = expr.value if isinstance(expr, e.Await) else expr
        split = assumptions.split(self, expr) if expr is not None else None
        if split is not None:
            test, outcome = split
            for side in (True, False):
                self.frame.state = state.fork()
                self.assume(test, side)
                yield None if side is outcome else False, self.frame.state
            self.frame.state = state
            return
        bare = isinstance(expr, e.Compare | e.Unary | e.Boolean | e.Call) and value.constant is ABSENT
        if expr is None or not bare or value.cases or value.functions or value.fields:
            yield None, state
            return
        if value.taints and not (isinstance(expr, e.Call) and assumptions.tells(self, expr)):
            yield None, state
            return
        for outcome in (True, False):
            self.frame.state = state.fork()
            self.assume(expr, outcome)
            yield None if outcome and value.taints else outcome, self.frame.state
        self.frame.state = state

    def _formatted(self, expr: e.Formatted) -> Value:
        return concatenated([self.evaluate(one) for one in expr.parts])

    def _boolean(self, expr: e.Boolean) -> Value:
        left = self.evaluate(expr.left)
        decided = truth(left)
        goes_on = expr.op == "and"
        if decided is (not goes_on):
            return left
        before = self.state
        self.frame.state = before.fork()
        self.assume(expr.left, goes_on)
        right = self.evaluate(expr.right)
        after = self.state
        self.frame.state = before
        self._keep_names(after)
        if goes_on and truth(right) is False:
            return right
        return right if decided is goes_on else join(possible(left, not goes_on), right)

    def _keep_names(self, after: State) -> None:
        """Names bound on one way (`:=`) may be bound afterwards."""
        if after.names is not self.state.names and after.names.keys() != self.state.names.keys():
            self.state.names.update({k: v for k, v in after.names.items() if k not in self.state.names})

    def _conditional(self, expr: e.Conditional) -> Value:
        decided = truth(self.evaluate(expr.test))
        before, found, ways = self.state, [], []
        for outcome, branch in ((True, expr.body), (False, expr.orelse)):
            if decided is not None and decided is not outcome:
                continue
            self.frame.state = before.fork()
            self.assume(expr.test, outcome)
            found.append(self._settled(self.evaluate(branch)))
            ways.append(self.frame.state)
        self.frame.state = ways[0] if len(ways) == 1 else joined(*ways)
        return join(*found)

    def _settled(self, value: Value) -> Value:
        """A value that leaves the way on which it was checked takes the checks along as what it is cleared of."""
        return self.state.settled(value)

    def _yield(self, expr: e.Yield) -> Value:
        if expr.value is not None:
            value = self.evaluate(expr.value)
            self.frame.yields.append(
                value if isinstance(expr.value, e.Starred) else Value(None, ABSENT, {ANY_ITEM: value}, (), "generator")
            )
        return NOTHING

    def _walrus(self, expr: e.Walrus) -> Value:
        value = self.evaluate(expr.value)
        assign(expr.target, value, self.state, self.frame, expr.value)
        return value

    def _lambda(self, expr: e.Lambda) -> Value:
        return Value(functions=(Runnable(self.names.function_of(expr)),))

    def iterated(self, source: e.Expr) -> Value:
        """What a loop over `source` goes through."""
        if isinstance(source, e.Binary) and source.op == "+":
            left, right = self.iterated(source.left), self.iterated(source.right)
            if not written_out(left) and not written_out(right):
                return Value(kind="list", fields={ANY_ITEM: join(each(left), each(right))})
        return self.calls.objects.iterated(source, self.evaluate(source))

    def entered(self, source: e.Expr) -> Value:
        """What `with source as …` binds."""
        return self.calls.objects.entered(source)
