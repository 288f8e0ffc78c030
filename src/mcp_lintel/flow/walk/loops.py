"""Loops: over what is written out item by item, over others until nothing new comes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.flow.domain.truths import truth
from mcp_lintel.flow.domain.values import ANY_ITEM, KEYS, deep, each, written_out
from mcp_lintel.flow.frames.frame import Loop
from mcp_lintel.flow.frames.loop_limits import goes_on, limit_of
from mcp_lintel.flow.frames.state import State, joined
from mcp_lintel.flow.frames.targets import assign
from mcp_lintel.flow.guards.archives import lists_members, of_archive
from mcp_lintel.flow.guards.looks import stored
from mcp_lintel.flow.types import Guards, Value

if TYPE_CHECKING:
    from mcp_lintel.flow.walk.statements import Walker


class Loops:
    """Walks the loops of one function."""

    def __init__(self, walker: "Walker") -> None:
        self.walker = walker
        self.frame = walker.frame
        self.evaluator = walker.evaluator

    @property
    def state(self) -> State:
        """What is known now."""
        return self.frame.state

    def each(self, stmt: s.For) -> None:
        """`for … in …`."""
        with self.evaluator.sinks.limited(stmt.source, limit_of(stmt, self.evaluator)):
            source = self.evaluator.iterated(stmt.source)
        items = written_out(source)
        if items:
            self._unrolled(stmt, items)
        else:
            self._looped(stmt, each(source))

    def _unrolled(self, stmt: s.For, items: Sequence[Value]) -> None:
        """A loop over a list that is written out, item by item."""
        loop = Loop()
        self.frame.loops.append(loop)
        for value in items:
            assign(stmt.target, value, self.state, self.frame, stmt.source)
            self.walker.run(stmt.body)
            self._resume(loop)
            if not self.state.alive:
                break
        self.frame.loops.pop()
        self._after(stmt.orelse, loop)

    def _looped(self, stmt: s.For, value: Value) -> None:
        """Any number of rounds: two tell what one leaves to the next. Checks of the item hold for all afterwards."""
        loop = Loop()
        self.frame.loops.append(loop)
        before = self.state
        listed = any(not taint.view and not taint.lead for taint in deep(value))
        if isinstance(stmt.target, e.Name):
            self.state.meant[f"*{stmt.target.id}"] = stmt.source
        for _ in range(2):
            self.frame.state = self.state.fork()
            assign(stmt.target, value, self.state, self.frame, stmt.source)
            self.walker.run(stmt.body)
            told = self._told(loop, before)
            self._resume(loop)
            ended = self.state
            self.frame.state = joined(before, ended) if ended.alive else before.fork()
            same = all(self.state.names.get(name) is known for name, known in before.names.items())
            if same and self.state.touched == before.touched:
                break
        if ended.alive and not loop.broken:
            for label, checks in told.items():
                if not listed or ANY_ITEM in label.path or KEYS in label.path:
                    self.state.guards[label] = {**self.state.guards.get(label, {}), **checks}
            if lists_members(stored(stmt.source, self.evaluator.look)) and not any(map(goes_on, stmt.body)):
                for label, kind, check in of_archive(told):
                    self.state.credit(label, kind, check)
        self.frame.loops.pop()
        self._after(stmt.orelse, loop)

    def _told(self, loop: Loop, before: State) -> Guards:
        """What a round checks; going on early because of the program's own item takes nothing from it."""
        state = self.state
        for early in loop.continued:
            if early.guards != before.guards:
                state = joined(state, early)
        return state.guards

    def repeated(self, stmt: s.While) -> None:
        """`while …`."""
        loop = Loop()
        self.frame.loops.append(loop)
        forever = truth(self.walker.evaluate(stmt.test)) is True
        for _ in range(2):
            before = self.state.fork()
            self.evaluator.assume(stmt.test, True)
            self.walker.run(stmt.body)
            self._resume(loop)
            self.frame.state = joined(before, self.state)
            self.walker.evaluate(stmt.test)
        if forever:
            self.state.alive = False
        else:
            self.evaluator.assume(stmt.test, False)
        self.frame.loops.pop()
        self._after(stmt.orelse, loop)

    def _resume(self, loop: Loop) -> None:
        """The end of a round, with those that went on early."""
        for state in loop.continued:
            state.alive = True
            self.frame.state = joined(self.state, state)
        loop.continued.clear()

    def _after(self, orelse: s.Body, loop: Loop) -> None:
        self.walker.run(orelse)
        for state in loop.broken:
            state.alive = True
            self.frame.state = joined(self.state, state)
