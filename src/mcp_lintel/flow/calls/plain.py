"""Methods of texts, lists and dicts, where the structure of what they hold matters."""

from collections.abc import Callable

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.domain.keys import closed, has_key
from mcp_lintel.flow.domain.taints import changed
from mcp_lintel.flow.domain.texts import concatenated
from mcp_lintel.flow.domain.values import ANY_ITEM, KEYS, MAYBE, UNKNOWN, deep, each, item, join, part, with_part
from mcp_lintel.flow.frames.actuals import Actuals
from mcp_lintel.flow.frames.protocols import Evaluating
from mcp_lintel.flow.frames.targets import appended, appended_all, steps_of
from mcp_lintel.flow.types import ABSENT, NOTHING, Origin, Taint, Trace, Value

KINDS = frozenset({"list", "dict", "tuple", "set"})
RECEIVERS_CHANGED = frozenset(
    {"append", "add", "extend", "insert", "update", "setdefault", "appendleft", "push", "put"}
)
Method = Callable[[Value, Actuals], Value | None]


def plain_method(attr: str, receiver: Value, actuals: Actuals, evaluator: Evaluating, expr: e.Call) -> Value | None:
    """The result of a method that any text or collection has; None where it is no such method."""
    if attr in RECEIVERS_CHANGED:
        return _change(attr, receiver, actuals, evaluator, expr)
    method = METHODS.get(attr)
    return method(receiver, actuals) if method is not None else None


def _change(attr: str, receiver: Value, actuals: Actuals, evaluator: Evaluating, expr: e.Call) -> Value | None:
    """Put what is added into the receiver."""
    target = steps_of(expr.func.value, evaluator.state) if isinstance(expr.func, e.Attribute) else None
    if target is None or (not deep(receiver) and not receiver.kind and not any(map(deep, actuals.each()))):
        return None
    last = actuals.positional[-1] if actuals.positional else NOTHING
    if attr in ("append", "add", "appendleft", "push", "put"):
        new = appended(receiver, last)
    elif attr == "insert":
        new = Value(receiver.taints, ABSENT, {ANY_ITEM: join(last, *receiver.fields.values())}, (), "list")
    elif attr == "extend":
        new = appended_all(receiver, last)
    elif attr == "setdefault":
        new = with_part(receiver, (_key(actuals),), last, weak=True)
    else:
        new = join(receiver, *actuals.positional)
        if actuals.adds_unknown_keys():
            new = with_part(new, (ANY_ITEM,), UNKNOWN, weak=True)
        for name, value in actuals.named.items():
            new = with_part(new, (f"[{name}]",), value)
        if actuals.more is not None:
            new = join(new, actuals.more)
    name, path = target
    known = evaluator.state.names.get(name, NOTHING)
    evaluator.state.names[name] = with_part(known, path, _of_kind(new, receiver))
    return last if attr == "setdefault" else NOTHING


def _of_kind(new: Value, old: Value) -> Value:
    return Value(new.taints, ABSENT, new.fields, new.functions, old.kind)


def _key(actuals: Actuals) -> str:
    first = actuals.positional[0] if actuals.positional else NOTHING
    return f"[{first.constant}]" if isinstance(first.constant, str | int) else ANY_ITEM


def _get(receiver: Value, actuals: Actuals) -> Value | None:
    """`get`, `pop`: an item, or what stands for it; a client's key chooses among what others put there."""
    default = actuals.positional[1] if len(actuals.positional) > 1 else NOTHING
    if not receiver.taints and not receiver.fields:
        return NOTHING
    key = actuals.positional[0].constant if actuals.positional else ABSENT
    if key is not ABSENT and has_key(receiver, key) is False:
        return default if len(actuals.positional) > 1 else Value(constant=None)
    known = part(receiver, _key(actuals)) if actuals.positional else item(receiver)
    if default.constant is not ABSENT and not deep(default):
        return Value(known.taints, ABSENT, known.fields, known.functions, known.kind)
    return join(known, default)


