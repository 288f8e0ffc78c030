"""Walking facts: every node below a node, without recursion."""

from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s

NODES = (e.Expr, s.Stmt, e.Argument, s.Param, s.Handler, s.Case, e.Clause)
CLOSED = frozenset({s.Function, s.Class, e.Lambda})
_SKIPPED = frozenset(
    {"span", "name_span", "header", "id", "attr", "name", "kind", "op", "star", "irrefutable", "positions", "is_async"}
)
_FIELDS: dict[type, tuple[str, ...] | None] = {tuple: None}


def _fields(kind: type) -> tuple[str, ...] | None:
    """The fields of a kind of fact that can hold other facts, last first; None for what is no fact."""
    names: tuple[str, ...] | None = None
    if issubclass(kind, NODES):
        names = tuple(n for n in reversed(getattr(kind, "__dataclass_fields__", {})) if n not in _SKIPPED)
    _FIELDS[kind] = names
    return names


def descend(*roots: object, into_functions: bool = True) -> Iterator[object]:
    """The roots and everything below them, parents first; nested functions and classes are entered on request only.

    Written out flat: it is the loop that most of the model's time goes through.
    """
    stack: list[object] = list(reversed(roots))
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind is tuple:
            stack.extend(reversed(node))  # type: ignore[call-overload]
            continue
        names = _FIELDS[kind] if kind in _FIELDS else _fields(kind)
        if names is None:
            continue
        yield node
        if into_functions or kind not in CLOSED:
            for name in names:
                value = getattr(node, name)
                if value is not None:
                    stack.append(value)


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
