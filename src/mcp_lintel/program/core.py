"""What the parts of the interpreter share: its state, the events it records, and the methods they call on one another."""

import itertools
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.program.modules import Modules
from mcp_lintel.program.values import Args, Env, Function, Made, Value
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


class Core(ABC):
    """State of one reading of a project. Facts come on demand by path; None for a file that could not be read."""

    def __init__(self, facts: Callable[[str], s.FileFacts | None], modules: Modules) -> None:
        self.facts = facts
        self.modules = modules
        self.events: list[Event] = []
        self.envs: dict[str, Env] = {}
        self.entered: set[int] = set()
        self.handed_over: set[int] = set()
        self.functions: list[Function] = []
        self.deferred: list[tuple[s.Body, Env]] = []
        self.stack: list[Frame] = []
        self.conditions: list[int] = []
        self.ids = itertools.count(1)
        self.steps = 0
        self.total_steps = 0
        self.limit = MAX_STEPS
        self.exhausted: list[Place] = []

    def step(self) -> None:
        """Count one step; raises OutOfSteps at the bound."""
        self.steps += 1
        if self.steps > self.limit:
            raise OutOfSteps

    def record(self, callee: Value, args: Args, place: Place, result: Value | None = None) -> Value:
        """Note a call of something outside; gives its result."""
        result = Made(callee, args, place) if result is None else result
        symbol = self.stack[-1].symbol if self.stack else ""
        for value in (*args.positional, *args.named.values()):
            if isinstance(value, Function):
                self.handed_over.add(id(value.node))
        self.events.append(Event(callee, args, result, place, tuple(self.conditions), symbol, len(self.events)))
        return result

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
    def assign(self, target: e.Expr, value: Value, env: Env) -> None:
        """Bind a value to a target."""


class Flow:
    """How a block ends: it runs on (NEXT), surely leaves (LEAVE, BREAK, CONTINUE), fails, or left on one path only (MAYBE)."""

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
