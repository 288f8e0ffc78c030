"""Where the call handler of a low-level server leads: the function behind each tool, followed by the tool's name.

The handler is walked once a name, with its tests decided by that name; nothing that it awaits is run. Source: mcp 1.x
handlers take `(name, arguments)`, mcp 2.x handlers `(context, params)` with `params.name`.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend
from mcp_lintel.model.registrations import Handler, handler_of
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.operators import compare
from mcp_lintel.program.values import Args, Bound, Env, Ext, Function, Lit, Made, Unknown, Value, options, truth
from mcp_lintel.text.span import Place

NOBODY = "\0 nobody's name"
"""A name that no tool has: what is called for it is called for every tool."""
MAX_DEPTH = 3
MAX_NAMES = 200


@dataclass(slots=True)
class Walk:
    """What is called on the way of one name, by identity.

    `direct` is what a table holds or what is returned as it is, `used` what a returned text or object is made of.
    """

    called: dict[int, Handler] = field(default_factory=dict)
    direct: set[int] = field(default_factory=set)
    used: set[int] = field(default_factory=set)


class Dispatch:
    """The functions behind the tools of one call handler, which is given as the value that was registered."""

    def __init__(self, value: Value, names: Collection[str], reader: Interpreter) -> None:
        self._reader = reader
        self._value = next((o for o in options(value) if handler_of(o) is not None), None)
        self._walks: dict[str, Walk] = {}
        if self._value is not None and len(names) <= MAX_NAMES:
            self._walks = {name: self._walk(self._value, name) for name in (*names, NOBODY)}
        self._others = self._walks.pop(NOBODY, Walk())
        self._shared = self._others.called.keys()
        self._times = Counter(key for walk in self._walks.values() for key in walk.called)

    def handler(self, name: str) -> Handler | None:
        """The function that the way of this name leads to; None where there is none or it is one of several."""
        walk = self._walks.get(name, Walk())
        own = [key for key in walk.called if key not in self._shared and self._is_telling(key)]
        direct = [key for key in own if key in walk.direct]
        found = direct or [key for key in own if key in walk.used and self._times[key] == 1]
        return walk.called[found[0]] if len(found) == 1 else None

    @property
    def refuses_others(self) -> bool:
        """Does nothing of the project answer for a name that no tool has?"""
        return not self._others.used and not self._others.direct

    def _is_telling(self, key: int) -> bool:
        """Is a function for this tool rather than for all?"""
        return len(self._walks) == 1 or self._times[key] < len(self._walks)

    def _walk(self, value: Value, name: str) -> Walk:
        walk, handler = Walk(), handler_of(value)
        if handler is not None:
            function = handler.signature
            is_method = function.owner is not None and function.kind != "static"
            receiver = [value.receiver if isinstance(value, Bound) else Unknown("self")] if is_method else []
            positional = [*receiver, *_given(function, name, skipped=len(receiver))]
            _Way(self._reader, walk, name).enter(function, Args(positional, open=True), 0)
        return walk


def _given(function: Function, name: str, skipped: int) -> Sequence[Value]:
    """What a framework hands to a call handler: the name first, or the parameters of the request second."""
    params = [param for param in function.node.params if param.kind in ("positional", "ordinary")][skipped:]
    if params and takes_request(function, params[0].name):
        return [Unknown("the context"), _request(name, function.place)]
    return [Lit(name), Unknown("the arguments")]


def takes_request(function: Function, first: str) -> bool:
    """Does a handler take a context as its parameter `first`? Then it reads the name of its second parameter."""
    reads = (item for item in descend(function.node.body) if isinstance(item, e.Attribute) and item.attr == "name")
    params = [param.name for param in function.node.params]
    second = params[params.index(first) + 1 :][:1]
    return any(isinstance(item.value, e.Name) and item.value.id in second for item in reads)


def _request(name: str, place: Place) -> Made:
    return Made(Ext("mcp.types.CallToolRequestParams"), Args(open=True), place, {"name": Lit(name)})


class _Way:
    """Follows one name through the statements of a handler and of what it hands the name on to."""

    def __init__(self, reader: Interpreter, walk: Walk, name: str) -> None:
        self._reader = reader
        self._walk = walk
        self._name = name
        self._depth = 0
        self._results: dict[str, set[int]] = {}
        """The functions whose results are in a variable."""

    def enter(self, function: Function, args: Args, depth: int) -> None:
        """Walk a function with these arguments."""
        if isinstance(function.node, s.Function) and depth <= MAX_DEPTH:
            outer, self._depth = self._depth, depth
            env = Env(function.env.path, self._reader.bind(function, args), function.env)
            self._body(function.node.body, env)
            self._depth = outer

    def _body(self, body: s.Body, env: Env) -> bool:
        """Walk statements; true when they surely leave."""
        return any(self._statement(item, env) for item in body)

    def _statement(self, item: s.Stmt, env: Env) -> bool:
        match item:
            case s.Return(value=value):
                found = self._note(value, env)
                self._walk.used |= found | self._held(value)
                self._walk.direct |= found if isinstance(_called(value), e.Call) and len(found) == 1 else set()
                return True
            case s.Raise() | s.Simple(kind="break" | "continue"):
                return True
            case s.Evaluate(value=value):
                self._note(value, env)
            case s.Assign(value=value):
                self._keep(item, self._note(value, env) | self._held(value))
                self._assign(item, env)
            case s.If(test=test, body=body, orelse=orelse):
                self._note(test, env)
                return self._either(truth(self._reader.look(test, env)), body, orelse, env)
            case s.Match():
                return self._match(item, env)
            case s.Try(body=body, orelse=orelse, final=final):
                left = self._body(body, env) or self._body(orelse, env)
                return self._body(final, env) or left
            case s.With(items=items, body=body):
                for value, _ in items:
                    self._note(value, env)
                return self._body(body, env)
            case s.For(source=source, body=body) | s.While(test=source, body=body):
                self._note(source, env)
                self._body(body, env)
        return False

    def _either(self, verdict: bool | None, body: s.Body, orelse: s.Body, env: Env) -> bool:
        if verdict is not None:
            return self._body(body if verdict else orelse, env)
        first, second = self._body(body, env), self._body(orelse, env)
        return first and second

    def _match(self, node: s.Match, env: Env) -> bool:
        subject = self._reader.look(node.subject, env)
        for case in node.cases:
            verdicts = [compare(subject, "==", self._reader.look(value, env)) for value in case.values]
            if case.irrefutable or True in verdicts:
                for name in case.names:
                    env.names[name] = subject
                return self._body(case.body, env)
            if not case.values or None in verdicts:
                self._body(case.body, env)
        return False

    def _assign(self, node: s.Assign, env: Env) -> None:
        """Bind what an assignment to plain names gives; what is awaited stays unknown."""
        value: Value = Unknown("a result")
        if node.value is not None and not any(isinstance(item, e.Await) for item in descend(node.value)):
            value = self._reader.look(node.value, env)
        for target in node.targets:
            if all(isinstance(item, e.Name | e.Display) for item in descend(target)):
                self._reader.assign(target, value, env)

    def _keep(self, node: s.Assign, results: set[int]) -> None:
        for target in node.targets:
            if isinstance(target, e.Name):
                self._results[target.id] = results

    def _held(self, expr: e.Expr | None) -> set[int]:
        """The functions whose results the variables of an expression hold."""
        names = (item.id for item in descend(expr) if isinstance(item, e.Name)) if expr is not None else ()
        return {key for name in names for key in self._results.get(name, ())}

    def _note(self, expr: e.Expr | None, env: Env) -> set[int]:
        """Note the project's functions that an expression calls, and follow those that get the name."""
        found: set[int] = set()
        for call in descend(expr, into_functions=False) if expr is not None else ():
            if not isinstance(call, e.Call):
                continue
            callee = self._reader.look(call.func, env)
            if handler_of(callee) is not None and self._hands_on(call, env):
                self._follow(callee, self._arguments(call, env))
                continue
            found |= self._call(call.func, callee, env)
            for argument in call.args:
                if _is_chosen(argument.value, env):
                    found |= self._call(argument.value, self._reader.look(argument.value, env), env)
        return found

    def _call(self, func: e.Expr, callee: Value, env: Env) -> set[int]:
        """Note one function that is called, or that something outside is handed to call."""
        target = handler_of(callee) if len(options(callee)) == 1 else None
        if target is None:
            return set()
        key = id(target.function.node)
        self._walk.called[key] = target
        self._walk.direct |= {key} if _is_chosen(func, env) else set()
        return {key}

    def _follow(self, callee: Value, args: Args) -> None:
        if isinstance(callee, Bound) and isinstance(callee.function, Function):
            self.enter(callee.function, Args([callee.receiver, *args.positional], args.named), self._depth + 1)
        elif isinstance(callee, Function):
            self.enter(callee, args, self._depth + 1)

    def _arguments(self, call: e.Call, env: Env) -> Args:
        given = [(one.name, self._reader.look(one.value, env)) for one in call.args if not one.star]
        is_open = len(given) < len(call.args)
        return Args([v for name, v in given if not name], {name: v for name, v in given if name}, is_open)

    def _hands_on(self, call: e.Call, env: Env) -> bool:
        """Does a call get the name, by itself or in the request?"""
        for argument in call.args:
            if isinstance(argument.value, e.Name | e.Attribute) and not argument.star:
                for option in options(self._reader.look(argument.value, env)):
                    request = option.attrs.get("name") if isinstance(option, Made) else option
                    if isinstance(request, Lit) and request.value == self._name:
                        return True
        return False


def _called(expr: e.Expr | None) -> e.Expr | None:
    """An expression without the `await` before it."""
    return expr.value if isinstance(expr, e.Await) else expr


def _is_chosen(func: e.Expr, env: Env) -> bool:
    """Is what is called a variable of the handler or an entry of a table, and not a function by its own name?"""
    match func:
        case e.Name(id=name):
            return name in env.names
        case e.Subscript() | e.Call():
            return True
        case e.Attribute(value=value):
            return _is_chosen(value, env)
    return False
