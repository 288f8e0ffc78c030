"""What the value of an expression is put together from, and which values of the program are written out."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.program.values import Items, Lit, Table, Value


def branch(expr: e.Expr, lists: frozenset[str]) -> e.Expr:
    """What a conditional expression gives where it asks whether a parameter is a list, and that is known."""
    match expr:
        case e.Conditional(test=e.Call(func=e.Name(id="isinstance"), args=(asked, _)), body=body):
            if isinstance(asked.value, e.Name) and asked.value.id in lists:
                return body
    return expr


def parts(expr: e.Expr) -> tuple[e.Expr, ...] | None:
    """What the value of an expression is put together from; None for one that is of its own."""
    match expr:
        case e.Formatted(parts=parts):
            return parts
        case e.Binary(left=left, right=right) | e.Boolean(left=left, right=right):
            return (left, right)
        case e.Conditional(body=body, orelse=orelse):
            return (body, orelse)
        case e.Display(items=items):
            return items
        case e.DictDisplay(items=pairs):
            return tuple(value for _, value in pairs)
        case e.Comprehension(element=element, value=value):
            return (element,) if value is None else (value,)
    return None


def literal(value: Value) -> bool:
    """Is a value of the program a literal, or a collection of such?"""
    match value:
        case Lit(value=found):
            return found is not None
        case Items(items=items, open=False):
            return all(map(literal, items))
        case Table(items=table, open=False):
            return all(map(literal, table.values()))
    return False
