"""Calls: which functions of the project they run, and what those do with the arguments."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import spelled
from mcp_lintel.flow.calls.models import Models
from mcp_lintel.flow.calls.objects import Objects
from mcp_lintel.flow.calls.outside import Outside
from mcp_lintel.flow.calls.running import Running
from mcp_lintel.flow.domain.values import PARSED, join, part
from mcp_lintel.flow.frames.actuals import Actuals
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.types import NOTHING, Runnable, Value
from mcp_lintel.model.deeds import path_of
from mcp_lintel.program import values as p

MOST_TARGETS = 8
VALIDATING = frozenset({"model_validate", "model_validate_json", "model_construct", "parse_obj", "parse_raw"})
"""Class methods of pydantic's BaseModel that make an object of a dict or of JSON."""
PARSING = frozenset({"model_validate_json", "parse_raw"})


class Calls:
    """Evaluates the calls of one frame."""

    def __init__(self, evaluator: Evaluating) -> None:
        self.evaluator = evaluator
        self.engine = evaluator.engine
        self.frame = evaluator.frame
        self.run = Running(evaluator).run
        self.outside = Outside(evaluator, self.run)
        self.models = Models(evaluator, self.run)
        self.objects = Objects(evaluator, self.run)

    def call(self, expr: e.Call) -> Value:
        """The result of a call."""
        func = _named(expr.func)
        if isinstance(func, e.Attribute) and self._is_super(func.value):
            receiver = self.frame.state.names.get(self._self_name(), NOTHING)
        else:
            receiver = self.evaluator.evaluate(func.value) if isinstance(func, e.Attribute) else NOTHING
        functions = self._functions(func, receiver)
        actuals = self.arguments(expr)
        if functions:
            found = [self.run(one, actuals, expr) for one in functions[:MOST_TARGETS]]
            self.frame.state.alive |= len(found) > 1
            return join(*found)
        held = self.evaluator.names.held(func)
        found, paths = [], []
        for option in p.options(held):
            value = self._program(option, receiver, actuals, expr)
            if value is not None:
                found.append(value)
            else:
                path = path_of(option)
                if path:
                    paths.append(f"{path}.__call__" if path.endswith("()") else path)
        if not found and isinstance(func, e.Attribute) and not any(map(self.outside.knows, paths)):
            alike = self.engine.callees.named(func.attr)
            found.extend(
                self._method(function, receiver if _waits_for_self(function, expr) else None, actuals, expr)
                for function in alike
            )
            paths = [] if alike else paths
        if found and not paths:
            return join(*found)
        return join(*found, self.outside.call(expr, list(dict.fromkeys(paths)), receiver, actuals))

    def _functions(self, func: e.Expr, receiver: Value) -> tuple[Runnable, ...]:
        """Functions that a variable, an item or an attribute holds here."""
        if isinstance(func, e.Attribute):
            return part(receiver, f".{func.attr}").functions if f".{func.attr}" in receiver.fields else ()
        if isinstance(func, e.Name):
            known = self.frame.state.names.get(func.id)
            if known is None:
                around = self.engine.around(self.frame.function, func.id)
                return around.functions if around is not None else ()
            return known.functions
        return self.evaluator.evaluate(func).functions

    @staticmethod
    def _is_super(expr: e.Expr) -> bool:
        return isinstance(expr, e.Call) and isinstance(expr.func, e.Name) and expr.func.id == "super"

    def _self_name(self) -> str:
        params = self.frame.function.node.params
        return params[0].name if params else ""

    def arguments(self, expr: e.Call) -> Actuals:
        """The arguments, evaluated in order."""
        found = Actuals()
        for argument in expr.args:
            value = self.evaluator.evaluate(argument.value)
            if argument.star == "*":
                self._unpacked(value, found)
            elif argument.star == "**":
                found.more = value if found.more is None else join(found.more, value)
            elif argument.name:
                found.named[argument.name] = value
                found.written[argument.name] = argument.value
            else:
                found.written[len(found.positional)] = argument.value
                found.positional.append(value)
        return found

    @staticmethod
    def _unpacked(value: Value, found: Actuals) -> None:
        """`*value`: item by item where it is written out."""
        count = len(value.fields)
        if value.kind in ("list", "tuple") and all(f"[{i}]" in value.fields for i in range(count)):
            found.positional.extend(value.fields[f"[{i}]"] for i in range(count))
        else:
            found.rest = value

    def _program(self, option: p.Value, receiver: Value, actuals: Actuals, expr: e.Call) -> Value | None:
        """The result of what runs in the project; None for what does not."""
        match option:
            case p.Function():
                return (
                    self._method(option, None, actuals, expr)
                    if not _waits_for_self(option, expr)
                    else (self._method(option, receiver, actuals, expr))
                )
            case p.Bound(function=p.Function() as function, receiver=bound):
                function, taken = self.objects.taken(function, bound, receiver)
                return self._method(function, taken, actuals, expr)
            case p.Bound(function=inner):
                return self._program(inner, receiver, actuals, expr)
            case p.Partial(function=p.Function() as function, args=args):
                return self._method(function, None, actuals.behind(*map(_literal, args.positional)), expr)
            case p.Partial(function=inner, args=args) if path_of(inner):
                filled = [_literal(a) for a in args.positional]
                named = {name: _literal(a) for name, a in args.named.items()}
                given = actuals.behind(*filled)
                given.named = {**named, **given.named}
                return self.outside.call(expr, [path_of(inner)], NOTHING, given)
            case p.Class():
                return self.models.made(option, actuals, expr)
            case p.Instance(cls=cls) if isinstance(cls.find("__call__"), p.Function):
                return self._method(cls.find("__call__"), receiver, actuals, expr)  # type: ignore[arg-type]
            case p.Member(base=p.Class() as cls, name=name) if name in VALIDATING:
                first = next(actuals.each(), NOTHING)
                first = part(first, PARSED) if name in PARSING else first
                return self.models.made(cls, Actuals(more=first), expr)
            case p.Made(args=args) | p.Member(base=p.Made(args=args)) if _decorated(option):
                return self._program(args.positional[0], receiver, actuals, expr)
        return None

    def _method(self, function: p.Function, receiver: Value | None, actuals: Actuals, expr: e.Call) -> Value:
        """Run a function, or for an abstract method those that take its place; `receiver` None for a plain function."""
        found = []
        dispatched = self.engine.dispatched.of(function, actuals)
        ways = [(one, given) for way, given in dispatched for one in self.engine.callees.concrete(way)]
        for each, given in ways[:MOST_TARGETS]:
            if receiver is not None and each.kind != "static":
                given = given.behind(receiver)
                if isinstance(expr.func, e.Attribute):
                    owner = expr.func.value
                    given.written[0] = e.Name(owner.span, self._self_name()) if self._is_super(owner) else owner
            found.append(self.run(Runnable(each), given, expr))
        self.frame.state.alive |= len(found) > 1
        return join(*found)

    def suppresses(self, stmt: s.With) -> bool:
        """May a `with` go on after what its body raised?"""
        paths = (path for source, _ in stmt.items if isinstance(source, e.Call)
                 for path in self.evaluator.names.paths(source.func))  # fmt: skip
        return "contextlib.suppress" in paths