def _items(receiver: Value, actuals: Actuals) -> Value | None:
    if not receiver.taints and not receiver.fields:
        return None
    if closed(receiver):
        pairs = [
            Value(None, ABSENT, {"[0]": Value(constant=key[1:-1]), "[1]": one}, (), "tuple")
            for key, one in receiver.fields.items() if key != MAYBE
        ]  # fmt: skip
        return Value(None, ABSENT, {f"[{i}]": pair for i, pair in enumerate(pairs)}, (), "list")
    keys = _chosen(receiver)
    pair = Value(None, ABSENT, {"[0]": keys, "[1]": item(receiver)}, (), "tuple")
    return Value(None, ABSENT, {ANY_ITEM: pair}, (), "list")


def _values(receiver: Value, actuals: Actuals) -> Value | None:
    return Value(None, ABSENT, {ANY_ITEM: item(receiver)}, (), "list") if receiver.taints or receiver.fields else None


def _keys(receiver: Value, actuals: Actuals) -> Value | None:
    keys = _chosen(receiver)
    return Value(None, ABSENT, {ANY_ITEM: keys}, (), "list") if receiver.taints or receiver.fields else None


def _chosen(receiver: Value) -> Value:
    """The keys of a dict: a client chooses those of its own, other sources none."""
    own = {taint: way for taint, way in receiver.taints.items() if not isinstance(taint.label.root, Origin)}
    return part(Value(own, fields=receiver.fields), KEYS)


def dumped(receiver: Value, actuals: Actuals) -> Value | None:
    """`model_dump`: attributes become items."""
    if not receiver.taints and not receiver.fields:
        return None
    fields = {f"[{key[1:]}]" if key[0] == "." else key: value for key, value in receiver.fields.items()}
    return Value(receiver.taints, ABSENT, fields, (), "dict")


def _split(receiver: Value, actuals: Actuals) -> Value | None:
    """`split`: parts of a text, of which the first is told apart."""
    if not deep(receiver):
        return None
    first = changed(
        receiver, lambda t: t._replace(view="first" if t.view in ("", "lowered") and not t.lead else t.view or "part")
    )
    rest = changed(receiver, lambda t: t._replace(view=t.view or "part", lead=""))
    return Value(None, ABSENT, {"[0]": first, ANY_ITEM: rest}, (), "list")


def _join(receiver: Value, actuals: Actuals) -> Value | None:
    """`sep.join(items)`."""
    given = actuals.positional[0] if actuals.positional else NOTHING
    keys = [key for key in given.fields if key != KEYS]
    if given.kind in ("list", "tuple") and ANY_ITEM not in keys and not given.taints:
        parts: list[Value] = []
        for index, key in enumerate(keys):
            parts += [receiver, given.fields[key]] if index else [given.fields[key]]
        return concatenated(parts)
    if not deep(given) and not deep(receiver):
        return None
    return changed(Value(deep(each(given))), lambda t: t._replace(view=""))


def _format(receiver: Value, actuals: Actuals) -> Value | None:
    """`text.format(…)`: every value stands behind the text before the first field."""
    text = receiver.constant if isinstance(receiver.constant, str) else None
    if text is None and not deep(receiver) and not any(map(deep, actuals.each())):
        return None
    lead = Value(receiver.taints, text.partition("{")[0]) if text is not None else receiver
    found: dict[Taint, Trace] = {}
    for value in actuals.each():
        alone = concatenated([lead, value])
        found.update(alone.taints)
    return Value(found)


def has_origin(value: Value) -> bool:
    """Is it, or does it hold, something that came from a source inside the functions?"""
    return any(isinstance(taint.label.root, Origin) for taint in deep(value))


def _copied(receiver: Value, actuals: Actuals) -> Value | None:
    """`model_copy(update=…)`."""
    update = actuals.named.get("update", NOTHING)
    more = {f".{key[1:-1]}": value for key, value in update.fields.items()}
    return Value(receiver.taints, ABSENT, {**receiver.fields, **more}, (), receiver.kind)


METHODS: dict[str, Method] = {
    "get": _get, "pop": _get, "items": _items, "values": _values, "keys": _keys, "split": _split, "rsplit": _split,
    "join": _join, "format": _format, "model_dump": dumped, "dict": dumped, "_asdict": dumped,
    "model_copy": _copied,
}  # fmt: skip
