"""Displays of lists, sets and dicts, and what is taken out of them by subscripts."""

from typing import TYPE_CHECKING

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.domain.taints import changed
from mcp_lintel.flow.domain.values import (
    ANY_ITEM,
    COLLECTIONS,
    KEYS,
    MAX_FIELDS,
    SOME_ITEM,
    UNKNOWN,
    deep,
    item,
    join,
    part,
)
from mcp_lintel.flow.frames.targets import SHOWN, appended_all, key_of
from mcp_lintel.flow.types import ABSENT, NOTHING, Taint, Trace, Value
from mcp_lintel.flow.walk import assumptions

if TYPE_CHECKING:
    from mcp_lintel.flow.walk.expressions import Evaluator


def display(evaluator: "Evaluator", expr: e.Display) -> Value:
    """A list, tuple or set that is written out."""
    value = Value(kind=expr.kind)
    fields: dict[str, Value] = {}
    for index, one in enumerate(expr.items):
        if isinstance(one, e.Starred) or expr.kind == "set":
            starred = evaluator.evaluate(one)
            if isinstance(one, e.Starred):
                value = appended_all(Value(value.taints, ABSENT, fields, (), expr.kind), starred)
                fields = dict(value.fields)
            else:
                fields[ANY_ITEM] = join(fields.get(ANY_ITEM, NOTHING), starred)
        else:
            fields[f"[{index}]" if ANY_ITEM not in fields else ANY_ITEM] = evaluator.evaluate(one)
    return Value(None, ABSENT, fields, (), expr.kind)


def dict_display(evaluator: "Evaluator", expr: e.DictDisplay) -> Value:
    """A dict that is written out."""
    fields: dict[str, Value] = {}
    taints: dict[Taint, Trace] = {}
    for key, value in expr.items:
        found = evaluator.evaluate(value)
        if key is None:
            fields.update(found.fields)
            taints.update(found.taints)
            if found.kind != "dict":
                fields.setdefault(ANY_ITEM, UNKNOWN)
            continue
        literal = evaluator.evaluate(key)
        known = isinstance(literal.constant, str | int) and len(fields) < MAX_FIELDS
        name = f"[{literal.constant}]" if known else ANY_ITEM
        fields[name] = join(fields[name], found) if name in fields else found
        if deep(literal):
            fields[KEYS] = join(fields.get(KEYS, NOTHING), literal)
    return Value(taints, ABSENT, fields, (), "dict")


def subscript(evaluator: "Evaluator", expr: e.Subscript) -> Value:
    """`a[b]`: an item, or a slice."""
    base = evaluator.evaluate(expr.value)
    if isinstance(expr.index, e.Slice):
        for bound in (expr.index.lower, expr.index.upper, expr.index.step):
            if bound is not None:
                evaluator.evaluate(bound)
        if base.kind in COLLECTIONS or base.fields:
            return Value(base.taints, ABSENT, {ANY_ITEM: item(base)}, (), "list")
        cut = changed(base, lambda t: t._replace(view=t.view or "part"))
        return Value(cut.taints, fields={ANY_ITEM: part(base, SOME_ITEM)}) if base.taints else cut
    index = evaluator.evaluate(expr.index)
    evaluator.calls.objects.keyed(expr, index)
    key = key_of(expr.index, evaluator.state)
    if key == ANY_ITEM and isinstance(index.constant, str) and len(index.constant) <= SHOWN:
        key = f"[{index.constant}]"
    if not base.taints and evaluator.names.is_table(expr.value, base):
        assumptions.present(evaluator, expr.index)
    known = part(base, key) if key != ANY_ITEM else item(base)
    if known is NOTHING:
        if base.kind == "dict" and base.fields and not base.taints and ANY_ITEM not in base.fields and key != ANY_ITEM:
            return NOTHING
        own = evaluator.calls.objects.item_of(expr, base)
        return own if own is not None else evaluator.names.looked_up(expr, key)
    if base.taints and known.taints and any(t.view == "part" for t in base.taints) and key == "[0]":
        return changed(known, lambda t: t._replace(view="first"))
    return known
