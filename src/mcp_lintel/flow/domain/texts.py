"""Text that is put together: each taint with what stands before it."""

from collections.abc import Iterable

from mcp_lintel.flow.domain.values import UNKNOWN_TEXT, deep
from mcp_lintel.flow.types import ABSENT, Taint, Trace, Value

MAX_LEAD = 160
DOUBLED = frozenset({"doubled `", 'doubled "'})
"""Views of text in which the quotes of identifiers were doubled; those of strings are no matter of doubling alone."""


def concatenated(parts: Iterable[Value]) -> Value:
    """Text made of parts in order, each with what stands before it."""
    lead = ""
    taints: dict[Taint, Trace] = {}
    known = True
    for value in parts:
        for taint, trace in deep(value).items():
            moved = _enclosed(taint, lead) if taint.view in DOUBLED else taint
            taints.setdefault(moved._replace(lead=led(lead, moved.lead), view=_kept(moved.view)), trace)
        if isinstance(value.constant, str | int | float):
            lead = led(lead, str(value.constant))
        else:
            known = False
            lead = led(lead, UNKNOWN_TEXT)
    return Value(taints, lead if known else ABSENT)


def _enclosed(taint: Taint, lead: str) -> Taint:
    """A name whose quotes were doubled, between such quotes: it cannot end them."""
    if taint.lead or not lead.endswith(taint.view[-1]):
        return taint
    return taint._replace(cleared=taint.cleared | {"query-sql"}, view="")


def _kept(view: str) -> str:
    return "" if view in ("resolved", "absolute") else view


def led(lead: str, more: str) -> str:
    """Text behind text; unknown text in a row is told once."""
    if not lead or not more:
        return (lead or more)[:MAX_LEAD]
    if lead[-1] == UNKNOWN_TEXT == more[0]:
        more = more[1:]
    return (lead + more)[:MAX_LEAD]
