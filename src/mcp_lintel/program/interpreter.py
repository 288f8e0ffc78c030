"""Reads a project as Python would run its start-up: modules in import order, entry points, then what nobody called.

Nothing of the project is executed; the interpreter follows assignments, calls, loops over literal tables, closures and
objects on abstract values, within bounds, and records every call of something outside the project as an event.
"""

from collections.abc import Callable, Collection, Iterable
from functools import partial

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import spelled
from mcp_lintel.program.attributes import docstring
from mcp_lintel.program.calls import Calls
from mcp_lintel.program.core import MAX_STEPS, MAX_TOTAL_STEPS, OutOfSteps
from mcp_lintel.program.triggers import COMMON, NAMES, registers, vocabulary
from mcp_lintel.program.values import (
    Args,
    Bound,
    Class,
    Env,
    Ext,
    Function,
    Instance,
    Items,
    Lit,
    Made,
    ModuleRef,
    Unknown,
    Value,
    options,
)
from mcp_lintel.text.span import Place, Span

MAX_LOOK_STEPS = 20_000
MAX_UNCALLED_STEPS = 60_000
"""A function that nobody calls is a guess at an entry point, and worth less."""


class Interpreter(Calls):
    """The whole reading: `read` it once, then look at `events` and `envs`."""

    def module(self, path: str) -> Env:
        """The names of a module or folder; a module under way gives the names it has so far."""
        self.imported.add(path if path.endswith(".py") else f"{path}/__init__.py")
        return self._load(path)

    def _load(self, path: str) -> Env:
        if path in self.envs:
            return self.envs[path]
        env = self.envs[path] = Env(path)
        file = path if path.endswith(".py") else f"{path}/__init__.py"
        facts = self.facts(file) if file in self.modules.paths else None
        if facts is None:
            return env
        self.envs[file] = env
        env.names["__doc__"] = Lit(docstring(facts.body))
        env.names["__file__"] = Ext("builtins.__file__")
        if file.endswith("__init__.py"):
            env.names["__path__"] = Items("list", [ModuleRef(path)])
        outer, conditions = self.stack, self.conditions
        self.stack, self.conditions = [], []
        try:
            self.execute(facts.body, env)
        finally:
            self.stack, self.conditions = outer, conditions
        return env

    def read(
        self,
        paths: Iterable[str],
        entry_points: Iterable[tuple[str, str]] = (),
        speaking: Collection[str] | None = None,
    ) -> None:
        """Read modules in the given order, then `__main__` blocks, console scripts and functions that nobody called.

        `speaking` are the files that import a server framework; where they are given, functions far from them are
        not looked at.
        """
        for path in paths:
            self._root(Place(path, Span(0, 0)), partial(self._load, path))
        for body, env in self.deferred:
            self.imported.add(env.path)
            self._root(Place(env.path, body[0].span), partial(self.execute, body, env))
        for path, name in entry_points:
            entry = self.envs[path].names.get(name.partition(".")[0]) if path in self.envs else None
            self.imported.add(path)
            if isinstance(entry, Function) and id(entry.node) not in self.entered:
                self._root(entry.place, partial(self.invoke, entry, Args()))
        self._lifespans()
        for function in self._worth_reading(speaking):
            self._root(function.place, partial(self._uncalled, function), MAX_UNCALLED_STEPS)
            self._lifespans()

    def _lifespans(self) -> None:
        """Run the lifespans of servers built since the last time: a framework calls each with its server."""
        news = self.events[self.started :]
        self.started += len(news)
        for event in news:
            lifespan = event.args.named.get("lifespan")
            function = lifespan.function if isinstance(lifespan, Bound) else lifespan
            if isinstance(function, Function) and registers(event.callee) and id(function.node) not in self.entered:
                first, known = len(self.events), len(self.exhausted)
                call = partial(self.call, lifespan or function, Args([event.result]), event.place)
                self._root(function.place, call, MAX_LOOK_STEPS)
                self.while_serving.update(range(first, len(self.events)))
                del self.exhausted[known:]

    def _worth_reading(self, speaking: Collection[str] | None) -> list[Function]:
        """Functions nobody called that speak of servers: callers of another first, those that are given one last."""
        near = None if speaking is None else self._near(speaking)
        functions = [f for f in self.functions if near is None or f.env.path in near]
        words = {id(f.node): vocabulary(f.node) for f in functions}
        classes = self._server_classes()
        telling = [f for f in functions if words[id(f.node)].mentions_servers() or words[id(f.node)].called & classes]
        telling.sort(key=lambda f: any(_last_name(param.annotation) in classes for param in f.node.params))
        makers = frozenset(f.name for f in telling if f.name != "<lambda>") - COMMON
        servers = {id(env): self._server_names(env) for env in self.envs.values()}
        called = frozenset(name for word in words.values() for name in word.called)
        outermost = (f for f in functions if f.name not in called)
        callers = [f for f in outermost if words[id(f.node)].uses(makers, servers[id(f.env.module)])]
        done = self.entered | self.handed_over
        return [f for f in dict.fromkeys((*callers, *telling)) if id(f.node) not in done]

    def _server_classes(self) -> frozenset[str]:
        """The names of server classes, those of the project among them."""
        values = {id(value): value for env in self.envs.values() for value in env.names.values()}
        own = (value for value in values.values() if isinstance(value, Class))
        outside = ((cls.node.name, c.name) for cls in own for c in cls.lineage() if isinstance(c, Ext))
        return NAMES | {name for name, base in outside if base.rpartition(".")[2] in NAMES}

    def _near(self, speaking: Collection[str]) -> set[str]:
        """The given files, and those that name something that is defined in them."""
        found = set(speaking)
        for path, env in self.envs.items():
            values = (option for value in list(env.names.values()) for option in options(value))
            homes = (value.path if isinstance(value, ModuleRef) else _home(value) for value in values)
            if any(home in speaking for home in homes):
                found.add(path)
        return found

    @staticmethod
    def _server_names(env: Env) -> frozenset[str]:
        """The names of a module that stand for what a server class made."""
        made = ((name, option) for name, value in env.module.names.items() for option in options(value))
        return frozenset(name for name, option in made if isinstance(option, Made) and registers(option.callee))

    def look(self, expr: e.Expr, env: Env) -> Value:
        """The value of one expression after the reading, such as an annotation; Unknown where it takes too long."""
        self.steps, self.stack, self.conditions, self.limit = 0, [], [], MAX_LOOK_STEPS
        events = len(self.events)
        try:
            return self.evaluate(expr, env)
        except (OutOfSteps, RecursionError):
            return Unknown("an expression that takes too long to read")
        finally:
            del self.events[events:]

    def probe(self, callee: Value, place: Place) -> Value:
        """What a handler returns, called with nothing known of its arguments; events of the call are not kept."""
        events = len(self.events)
        found: list[Value] = [Unknown("a result that could not be read")]

        def run() -> None:
            found[:] = [self.call(callee, Args(open=True), place)]

        self._root(place, run)
        del self.events[events:]
        return found[0]

    def _uncalled(self, function: Function) -> None:
        """Call a function nobody called, with nothing known of its arguments."""
        if id(function.node) in self.entered:
            return
        if function.owner is None or function.kind == "static":
            self.invoke(function, Args(open=True))
            return
        receiver = self._object(function.owner) if function.kind != "class" else function.owner
        if id(function.node) not in self.entered:
            self.invoke(function, Args([receiver], open=True))

    def _object(self, cls: Class) -> Instance:
        instance = Instance(cls, Place(cls.env.path, cls.node.name_span))
        init = cls.find("__init__")
        if isinstance(init, Function):
            self.invoke(init, Args([instance], open=True))
        else:
            self.build(instance, Args(open=True), instance.place)
        return instance

    def _root(self, place: Place, run: Callable[[], object], limit: int = MAX_STEPS) -> None:
        """Run one root within its own bound of steps; where it is met, what was seen until then stands."""
        self.steps, self.stack, self.conditions = 0, [], []
        self.limit = min(limit, MAX_TOTAL_STEPS - self.total_steps)
        try:
            run()
        except (OutOfSteps, RecursionError):
            self.exhausted.append(place)
        self.total_steps += self.steps


def _last_name(annotation: e.Expr | None) -> str:
    written = annotation.value if isinstance(annotation, e.Constant) else spelled(annotation)
    return str(written).rpartition(".")[2]


def _home(value: Value) -> str | None:
    """The file a function, class or object is defined in."""
    match value:
        case Function(env=env) | Class(env=env):
            return env.path
        case Instance(cls=cls):
            return cls.env.path
        case Made(place=place):
            return place.path
    return None
