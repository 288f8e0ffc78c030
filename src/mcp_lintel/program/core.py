"""What the parts of the interpreter share: its state, the events it records, the methods they call on one another."""

import itertools
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.program.modules import Modules
from mcp_lintel.program.triggers import registers
from mcp_lintel.program.values import Args, Bound, Env, Function, Items, Made, Table, Value, union
from mcp_lintel.text.span import Place, Span

MAX_DEPTH = 25
MAX_STEPS = 250_000
MAX_TOTAL_STEPS = 2_000_000


class OutOfSteps(Exception):  # noqa: N818 - it is no error, it ends one root of the reading
    """A root took more steps than it may; what it did until then stands."""


@dataclass(eq=False, slots=True)
class Event:
    """A call of something outside the project, in the order in which a run would make it.

    `conditions` are the tests around it that reading cannot decide, by number; `symbol` is the function it stands in.
    """

    callee: Value
    args: Args
    result: Value
    place: Place
    conditions: tuple[int, ...]
    symbol: str
    order: int


@dataclass(eq=False, slots=True)
class Frame:
    """One call under way."""

    symbol: str
    node: object
    returns: list[Value] = field(default_factory=list)
    yields: list[Value] = field(default_factory=list)
    owner: Function | None = None
    receiver: Value | None = None


class Writes:
    """Attributes set behind undecided tests, so that each alternative starts from the same objects."""

    def __init__(self) -> None:
        self._log: list[tuple[dict[str, Value], str, Value | None]] = []

    def put(self, attrs: dict[str, Value], name: str, value: Value) -> None:
        """Set an attribute and remember what it was."""
        self._log.append((attrs, name, attrs.get(name)))
        attrs[name] = value

    def mark(self) -> int:
        """Where the log stands; to be given to `take_back`."""
        return len(self._log)

    def take_back(self, mark: int) -> "Changes":
        """Undo everything since the mark; gives what it had come to."""
        changes: Changes = {}
        for attrs, name, _ in self._log[mark:]:
            changes[id(attrs), name] = attrs, attrs.get(name)
        for attrs, name, old in reversed(self._log[mark:]):
            if old is None:
                attrs.pop(name, None)
            else:
                attrs[name] = old
        del self._log[mark:]
        return changes

    def join(self, alternatives: list["Changes"]) -> None:
        """Set every attribute that one of the alternatives changed to what it may be after them."""
        touched = {key: attrs for changes in alternatives for key, (attrs, _) in changes.items()}
        for key, attrs in touched.items():
            before = attrs.get(key[1])
            ends = [changes[key][1] if key in changes else before for changes in alternatives]
            known = [end for end in ends if end is not None]
            if known:
                self.put(attrs, key[1], union(*known))


Changes = dict[tuple[int, str], tuple[dict[str, Value], Value | None]]


