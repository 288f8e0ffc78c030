"""Functions made inside functions, and the variables of the outer ones that they see."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend
from mcp_lintel.flow.domain.values import of_label
from mcp_lintel.flow.frames.frame import Frame
from mcp_lintel.flow.types import Free, Label, Runnable, Value
from mcp_lintel.model.holders import Holders
from mcp_lintel.program.values import Env, Function, Unknown

STARS = (("*", "*more"), ("**", "**more"))
"""The parameters of a partial function, by names that no code has."""


class Inner:
    """The inner functions of a project, made once."""

    def __init__(self, holders: Holders) -> None:
        self._holders = holders
        self._made: dict[tuple[int, int], Function] = {}
        self._around: dict[int, Frame] = {}
        self._partials: dict[int, tuple[e.Call, e.Lambda]] = {}
        self._frees: dict[int, tuple[Free, ...]] = {}

    def function(self, node: s.Function | e.Lambda, frame: Frame) -> Function:
        """The function that a definition in a frame makes."""
        key = id(node), id(frame.function.env)
        self._around[id(node)] = frame
        if key not in self._made:
            outer = frame.function
            env = Env(outer.env.path, {}, outer.env)
            imported = frame.scope.imported.names if frame.scope.imported is not None else {}
            for name in _read(node):
                if name in frame.own or name in frame.state.names or name in imported:
                    held = self._holders.held(e.Name(node.span, name), frame.scope)
                    if not isinstance(held, Unknown):
                        env.names[name] = held
            name = node.name if isinstance(node, s.Function) else "<lambda>"
            self._made[key] = Function(node, env, f"{outer.symbol}.{name}", owner=None)
        return self._made[key]

    def partial(self, call: e.Call, function: e.Expr) -> e.Lambda:
        """`functools.partial(function, …)` as what it means: a lambda that calls it with what is filled in first."""
        known = self._partials.get(id(call))
        if known is None:
            filled = tuple(argument for argument in call.args if argument.value is not function)
            span, kept = call.span, tuple(
                e.Argument(call.span, e.Name(call.span, name), star=star) for star, name in STARS
            )  # fmt: skip
            params = tuple(s.Param(span, name, span, None, None, star) for star, name in STARS)
            made = e.Lambda(span, params, e.Call(span, function, (*filled, *kept)))
            known = self._partials[id(call)] = call, made
        return known[1]

    def __contains__(self, function: Function) -> bool:
        return id(function.node) in self._around

    def around(self, function: Function, name: str) -> Value | None:
        """A variable of a function around; None where none has it."""
        frame = self._around.get(id(function.node))
        if frame is None:
            return None
        if _binds(frame, name):
            label = of_label(Label(frame.free(name)))
            known = frame.state.names.get(name)
            return Value(label.taints, functions=known.functions) if known is not None else label
        return self.around(frame.function, name)

    def owner(self, function: Function, name: str) -> Free | None:
        """The variable of a function around that a name means; None where none has it."""
        frame = self._around.get(id(function.node))
        if frame is None:
            return None
        return frame.free(name) if _binds(frame, name) else self.owner(frame.function, name)

    def frees(self, function: Function) -> tuple[Free, ...]:
        """The variables around that a function may read."""
        node = id(function.node)
        if node not in self._around:
            return ()
        if node not in self._frees:
            found = []
            for name in _read(function.node):
                value = self.around(function, name)
                if value is not None:
                    found += [t.label.root for t in value.taints if isinstance(t.label.root, Free)]
            self._frees[node] = tuple(found)
        return self._frees[node]

    def kept(self, value: Value, frame: Frame, depth: int = 0) -> Value:
        """A value that leaves a frame: functions in it take the frame's variables along."""
        if depth > 3 or not (value.functions or value.fields):
            return value
        functions = tuple(self._captured(one, frame) for one in value.functions)
        fields = {key: self.kept(one, frame, depth + 1) for key, one in value.fields.items()}
        return Value(value.taints, value.constant, fields, functions, value.kind, value.cases, value.cls)

    def _captured(self, one: Runnable, frame: Frame) -> Runnable:
        if self._around.get(id(one.function.node)) is None:
            return one
        known = dict(one.captured)
        for free in self.frees(one.function):
            if free.owner == frame.key and free.name in frame.state.names:
                known.setdefault(free, frame.state.names[free.name])
        return Runnable(one.function, one.positional, one.named, tuple(known.items()))


def _binds(frame: Frame, name: str) -> bool:
    """Is it one of the frame's own variables?"""
    own = name in frame.own and name not in frame.shared
    return own or any(param.name == name for param in frame.function.node.params)


def _read(node: s.Function | e.Lambda) -> list[str]:
    """The names a function reads and does not have as parameters."""
    own = {param.name for param in node.params}
    found = (item.id for item in descend(node.body) if isinstance(item, e.Name))
    return [name for name in dict.fromkeys(found) if name not in own]
