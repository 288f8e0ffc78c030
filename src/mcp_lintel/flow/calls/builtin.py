"""Builtin functions that put values together."""

from collections.abc import Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.calls.plain import KINDS, dumped
from mcp_lintel.flow.domain.values import ANY_ITEM, UNKNOWN, item, join, part
from mcp_lintel.flow.frames.actuals import Actuals
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.frames.targets import put
from mcp_lintel.flow.types import ABSENT, NOTHING, Value


def _set(actuals: Actuals, evaluator: Evaluating) -> Value:
    """`setattr(object, name, value)`; where the name is not known, no attribute is."""
    target, name, value = actuals.written[0], actuals.positional[1].constant, actuals.positional[2]
    if isinstance(name, str):
        put(e.Attribute(target.span, target, name), value, evaluator.state)
    return NOTHING


def made_by(named: Sequence[str], actuals: Actuals, evaluator: Evaluating) -> Value | None:
    """What builtin functions put together of their arguments; None for other functions."""
    first = actuals.positional[0] if actuals.positional else NOTHING
    if "builtins.dict" in named:
        more = dict(actuals.more.fields) if actuals.more is not None else {}
        if actuals.adds_unknown_keys():
            more.setdefault(ANY_ITEM, UNKNOWN)
        fields = {**first.fields, **more, **{f"[{name}]": value for name, value in actuals.named.items()}}
        return Value(first.taints, ABSENT, fields, (), "dict")
    if "builtins.enumerate" in named:
        pair = Value(None, ABSENT, {"[0]": NOTHING, "[1]": item(first)}, (), "tuple")
        return Value(None, ABSENT, {ANY_ITEM: pair}, (), "list")
    if "builtins.zip" in named:
        row = {f"[{i}]": item(one) for i, one in enumerate(actuals.positional)}
        return Value(None, ABSENT, {ANY_ITEM: Value(None, ABSENT, row, (), "tuple")}, (), "list")
    if "builtins.setattr" in named and len(actuals.positional) == len(actuals.written) == 3:
        return _set(actuals, evaluator)
    if "builtins.getattr" in named and len(actuals.positional) > 1:
        name = actuals.positional[1].constant
        if isinstance(name, str):
            default = actuals.positional[2] if len(actuals.positional) > 2 else NOTHING
            owner = actuals.expr(0)
            read = e.Attribute(owner.span, owner, name) if owner is not None else None
            return join(evaluator.names.attribute(read) if read is not None else part(first, f".{name}"), default)
    if "builtins.isinstance" in named and first.kind in KINDS and not first.cases:
        wanted = actuals.expr(1)
        name = wanted.id if isinstance(wanted, e.Name) else ""
        return Value(constant=name == first.kind) if name in KINDS else NOTHING
    if "builtins.vars" in named:
        return dumped(first, actuals)
    if "dataclasses.replace" in named or "copy.replace" in named:
        more = {f".{name}": value for name, value in actuals.named.items()}
        return Value(first.taints, ABSENT, {**first.fields, **more}, (), first.kind, (), first.cls)
    if "asyncio.gather" in named:
        each = {f"[{i}]": one for i, one in enumerate(actuals.positional)}
        rest = {ANY_ITEM: item(actuals.rest)} if actuals.rest is not None else {}
        return Value(None, ABSENT, {**each, **rest}, (), "list")
    return None
