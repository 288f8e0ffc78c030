"""What is known at one point of a function: the values of its variables, and what checks told of labels."""

from collections.abc import Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.domain.meet import meet
from mcp_lintel.flow.domain.taints import recast
from mcp_lintel.flow.domain.values import ANY_ITEM, KEYS, deep, join
from mcp_lintel.flow.types import NOTHING, Check, Label, Need, Taint, Value


class State:
    """The variables and the checks passed; `alive` is false behind a return, raise, break or continue.

    `excused` is set where a function is left early because what it checks, or checks against, is not there. `needs`
    are conditions of the way that was taken, `touched` the labels of which files may have been taken away on it.
    """

    __slots__ = ("alive", "excused", "guards", "meant", "names", "needs", "touched")

    def __init__(self, names: dict[str, Value], guards: dict[Label, dict[str, Check]], meant: dict[str, e.Expr]):
        self.names = names
        self.guards = guards
        self.meant = meant
        self.alive = True
        self.excused = False
        self.needs: frozenset[Need] = frozenset()
        self.touched: frozenset[Label] = frozenset()

    @classmethod
    def fresh(cls) -> "State":
        """The state before anything."""
        return cls({}, {}, {})

    def fork(self) -> "State":
        """A copy that goes its own way."""
        copy = State(self.names.copy(), self.guards.copy(), self.meant.copy())
        copy.alive = self.alive
        copy.excused = self.excused
        copy.needs, copy.touched = self.needs, self.touched
        return copy

    def become(self, other: "State") -> None:
        """Take over another state."""
        self.names, self.guards, self.meant, self.alive = other.names, other.guards, other.meant, other.alive
        self.excused = other.excused
        self.needs, self.touched = other.needs, other.touched

    def credit(self, label: Label, kind: str, check: Check) -> None:
        """Note a check; one that does not hold is kept beside those that do."""
        key = f"{kind}~{check.weakness}" if check.weakness else kind
        known = self.guards.get(label)
        if known is None:
            self.guards[label] = {key: check}
        elif key not in known:
            self.guards[label] = {**known, key: check}

    def settled(self, value: Value) -> Value:
        """The value with what it was checked for on this way noted on it, for when the ways meet."""
        if not self.guards:
            return value
        roots = {label.root for label in self.guards}
        if all(taint.label.root not in roots for taint in deep(value)):
            return value
        return recast(value, lambda taint: self._cleared(taint) if taint.label.root in roots else taint)

    def _cleared(self, taint: Taint) -> Taint:
        held = {key for key, check in self.passed(taint.label).items() if not check.weakness}
        return taint if held <= taint.cleared else taint._replace(cleared=taint.cleared | held)

    def passed(self, label: Label) -> dict[str, Check]:
        """Every check that the label or something that holds it has passed."""
        found: dict[str, Check] = {}
        if not self.guards:
            return found
        for length in range(len(label.path) + 1):
            found.update(self.guards.get(Label(label.root, label.path[:length]), ()))
        if label.path:
            path = tuple(ANY_ITEM if step[0] == "[" and step != KEYS else step for step in label.path)
            found.update(self.guards.get(Label(label.root, path), ()))
        return found


def _met(a: State, b: State) -> dict[Label, dict[str, Check]]:
    """The checks that two ways have in common."""
    if a.guards is b.guards:
        return a.guards
    same = {label: checks for label, checks in a.guards.items() if b.guards.get(label) is checks}
    if len(same) == len(a.guards) == len(b.guards):
        return a.guards
    return {**meet([a.guards, b.guards]), **same}  # type: ignore[dict-item]


def joined(a: State, b: State) -> State:
    """What holds after two ways met; a way that has ended says nothing."""
    if not a.alive:
        return b
    if not b.alive:
        return a
    names = dict(a.names)
    for name, value in b.names.items():
        known = names.get(name, NOTHING)
        names[name] = value if known is value else join(a.settled(known), b.settled(value))
    meant = {name: expr for name, expr in a.meant.items() if b.meant.get(name) is expr}
    result = State(names, _met(a, b), meant)
    result.needs, result.touched = a.needs & b.needs, a.touched | b.touched
    return result


def joined_all(states: Sequence[State]) -> State:
    """What holds after several ways met."""
    result = states[0]
    for state in states[1:]:
        result = joined(result, state)
    return result
