"""Texts whose beginning is known: a test of the beginning decides whether they can be what a variable holds.

Of `text = f"Error: {error}"` or another text, `if not text.startswith("Error")` leaves only the other.
"""

from collections.abc import Callable

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.domain.values import UNKNOWN_TEXT
from mcp_lintel.flow.types import Taint, Value

Decide = Callable[[str], bool | None]
"""How a test comes out for a text that begins so, None where that is open."""


def decided(test: e.Expr) -> tuple[str, Decide] | None:
    """The variable that a test is about, and how its beginning decides it."""
    match test:
        case e.Call(
            func=e.Attribute(value=e.Name(id=name), attr="startswith"), args=(e.Argument(value=given, name=""),)
        ):
            texts = _texts(given)
            return (name, lambda lead: _begins(lead, texts)) if texts else None
        case e.Compare(left=e.Name(id=name), rest=((("==" | "!=") as op, e.Constant(value=str() as text)),)):
            return name, lambda lead: None if text.startswith(lead) else op == "!="
        case e.Compare(left=e.Constant(value=str() as text), rest=((("in" | "not in") as op, e.Name(id=name)),)):
            return name, lambda lead: (op == "in") if text in lead else None
    return None


def _texts(given: e.Expr) -> tuple[str, ...]:
    """The literals that a beginning is compared with."""
    items = given.items if isinstance(given, e.Display) else (given,)
    texts = [one.value for one in items if isinstance(one, e.Constant) and isinstance(one.value, str)]
    return tuple(texts) if len(texts) == len(items) else ()


def _begins(lead: str, texts: tuple[str, ...]) -> bool | None:
    if any(lead.startswith(text) for text in texts):
        return True
    return None if any(text.startswith(lead) for text in texts) else False


def left_over(value: Value, decide: Decide, outcome: bool) -> Value:
    """The value without what cannot be there once the test came out so."""
    kept = {taint: way for taint, way in value.taints.items() if _how(taint, decide) in (None, outcome)}
    if len(kept) == len(value.taints):
        return value
    return Value(kept, value.constant, value.fields, value.functions, value.kind, value.cases, value.cls)


def _how(taint: Taint, decide: Decide) -> bool | None:
    lead = taint.lead.partition(UNKNOWN_TEXT)[0]
    return decide(lead) if lead and not taint.view else None