def _named(func: e.Expr) -> e.Expr:
    """`getattr(x, "name")(…)` as `x.name(…)`."""
    match func:
        case e.Call(func=e.Name(id="getattr"), args=(owner, e.Argument(value=e.Constant(value=str() as name)), *_)):
            return e.Attribute(func.span, owner.value, name)
    return func


def _literal(value: p.Value) -> Value:
    return Value(constant=value.value) if isinstance(value, p.Lit) else NOTHING


def _waits_for_self(function: p.Function, expr: e.Call) -> bool:
    """Is it a method that was found through an object, so that its receiver is not among the arguments?"""
    return (
        function.owner is not None and function.kind in ("", "class") and isinstance(expr.func, e.Attribute)
        and not spelled(expr.func.value)[:1].isupper() and expr.func.attr == function.name
        and bool(function.node.params) and function.node.params[0].name in ("self", "cls")
    )  # fmt: skip


def _decorated(option: p.Value) -> bool:
    """Is it what a decorator from outside made of a function of the project, or a part of that such as `.fn`?"""
    made = option.base if isinstance(option, p.Member) else option
    if not isinstance(made, p.Made) or len(made.args.positional) != 1:
        return False
    called = isinstance(option, p.Made) or (isinstance(option, p.Member) and option.name in ("fn", "__wrapped__"))
    return called and isinstance(made.args.positional[0], p.Function)
