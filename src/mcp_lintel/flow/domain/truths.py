"""Whether values are true in tests, and what the outcome of a call tells."""

from collections.abc import Iterator

from mcp_lintel.flow.domain.meet import meet
from mcp_lintel.flow.domain.values import MAYBE, item
from mcp_lintel.flow.types import ABSENT, Check, Label, Value


def truth(value: Value) -> bool | None:
    """Is a value true in a test? None when that is not known."""
    if value.constant is not ABSENT:
        return bool(value.constant)
    filled = value.kind in ("list", "tuple") and "[0]" in value.fields and MAYBE not in value.fields
    return True if filled and not value.cases else None


def filled(value: Value) -> Value:
    """A list that is known to have items."""
    fields = {key: one for key, one in value.fields.items() if key != MAYBE}
    return Value(value.taints, ABSENT, {"[0]": item(value), **fields}, value.functions, value.kind, (), value.cls)


def possible(value: Value, outcome: bool) -> Value:
    """The value where a test of it came out so: without the cases that cannot be."""
    if not value.cases:
        return value
    kept = tuple(case for case in value.cases if truth(case[0]) in (None, outcome))
    constant = kept[0][0].constant if len(kept) == 1 else value.constant
    return Value(value.taints, constant, value.fields, value.functions, value.kind, kept, value.cls)


def outline(value: Value, depth: int = 0) -> Value:
    """What of a value decides tests: its literal, its kind, and those of its first items."""
    if depth > 1 or not (value.fields or value.taints or value.functions):
        return Value(constant=value.constant, kind=value.kind)
    fields = {key: outline(one, depth + 1) for key, one in value.fields.items() if key[1:-1].isdigit()}
    return Value(constant=value.constant, fields=fields, kind=value.kind)


def told(value: Value, outcome: bool) -> Iterator[tuple[Label, str, Check]]:
    """What holds when a call's result is true or false: what all returns of that outcome have in common."""
    fitting = [guards for one, guards in value.cases if truth(one) in (None, outcome)]
    if fitting:
        for label, checks in meet(fitting).items():
            for kind, check in checks.items():
                yield label, kind, check
