"""Where in the code the text of a default stands: of a constant, a parameter, a field, an option, a variable."""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend
from mcp_lintel.model.given import CONVERTERS, ENVIRONMENT, PARSED
from mcp_lintel.model.holders import Holders
from mcp_lintel.model.local import Local
from mcp_lintel.model.scopes import Scope
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Args, Class, Env, Instance, Lit, Made, Member, Value, dotted, options, text
from mcp_lintel.text.span import Place

MAX_DEPTH = 5
DEFAULTS = {"Option": 0, "Argument": 0, "Field": 0, "field": None}
"""Calls that declare something with a default, and the position of that."""


@dataclass(frozen=True, slots=True)
class Call:
    """Where a value is handed on: the file, the function, and the argument as it is written."""

    path: str
    symbol: str
    expr: e.Expr | None = None


class Written:
    """Finds the text of literal values in one project; what stands where is gathered once it is asked for."""

    def __init__(self, reader: Interpreter) -> None:
        self._reader = reader
        self._holders = Holders(reader)
        self._places: dict[int, Place] | None = None
        self._options: dict[str, tuple[Value, Place]] = {}
        self._functions = {function.symbol: function for function in reader.functions}

    def places(self, value: Value, wanted: object, call: Call) -> tuple[Place, ...]:
        """The text that makes a value `wanted` first, then what would take its place."""
        found = list(self._of(value, wanted, 0))[:1]
        if not found and call.expr is not None:
            known = self._in_code(call.expr, wanted, self._local(call), 0)
            found = [Place(call.path, one.span) for one in known][:1]
        return tuple(dict.fromkeys((*found, *self._fields(call.expr, wanted, call))))

    def _fields(self, expr: e.Expr | None, wanted: object, call: Call) -> Iterator[Place]:
        """The default of a field, where the value is read from one and the field says the same by itself."""
        if not isinstance(expr, e.Attribute):
            return
        function = self._functions.get(call.symbol)
        env = self._reader.envs.get(call.path) or Env(call.path)
        scope = Scope(None, env) if function is None else self._holders.scope(function)
        for option in options(self._holders.held(expr.value, scope)):
            for cls in option.cls.lineage() if isinstance(option, Instance) else ():
                for item in cls.node.body if isinstance(cls, Class) else ():
                    match item:
                        case s.Assign(targets=(e.Name(id=name),), value=e.Constant(value=value)) if name == expr.attr:
                            if value == wanted:
                                yield Place(cls.env.path, item.value.span)  # type: ignore[union-attr]

    def _of(self, value: Value, wanted: object, depth: int) -> Iterator[Place]:
        if self._places is None:
            self._places = dict(self._gathered())
        for option in options(value) if depth < MAX_DEPTH else ():
            match option:
                case Lit(value=found) if found == wanted and id(option) in self._places:
                    yield self._places[id(option)]
                case Made(callee=callee, args=args) if dotted(callee) in ENVIRONMENT:
                    yield from self._argument(args, 1, wanted, depth)
                case Made(callee=callee, args=args) if (last := dotted(callee).rpartition(".")[2]) in DEFAULTS:
                    yield from self._argument(args, DEFAULTS[last], wanted, depth)
                case Made(callee=callee, args=args) if dotted(callee).rpartition(".")[2] in CONVERTERS:
                    yield from (place for one in args.positional[:1] for place in self._of(one, wanted, depth + 1))
                case Member(base=base, name=name) if dotted(base).endswith(PARSED) and name in self._options:
                    default, place = self._options[name]
                    if text(default) == wanted:
                        yield next(self._of(default, wanted, depth + 1), place)

    def _argument(self, args: Args, position: int | None, wanted: object, depth: int) -> Iterator[Place]:
        default, key = args.get("default", position), args.key("default", position)
        if default is not None and key is not None and text(default) == wanted and key in args.places:
            yield next(self._of(default, wanted, depth + 1), args.places[key])

    def _gathered(self) -> Iterator[tuple[int, Place]]:
        """The places of constants, fields and parameters by the identity of their values."""
        for path, env in list(self._reader.envs.items()):
            facts = self._reader.facts(path)
            yield from _assigned(facts.body if facts is not None else (), env)
            for value in list(env.names.values()):
                if isinstance(value, Class) and value.env.path == path:
                    yield from _assigned(value.node.body, value.body)
        for function in self._reader.functions:
            for param in function.node.params:
                if param.default is not None and param.name in function.defaults:
                    yield id(function.defaults[param.name]), Place(function.env.path, param.default.span)
        for event in self._reader.events:
            if dotted(event.callee).rpartition(".")[2] in ("add_argument", "option") and "default" in event.args.places:
                default, place = event.args.named["default"], event.args.places["default"]
                for flag in map(text, event.args.positional):
                    name = text(event.args.get("dest")) or (flag or "").lstrip("-").replace("-", "_")
                    self._options.setdefault(name, (default, place))

    def _local(self, call: Call) -> Local:
        function = self._functions.get(call.symbol)
        if function is not None:
            return Local(function.node.body, function.node.params)
        facts = self._reader.facts(call.path)
        return Local(facts.body if facts is not None else (), whole=False)

    def _in_code(self, expr: e.Expr, wanted: object, local: Local, depth: int) -> Iterator[e.Expr]:
        """The literal in an expression, or in what the local names of it are made of."""
        for item in descend(expr) if depth < MAX_DEPTH else ():
            if isinstance(item, e.Constant) and item.value == wanted:
                yield item
            elif isinstance(item, e.Name):
                for value in local.made.get(item.id, ()):
                    yield from self._in_code(value, wanted, local, depth + 1)


def _assigned(body: s.Body, env: Env) -> Iterator[tuple[int, Place]]:
    """What the names of a module or class hold, with the place of the literal."""
    for item in descend(body, into_functions=False):
        match item:
            case s.Assign(targets=(e.Name(id=name),), value=e.Constant() as value) if name in env.names:
                for option in options(env.names[name]):
                    if isinstance(option, Lit) and option.value == value.value:
                        yield id(option), Place(env.path, value.span)
            case s.Assign(targets=(e.Name(id=name),), value=e.Call(args=args)) if name in env.names:
                made = env.names[name]
                default = made.args.get("default", 0) if isinstance(made, Made) else None
                literal = next((a.value for a in args if a.name == "default" or not a.name), None)
                if isinstance(default, Lit) and isinstance(literal, e.Constant):
                    yield id(default), Place(env.path, literal.span)
