"""Loops that end themselves: `for i in range(n)` does no more rounds than a test in it lets pass."""

from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.flow.frames.bindings import assigned
from mcp_lintel.flow.frames.protocols import Evaluating

GROWING = frozenset(("append", "appendleft"))
SHRINKING = frozenset(("clear", "pop", "popleft", "remove", "discard"))
LARGER = {">": "left", ">=": "left", "<": "right", "<=": "right"}
"""Which side of a comparison is the one that has grown."""


def limit_of(stmt: s.For, evaluator: Evaluating) -> e.Expr | None:
    """What a loop over a range compares its rounds with, and ends; None where it runs through to the end."""
    paths = evaluator.names.paths(stmt.source.func) if isinstance(stmt.source, e.Call) else []
    if "builtins.range" not in paths:
        return None
    counting = set(_counting(stmt))
    changing = assigned(s.Function(stmt.span, "", stmt.span, stmt.span, (), None, (), (stmt,), is_async=False))
    for one in stmt.body:
        if isinstance(one, s.If) and _ends(one.body):
            for limit in _limits(one.test, counting):
                if not any(isinstance(part, e.Name) and part.id in changing for part in descend(limit)):
                    return limit
        if goes_on(one):
            break
    return None


def _counting(stmt: s.For) -> Iterator[str]:
    """The variables, and the lengths of collections, that grow with every round."""
    if isinstance(stmt.target, e.Name):
        yield stmt.target.id
    for one in stmt.body:
        match one:
            case s.Assign(targets=(e.Name(id=name),), op="+=" | "+", value=e.Constant(value=int() as step)) if step > 0:
                if _set(name, stmt) == 1:
                    yield name
            case s.Evaluate(value=e.Call(func=e.Attribute(value=e.Name(id=name), attr=attr), args=(given,))):
                fresh = attr == "add" and isinstance(stmt.target, e.Name) and _name(given.value) == stmt.target.id
                if (attr in GROWING or fresh) and not _set(name, stmt):
                    yield f"len({name})"
        if goes_on(one):
            break


def _set(name: str, stmt: s.For) -> int:
    """How often a variable is set, or a collection made smaller, in a loop."""
    found = 0
    for one in descend(stmt.body, into_functions=False):
        match one:
            case s.Assign(targets=targets):
                found += any(isinstance(part, e.Name) and part.id == name for part in descend(*targets))
            case e.Call(func=e.Attribute(value=e.Name(id=owner), attr=attr)) if owner == name and attr in SHRINKING:
                found += 1
    return found


def goes_on(stmt: s.Stmt) -> bool:
    """Can a round go on with the next one from here?"""
    return any(isinstance(one, s.Simple) and one.kind == "continue" for one in descend(stmt, into_functions=False))


def _ends(body: s.Body) -> bool:
    """Is the loop left at the end of a branch?"""
    last = body[-1] if body else None
    leaves = isinstance(last, s.Raise | s.Return) or (isinstance(last, s.Simple) and last.kind == "break")
    return leaves and not any(map(goes_on, body))


def _limits(test: e.Expr, counting: set[str]) -> Iterator[e.Expr]:
    """What something that grows is compared with, so that the test holds once it is larger."""
    match test:
        case e.Boolean(left=left, op="or", right=right):
            yield from _limits(left, counting)
            yield from _limits(right, counting)
        case e.Compare(left=left, rest=((op, right),)) if op in LARGER:
            grown, limit = (left, right) if LARGER[op] == "left" else (right, left)
            if _name(grown) in counting and not any(_name(part) in counting for part in descend(limit)):
                yield limit


def _name(expr: object) -> str:
    match expr:
        case e.Name(id=name):
            return name
        case e.Call(func=e.Name(id="len"), args=(e.Argument(value=owner),)):
            return f"len({spelled(owner)})"
    return ""
