"""How the expressions of a test are looked up at the point where the test stands."""

from collections.abc import Iterator
from contextlib import contextmanager

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import spelled
from mcp_lintel.flow.domain.truths import told
from mcp_lintel.flow.domain.values import KEYS, deep, each
from mcp_lintel.flow.frames.mappings import is_mapping
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.frames.state import State
from mcp_lintel.flow.frames.targets import assign
from mcp_lintel.flow.guards.learn import Learned
from mcp_lintel.flow.tables.rows import GuardCall
from mcp_lintel.flow.types import ABSENT, NOTHING, Value
from mcp_lintel.program import values as p
from mcp_lintel.program.operators import ENUMS
from mcp_lintel.text.span import Place

FLAGS = {"I": "i", "IGNORECASE": "i", "S": "s", "DOTALL": "s", "M": "m", "MULTILINE": "m", "X": "x", "VERBOSE": "x"}


class Looking:
    """Answers what `guards` asks about the expressions of a test. Implements `guards.Look`."""

    def __init__(self, evaluator: Evaluating, state: State | None = None) -> None:
        self.evaluator = evaluator
        self._memo: dict[int, Value] = {}
        self._state = state
        self._depth = 0

    @property
    def busy(self) -> bool:
        """Is an expression of a test being looked at? Tests inside it tell nothing new then."""
        return self._depth > 0

    def value(self, expr: e.Expr) -> Value:
        """The abstract value of an expression; sinks in it were noted when the test was evaluated."""
        known = self._memo.get(id(expr))
        if known is None:
            self._memo[id(expr)] = NOTHING
            with self._there():
                known = self._memo[id(expr)] = self.evaluator.evaluate(expr)
        return known

    @contextmanager
    def _there(self) -> Iterator[None]:
        """The state in which expressions are looked at."""
        frame = self.evaluator.frame
        kept = frame.state
        frame.state = (self._state or kept).fork()
        self._depth += 1
        yield
        self._depth -= 1
        frame.state = kept

    def inside(self, clauses: tuple[e.Clause, ...]) -> "Looking":
        """The same with the variables of a comprehension bound."""
        state = (self._state or self.evaluator.state).fork()
        for clause in clauses:
            assign(clause.target, each(self.value(clause.source)), state, self.evaluator.frame)
        return Looking(self.evaluator, state)

    def forget(self) -> None:
        """Start on another test."""
        self._memo = {}

    def path(self, expr: e.Expr) -> str:
        """The dotted outside name of an expression, () left out."""
        return next((path.replace("()", "") for path in self.evaluator.names.paths(expr)), "")

    def place(self, expr: e.Expr) -> Place:
        """Where an expression stands."""
        return self.evaluator.frame.place(expr.span)

    def guards(self, call: e.Call) -> tuple[GuardCall, ...]:
        """The rows of the tables about a call that tests."""
        paths = self.evaluator.names.paths(call.func)
        return tuple(row for path in paths for row in self.evaluator.engine.tables.guards(path.replace("()", "")))

    def listed(self, expr: e.Expr) -> e.Expr | None:
        """What a loop variable goes through."""
        return self.evaluator.state.meant.get(f"*{expr.id}") if isinstance(expr, e.Name) else None

    def meant(self, expr: e.Expr) -> e.Expr | None:
        """The test that a variable was assigned."""
        return self.evaluator.state.meant.get(expr.id) if isinstance(expr, e.Name) else None

    def ran(self, cursor: e.Expr) -> e.Call | None:
        """The call that ran the last statement of an object."""
        found = self.evaluator.state.meant.get(f"{spelled(cursor)}()")
        return found if isinstance(found, e.Call) else None

    def is_mapping(self, expr: e.Expr) -> bool:
        """Is it a dict of the program, be it empty at the start?"""
        return self.value(expr).kind == "dict" or is_mapping(expr, self.evaluator)

    def cases(self, call: e.Call, outcome: bool) -> Iterator[Learned]:
        """What the result of a project's function being true or false tells."""
        for label, kind, check in told(self.value(call), outcome):
            yield Learned(label, kind.partition("~")[0], check)

    def literals(self, expr: e.Expr) -> frozenset[object] | None:
        """The items of a collection fixed in the code; an empty set for one whose items are the program's own."""
        value = self.value(expr)
        if value.fields and not deep(value):
            items = [one.constant for key, one in value.fields.items() if key != KEYS]
            if value.kind == "dict":
                return frozenset(key[1:-1] for key in value.fields)
            return frozenset(items) if ABSENT not in items else frozenset()
        if deep(value):
            return None
        return self._of_program(expr)

    def _of_program(self, expr: e.Expr) -> frozenset[object] | None:
        for option in p.options(self.evaluator.names.held(expr)):
            match option:
                case p.Items(items=items):
                    return frozenset(one.value for one in items if isinstance(one, p.Lit))
                case p.Table(items=table):
                    return frozenset(table)
                case p.Made(callee=p.Ext(name=name), args=args) if name.endswith(("frozenset", "set", "tuple", "list")):
                    given = args.positional[:1]
                    items = given[0].items if given and isinstance(given[0], p.Items) else []
                    return frozenset(one.value for one in items if isinstance(one, p.Lit))
                case p.Class() if option.derives(*ENUMS):
                    return frozenset()
        return frozenset()

    def pattern(self, expr: e.Expr) -> str | None:
        """The text of a regular expression: a literal, or what re.compile was given."""
        value = self.value(expr)
        if isinstance(value.constant, str):
            return value.constant
        for option in p.options(self.evaluator.names.held(expr)):
            if isinstance(option, p.Lit) and isinstance(option.value, str):
                return option.value
            if isinstance(option, p.Made) and p.dotted(option.callee).endswith("compile"):
                text = p.text(option.args.get("pattern", 0))
                return None if text is None else _flags(option.args.get("flags", 1)) + text
        return None


def _flags(given: p.Value | None) -> str:
    """The flags of a compiled pattern, as they are written in front of one."""
    names = {p.dotted(option).rpartition(".")[2] for option in p.options(given)}
    letters = {FLAGS[name] for name in names if name in FLAGS}
    return f"(?{''.join(sorted(letters))})" if letters else ""
