"""What is done to the taints of values: cleared for kinds of sinks, seen as parts or forms, told with more hops."""

from collections.abc import Callable, Iterable, Iterator

from mcp_lintel.flow.domain.values import MAX_DEPTH, PARSED, deep, part
from mcp_lintel.flow.types import NOTHING, Origin, Step, Taint, Trace, Value

MAX_TRACE = 24
KEPT = {"lowered": ("part", "host", "first", "name", "scheme")}
"""Views that stay what they are in another form."""


def placed(value: Value, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Taint, Trace]]:
    """The taints of a value and of everything in it, each with the names of the fields that hold it."""
    for taint, trace in value.taints.items():
        yield path, taint, trace
    for key, one in value.fields.items() if len(path) < MAX_DEPTH else ():
        name = key.strip(".[]")
        yield from placed(one, path if name == "*" or name.isdigit() else (*path, name))


def changed(value: Value, change: Callable[[Taint], Taint]) -> Value:
    """A new value with all taints of another, each changed; literals and parts are lost."""
    taints = deep(value)
    return Value({change(taint): trace for taint, trace in taints.items()}) if taints else NOTHING


def cleared(value: Value, kinds: Iterable[str]) -> Value:
    """The value after what makes it harmless for some kinds of sinks."""
    more = frozenset(kinds)
    return changed(value, lambda taint: taint._replace(cleared=taint.cleared | more)) if more else value


def viewed(value: Value, view: str) -> Value:
    """A part or form of a value; what was a part already stays that part."""
    if view == "parsed":
        return part(Value(deep(value)), PARSED)
    kept = ("part", "first") if view == "resolved" else KEPT.get(view, ("part", "host", "first"))
    return changed(value, lambda taint: taint if taint.view in kept else taint._replace(view=view))


def recast(value: Value, change: Callable[[Taint], Taint]) -> Value:
    """A value with each taint changed, its parts kept."""
    taints = {change(taint): trace for taint, trace in value.taints.items()}
    fields = {key: recast(one, change) for key, one in value.fields.items()}
    return Value(taints, value.constant, fields, value.functions, value.kind, value.cases, value.cls)


def vaguely(value: Value) -> Value:
    """The value after something that is not known."""
    return changed(value, lambda taint: taint._replace(vague=True, view=taint.view or "part"))


def stepped(value: Value, step: Step) -> Value:
    """The value with one more hop on the way of everything that flows in it."""
    if not value.taints and not value.fields:
        return value
    taints = {taint: longer(trace, (step,)) for taint, trace in value.taints.items()}
    fields = {key: stepped(one, step) for key, one in value.fields.items()}
    return Value(taints, value.constant, fields, value.functions, value.kind, value.cases, value.cls)


def from_sources(value: Value, step: Step, depth: int = 0) -> Value:
    """The value with one more hop for what comes from sources inside the functions."""
    if (not value.taints and not value.fields) or depth > MAX_DEPTH:
        return value
    own = any(isinstance(taint.label.root, Origin) for taint in value.taints)
    taints = value.taints if not own else {
        taint: longer(trace, (step,)) if isinstance(taint.label.root, Origin) else trace
        for taint, trace in value.taints.items()
    }  # fmt: skip
    fields = {key: from_sources(one, step, depth + 1) for key, one in value.fields.items()}
    return Value(taints, value.constant, fields, value.functions, value.kind, value.cases, value.cls)


def longer(trace: Trace, more: Trace) -> Trace:
    """A trace with further hops, without telling the same twice."""
    if not more or (trace and len(more) == 1 and trace[-1] == more[0]):
        return trace
    return (*trace, *more) if len(trace) + len(more) <= MAX_TRACE else (*trace[: MAX_TRACE - 1], more[-1])
