"""Exceptions as sources and as answers: what a handler catches, and what is raised towards the client."""

import builtins
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.flow.domain.taints import stepped
from mcp_lintel.flow.domain.texts import concatenated
from mcp_lintel.flow.domain.values import UNKNOWN, UNKNOWN_TEXT, deep, join, of_label
from mcp_lintel.flow.types import ABSENT, NOTHING, Label, Origin, Step, Value
from mcp_lintel.flow.walk.expressions import Evaluator
from mcp_lintel.program import values as p

EVERYTHING = frozenset({"Exception", "BaseException"})
ANSWERING = frozenset({"ToolError", "McpError", "MCPError", "ResourceError", "PromptError", "ErrorData"})
"""Exceptions whose text goes to the client. Source: fastmcp.exceptions (2.0 to 4.2), mcp.shared.exceptions."""


def thrown(raised: e.Expr, value: Value, evaluator: Evaluator) -> None:
    """Note what an exception that is raised here was made of."""
    frame = evaluator.frame
    if not isinstance(raised, e.Call):
        if deep(value):
            frame.throw(_names(raised, evaluator), value)
        return
    args = [evaluator.evaluate(one.value) for one in raised.args]
    if not any(map(deep, args)):
        return
    classes = [one for one in p.options(evaluator.names.held(raised.func)) if isinstance(one, p.Class)]
    own = {f".{name}": UNKNOWN for cls in classes for name in _set_by(cls)}
    text = concatenated([Value(constant=UNKNOWN_TEXT), *args]) if own or len(args) > 1 else Value(deep(args[0]))
    told = Value(text.taints, ABSENT, {**own, **value.fields, ".args": Value(text.taints)}, (), "", (), value.cls)
    step = Step(frame.place(raised.span), f"is put into `{spelled(raised.func) or 'an exception'}`")
    frame.throw(_names(raised.func, evaluator), stepped(evaluator.state.settled(told), step))


def _set_by(cls: p.Class) -> Iterator[str]:
    """The attributes that a class of the project sets on a new object of its own."""
    init = cls.find("__init__")
    for item in descend(init.node.body) if isinstance(init, p.Function) else ():
        for target in item.targets if isinstance(item, s.Assign) else ():
            if isinstance(target, e.Attribute) and isinstance(target.value, e.Name):
                yield target.attr


def _names(cls: e.Expr, evaluator: Evaluator) -> frozenset[str]:
    """The names of an exception's class and of those above it."""
    found = {spelled(cls).rpartition(".")[2]}
    for option in p.options(evaluator.names.held(cls)):
        option = option.cls if isinstance(option, p.Instance) else option
        for one in option.lineage() if isinstance(option, p.Class) else (option,):
            found.add(one.node.name if isinstance(one, p.Class) else p.dotted(one).rpartition(".")[2])
    for name in tuple(found):
        known = getattr(builtins, name, None)
        if isinstance(known, type):
            found.update(one.__name__ for one in known.__mro__)
    return frozenset(found - {"", "object"})


def fitting(handler: s.Handler, raised: Mapping[frozenset[str], Value]) -> dict[frozenset[str], Value]:
    """The exceptions that a handler catches."""
    wanted = {spelled(one).rpartition(".")[2] for one in _types(handler) if one is not None}
    everything = not wanted or not wanted.isdisjoint(EVERYTHING)
    return {names: value for names, value in raised.items() if everything or not wanted.isdisjoint(names)}


def held(text: Value, raised: Iterable[Value]) -> Value:
    """What a caught exception holds; the text of an exception within it is told once, by the handler that tells it."""
    whole = join(*raised)
    return join(text, _without_errors(whole)) if text.taints else whole


def _without_errors(value: Value) -> Value:
    taints = {
        taint: way for taint, way in value.taints.items()
        if not (isinstance(taint.label.root, Origin) and taint.label.root.kind == "error")
    }  # fmt: skip
    fields = {key: _without_errors(one) for key, one in value.fields.items()}
    return Value(taints, value.constant, fields, (), value.kind, (), value.cls)


def _types(handler: s.Handler) -> Sequence[e.Expr | None]:
    return handler.type.items if isinstance(handler.type, e.Display) else (handler.type,)


def caught(handler: s.Handler, evaluator: Evaluator) -> Value:
    """What `except … as name` binds: the text of an exception that the project did not write itself."""
    types = _types(handler)
    if all(_of_project(one, evaluator) for one in types if one is not None) and handler.type is not None:
        return NOTHING
    place = evaluator.frame.place(handler.span if handler.type is None else handler.type.span)
    words = ", ".join(filter(None, map(spelled, types))) or "any exception"
    origin = Origin("error", words, place)
    return of_label(Label(origin), (Step(place, f"is the text of what is caught ({words})"),))


def _of_project(expr: e.Expr, evaluator: Evaluator) -> bool:
    return spelled(expr).rpartition(".")[2] in ANSWERING or evaluator.is_project_class(expr)


def answered(raised: e.Expr, evaluator: Evaluator) -> None:
    """The text of an exception that is meant for the client is part of the answer."""
    if isinstance(raised, e.Call) and spelled(raised.func).rpartition(".")[2] in ANSWERING:
        for argument in raised.args:
            evaluator.arrives("answer", spelled(raised.func), argument.value, evaluator.evaluate(argument.value))
