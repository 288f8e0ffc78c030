"""Tells what an expression may be: its taints, its literal, its parts, the functions it holds."""

from collections.abc import Callable, Iterator
from typing import Any

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.flow.calls.resolve import Calls
from mcp_lintel.flow.calls.sinks import Sinks
from mcp_lintel.flow.domain.keys import has_key
from mcp_lintel.flow.domain.values import (
    ANY_ITEM,
    COLLECTIONS,
    KEYS,
    MAPPING,
    MAX_FIELDS,
    SOME_ITEM,
    UNKNOWN,
    UNKNOWN_TEXT,
    changed,
    concatenated,
    deep,
    item,
    join,
    part,
    possible,
    truth,
)
from mcp_lintel.flow.frames.frame import Frame
from mcp_lintel.flow.frames.state import State, joined
from mcp_lintel.flow.frames.targets import appended_all, assign, key_of
from mcp_lintel.flow.types import ABSENT, NOTHING, Runnable, Taint, Trace, Value
from mcp_lintel.flow.walk import assumptions
from mcp_lintel.flow.walk.comprehensions import comprehended
from mcp_lintel.flow.walk.engine import Engine
from mcp_lintel.flow.walk.looking import Looking
from mcp_lintel.flow.walk.names import Names

ARITHMETIC = frozenset({"-", "*", "//", "**", "<<", ">>", "&", "^", "@"})


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
            e.Call: self.calls.call, e.Subscript: self._subscript, e.Formatted: self._formatted,
            e.Binary: self._binary, e.Boolean: self._boolean, e.Compare: self._compare, e.Unary: self._unary,
            e.Conditional: self._conditional, e.Display: self._display, e.DictDisplay: self._dict,
            e.Comprehension: lambda x: comprehended(self, x), e.Await: lambda x: self.evaluate(x.value),
            e.Yield: self._yield, e.Walrus: self._walrus, e.Lambda: self._lambda,
            e.Starred: lambda x: self.evaluate(x.value),
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

    def _binary(self, expr: e.Binary) -> Value:
        left, right = self.evaluate(expr.left), self.evaluate(expr.right)
        if expr.op == "+":
            if left.kind in COLLECTIONS or right.kind in COLLECTIONS:
                return appended_all(left, right)
            if any(isinstance(side.constant, int | float) for side in (left, right)):
                return join(Value(deep(left)), Value(deep(right)))
            return concatenated([left, right])
        if expr.op == "/":
            return concatenated([left, Value(constant="/"), right])
        if expr.op == "%" and (isinstance(left.constant, str) or deep(left)):
            return self._percent(left, right)
        if expr.op in ("|", "&", "-") and (left.kind or right.kind):
            return join(left, right)
        if expr.op in ARITHMETIC or expr.op == "%":
            return changed(join(Value(deep(left)), Value(deep(right))), lambda taint: taint._replace(view="part"))
        return join(Value(deep(left)), Value(deep(right)))

    def _percent(self, left: Value, right: Value) -> Value:
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

    def _compare(self, expr: e.Compare) -> Value:
        left = self.evaluate(expr.left)
        value = left
        for _op, right in expr.rest:
            value = self.evaluate(right)
        if len(expr.rest) == 1:
            return _compared(left, expr.rest[0][0], value)
        return NOTHING

    def _unary(self, expr: e.Unary) -> Value:
        value = self.evaluate(expr.operand)
        if expr.op == "not":
            known = truth(value)
            return NOTHING if known is None else Value(constant=not known)
        if expr.op == "-" and isinstance(value.constant, int | float):
            return Value(constant=-value.constant)
        return Value(value.taints)

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

    def _display(self, expr: e.Display) -> Value:
        value = Value(kind=expr.kind)
        fields: dict[str, Value] = {}
        for index, one in enumerate(expr.items):
            if isinstance(one, e.Starred) or expr.kind == "set":
                starred = self.evaluate(one)
                if isinstance(one, e.Starred):
                    value = appended_all(Value(value.taints, ABSENT, fields, (), expr.kind), starred)
                    fields = dict(value.fields)
                else:
                    fields[ANY_ITEM] = join(fields.get(ANY_ITEM, NOTHING), starred)
            else:
                fields[f"[{index}]" if ANY_ITEM not in fields else ANY_ITEM] = self.evaluate(one)
        return Value(None, ABSENT, fields, (), expr.kind)

    def _dict(self, expr: e.DictDisplay) -> Value:
        fields: dict[str, Value] = {}
        taints: dict[Taint, Trace] = {}
        for key, value in expr.items:
            found = self.evaluate(value)
            if key is None:
                fields.update(found.fields)
                taints.update(found.taints)
                if found.kind != "dict":
                    fields.setdefault(ANY_ITEM, UNKNOWN)
                continue
            literal = self.evaluate(key)
            known = isinstance(literal.constant, str | int) and len(fields) < MAX_FIELDS
            name = f"[{literal.constant}]" if known else ANY_ITEM
            fields[name] = join(fields[name], found) if name in fields else found
            if deep(literal):
                fields[KEYS] = join(fields.get(KEYS, NOTHING), literal)
        return Value(taints, ABSENT, fields, (), "dict")

    def _subscript(self, expr: e.Subscript) -> Value:
        base = self.evaluate(expr.value)
        if isinstance(expr.index, e.Slice):
            for bound in (expr.index.lower, expr.index.upper, expr.index.step):
                if bound is not None:
                    self.evaluate(bound)
            if base.kind in COLLECTIONS or base.fields:
                return Value(base.taints, ABSENT, {ANY_ITEM: item(base)}, (), "list")
            cut = changed(base, lambda t: t._replace(view=t.view or "part"))
            return Value(cut.taints, fields={ANY_ITEM: part(base, SOME_ITEM)}) if base.taints else cut
        self.calls.objects.keyed(expr, self.evaluate(expr.index))
        key = key_of(expr.index, self.state)
        if not base.taints and self.names.is_table(expr.value, base):
            assumptions.present(self, expr.index)
        known = part(base, key) if key != ANY_ITEM else item(base)
        if known is NOTHING:
            if (
                base.kind == "dict"
                and base.fields
                and not base.taints
                and ANY_ITEM not in base.fields
                and key != ANY_ITEM
            ):
                return NOTHING
            own = self.calls.objects.item_of(expr, base)
            return own if own is not None else self.names.looked_up(expr, key)
        if base.taints and known.taints and any(t.view == "part" for t in base.taints) and key == "[0]":
            return changed(known, lambda t: t._replace(view="first"))
        return known

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
        return self.calls.objects.iterated(source, self.evaluate(source))

    def entered(self, source: e.Expr) -> Value:
        """What `with source as …` binds."""
        return self.calls.objects.entered(source)

    def fits(self, case: s.Case, subject: Value) -> bool | None:
        """Does a value certainly (not) match a case?"""
        if len(case.positions) == len(subject.fields) and subject.kind in ("list", "tuple"):
            pairs = [(subject.fields.get(f"[{i}]", NOTHING), values) for i, values in enumerate(case.positions)]
            return False if any(self._differs(one, values) for one, values in pairs) else None
        if subject.constant is ABSENT or not case.values:
            return None
        known = [self.evaluate(value).constant for value in case.values]
        return subject.constant in known if ABSENT not in known else None

    def _differs(self, item: Value, values: tuple[e.Expr, ...]) -> bool:
        """Is an item of a sequence none of the values it is compared with?"""
        known = [self.evaluate(value).constant for value in values]
        literal = item.constant is not ABSENT and not item.cases
        return literal and bool(known) and ABSENT not in known and item.constant not in known

    def matched(self, case: s.Case, subject: e.Expr, value: Value) -> None:
        """Bind what a case binds, and learn what its pattern tells."""
        for name in case.names:
            self.state.names[name] = value if case.irrefutable or not case.values else join(value, item(value))
        if case.values and not case.names:
            assumptions.equal(self, subject, case)


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
