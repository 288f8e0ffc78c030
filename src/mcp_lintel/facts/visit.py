"""Walking facts: every node below a node, in source order, without recursion."""

from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s

NODES = (e.Expr, s.Stmt, e.Argument, s.Param, s.Handler, s.Case, e.Clause)
_SKIPPED = frozenset(
    {"span", "name_span", "header", "id", "attr", "name", "kind", "op", "star", "irrefutable", "is_async"}
)
_FIELDS: dict[type, tuple[str, ...]] = {}


def fields(kind: type) -> tuple[str, ...]:
    """The fields of a kind of fact that can hold other facts."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(n for n in getattr(kind, "__dataclass_fields__", {}) if n not in _SKIPPED)
    return _FIELDS[kind]


def descend(*roots: object, into_functions: bool = True) -> Iterator[object]:
    """The roots and everything below them, in source order; bodies of nested functions and classes on request only."""
    stack: list[object] = list(reversed(roots))
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif isinstance(node, NODES):
            yield node
            if into_functions or not isinstance(node, s.Function | s.Class | e.Lambda):
                stack.extend(getattr(node, name) for name in reversed(fields(type(node))))


def spelled(expr: e.Expr | None) -> str:
    """A dotted name as written (`self.log.info`), calls and subscripts left out; "" where it starts otherwise."""
    match expr:
        case e.Name(id=name):
            return name
        case e.Attribute(value=value, attr=attr):
            head = spelled(value)
            return f"{head}.{attr}" if head else ""
        case e.Call(func=func):
            return spelled(func)
        case e.Subscript(value=value) | e.Await(value=value):
            return spelled(value)
    return ""
