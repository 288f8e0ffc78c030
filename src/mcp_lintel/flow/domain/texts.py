"""Text that is put together: each taint with what stands before it."""

from collections.abc import Iterable

from mcp_lintel.flow.domain.values import UNKNOWN_TEXT, deep
from mcp_lintel.flow.types import ABSENT, Taint, Trace, Value

MAX_LEAD = 160


def concatenated(parts: Iterable[Value]) -> Value:
    """Text made of parts in order, each with what stands before it."""
    lead = ""
    taints: dict[Taint, Trace] = {}
    known = True
    for value in parts:
        for taint, trace in deep(value).items():
            moved = taint._replace(lead=led(lead, taint.lead), view=_kept(taint.view))
            taints.setdefault(moved, trace)
        if isinstance(value.constant, str | int | float):
            lead = led(lead, str(value.constant))
        else:
            known = False
            lead = led(lead, UNKNOWN_TEXT)
    return Value(taints, lead if known else ABSENT)


def _kept(view: str) -> str:
    return "" if view in ("resolved", "absolute") else view


def led(lead: str, more: str) -> str:
    """Text behind text; unknown text in a row is told once."""
    if not lead or not more:
        return (lead or more)[:MAX_LEAD]
    if lead[-1] == UNKNOWN_TEXT == more[0]:
        more = more[1:]
    return (lead + more)[:MAX_LEAD]