class Core(ABC):
    """State of one reading of a project. Facts come on demand by path; None for a file that could not be read."""

    def __init__(self, facts: Callable[[str], s.FileFacts | None], modules: Modules) -> None:
        self.facts = facts
        self.modules = modules
        self.events: list[Event] = []
        self.started = 0
        """How many of the events were looked at for servers with a lifespan."""
        self.while_serving: set[int] = set()
        """The numbers of events that a lifespan makes."""
        self.envs: dict[str, Env] = {}
        self.entered: set[int] = set()
        self.imported: set[str] = set()
        """Modules that another one imports, that are run as a script or that a console script names."""
        self.handed_over: set[int] = set()
        self.functions: list[Function] = []
        self.cached: dict[int, Value] = {}
        """What functions that run once gave, by their identity."""
        self.decorated: dict[int, list[Value]] = {}
        """The outside things that were called with a function first, by its identity: decorators may mark it."""
        self.instead: dict[int, tuple[int, Value]] = {}
        """What an import that may fail gives and what replaces it, by identity: those of one number exclude another."""
        self.deferred: list[tuple[s.Body, Env]] = []
        self.stack: list[Frame] = []
        self.conditions: list[int] = []
        self.ids = itertools.count(1)
        self.steps = 0
        self.total_steps = 0
        self.limit = MAX_STEPS
        self.exhausted: list[Place] = []
        self.writes = Writes()

    def step(self) -> None:
        """Count one step; raises OutOfSteps at the bound."""
        self.steps += 1
        if self.steps > self.limit:
            raise OutOfSteps

    def put_in(self, container: Items | Table, *values: Value) -> None:
        """Note that values were put into a container, and whether on some paths only."""
        if len(self.conditions) > container.depth:
            container.maybe |= {id(value) for value in values}

    @contextmanager
    def perhaps(self, unsure: bool) -> Iterator[None]:
        """What happens inside is conditional when `unsure`."""
        if unsure:
            self.conditions.append(next(self.ids))
        try:
            yield
        finally:
            if unsure:
                self.conditions.pop()

    def record(self, callee: Value, args: Args, place: Place, result: Value | None = None) -> Value:
        """Note a call of something outside; gives its result."""
        result = Made(callee, args, place) if result is None else result
        symbol = self.stack[-1].symbol if self.stack else ""
        if args.positional and isinstance(args.positional[0], Function):
            self.decorated.setdefault(id(args.positional[0]), []).append(callee)
        if registers(callee):
            for value in (*args.positional, *args.named.values()):
                self._hand_over(value)
        self.events.append(Event(callee, args, result, place, tuple(self.conditions), symbol, len(self.events)))
        return result

    def _hand_over(self, value: Value | None) -> None:
        """Note that a function serves requests, with what it wraps: such a body is no start-up code."""
        for _ in range(MAX_DEPTH):
            if isinstance(value, Bound):
                value = value.function
            if not isinstance(value, Function):
                return
            self.handed_over.add(id(value.node))
            value = value.wraps

    @staticmethod
    def place(env: Env, span: Span) -> Place:
        """The place of a span in the file that a scope belongs to."""
        return Place(env.path, span)

    @abstractmethod
    def module(self, path: str) -> Env:
        """The names of a module of the project, read on first demand."""

    @abstractmethod
    def evaluate(self, expr: e.Expr, env: Env) -> Value:
        """The value of an expression in a scope."""

    @abstractmethod
    def execute(self, body: s.Body, env: Env) -> "Flow":
        """Run statements in a scope."""

    @abstractmethod
    def call(self, callee: Value, args: Args, place: Place) -> Value:
        """Call a value."""

    @abstractmethod
    def attribute(self, value: Value, name: str, place: Place) -> Value:
        """An attribute of a value."""

    @abstractmethod
    def iterate(self, value: Value) -> list[Value] | None:
        """What iterating gives, or None when that is not fully known."""

    @abstractmethod
    def unsure(self, value: Value, item: Value) -> bool:
        """Is what iterating gives there on some paths only?"""

    @abstractmethod
    def set_attribute(self, owner: Value, name: str, value: Value) -> None:
        """`owner.name = value`."""

    @abstractmethod
    def assign(self, target: e.Expr, value: Value, env: Env) -> None:
        """Bind a value to a target."""


class Flow:
    """How a block ends: it runs on (NEXT), surely leaves (LEAVE, BREAK, CONTINUE), fails, or left on one path
    (MAYBE)."""

    NEXT: "Flow"
    MAYBE: "Flow"
    LEAVE: "Flow"
    FAIL: "Flow"
    BREAK: "Flow"
    CONTINUE: "Flow"

    def __init__(self, name: str, stops: bool) -> None:
        self.name = name
        self.stops = stops


Flow.NEXT = Flow("next", stops=False)
Flow.MAYBE = Flow("maybe", stops=False)
Flow.LEAVE = Flow("leave", stops=True)
Flow.FAIL = Flow("fail", stops=True)
Flow.BREAK = Flow("break", stops=True)
Flow.CONTINUE = Flow("continue", stops=True)
