"""Where values are put: names, parts of names, items; and what a mutating method does to its receiver."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import descend
from mcp_lintel.flow.domain.taints import recast, stepped
from mcp_lintel.flow.domain.texts import concatenated
from mcp_lintel.flow.domain.values import ANY_ITEM, COLLECTIONS, MAYBE, item, join, part, with_part
from mcp_lintel.flow.frames.frame import Frame
from mcp_lintel.flow.frames.programs import takes_value
from mcp_lintel.flow.frames.state import State
from mcp_lintel.flow.types import ABSENT, NOTHING, Step, Value

SHOWN = 40
OPEN = frozenset({ANY_ITEM, MAYBE})
MOST_ITEMS = 16
"""Items of a list that are told apart."""
TELLING = e.Compare | e.Boolean | e.Call | e.Unary | e.Binary | e.Formatted | e.Comprehension
"""Expressions that a later test of the variable may be about."""


def assign(target: e.Expr, value: Value, state: State, frame: Frame, source: e.Expr | None = None) -> None:
    """Bind a target to a value; what is built on the way to a variable is a hop."""
    match target:
        case e.Name(id=name):
            if source is not None and value.taints and not isinstance(source, e.Name | e.Constant | e.Await):
                value = stepped(value, Step(frame.place(target.span), f"goes into `{name}`"))
            state.names[name] = value
            told = source.value if isinstance(source, e.Await) else source
            if told is not None and isinstance(told, TELLING) and not _mentions(told, name):
                state.meant[name] = told
            else:
                state.meant.pop(name, None)
        case e.Attribute() | e.Subscript():
            put(target, value, state)
        case e.Display(items=items):
            _unpacked(items, value, state, frame)
        case e.Starred(value=inner):
            assign(inner, Value(fields={ANY_ITEM: item(value)}, kind="list"), state, frame)


def _mentions(expr: e.Expr, name: str) -> bool:
    return isinstance(expr, e.Call | e.Boolean) and any(
        isinstance(item, e.Name) and item.id == name for item in descend(expr)
    )


def _unpacked(items: tuple[e.Expr, ...], value: Value, state: State, frame: Frame) -> None:
    starred = next((i for i, one in enumerate(items) if isinstance(one, e.Starred)), len(items))
    for index, one in enumerate(items):
        each = part(value, f"[{index}]") if index < starred else item(value)
        assign(one, each, state, frame)


def steps_of(expr: e.Expr, state: State) -> tuple[str, tuple[str, ...]] | None:
    """A variable and the parts below it that an expression names: `self.jobs[key].text`."""
    path: list[str] = []
    while True:
        match expr:
            case e.Name(id=name):
                return name, tuple(reversed(path))
            case e.Attribute(value=value, attr=attr):
                path.append(f".{attr}")
                expr = value
            case e.Subscript(value=value, index=index):
                path.append(key_of(index, state))
                expr = value
            case _:
                return None


def key_of(index: e.Expr, state: State) -> str:
    """The part that a subscript names: `[key]` for a literal, `[*]` for any."""
    literal: object = ABSENT
    if isinstance(index, e.Constant):
        literal = index.value
    elif isinstance(index, e.Name):
        literal = state.names.get(index.id, NOTHING).constant
    elif isinstance(index, e.Unary) and index.op == "-":
        return ANY_ITEM
    return f"[{literal}]" if isinstance(literal, str | int) and len(str(literal)) <= SHOWN else ANY_ITEM


def put(target: e.Expr, value: Value, state: State) -> None:
    """Set an attribute or item of what a variable holds."""
    found = steps_of(target, state)
    if found is None:
        return
    name, path = found
    old = state.names.get(name)
    if old is None and value is NOTHING:
        return
    weak = path[-1:] == (ANY_ITEM,)
    state.names[name] = with_part(old or NOTHING, path, value, weak=weak)


def extended(op: str, old: Value, value: Value) -> Value:
    """What an augmented assignment leaves."""
    if old.kind in COLLECTIONS or value.kind in COLLECTIONS:
        return appended_all(old, value)
    if op.startswith("+"):
        return concatenated([old, value])
    if op.startswith("|"):
        return join(old, value)
    return Value(join(Value(old.taints), Value(value.taints)).taints)


def appended(collection: Value, value: Value) -> Value:
    """A collection with one more item; its place is known as long as all items are."""
    count = len(collection.fields)
    known = collection.kind == "list" and count < MOST_ITEMS and OPEN.isdisjoint(collection.fields)
    key = f"[{count}]" if known else ANY_ITEM
    return with_part(collection, (key,), value, weak=not known)


def appended_all(collection: Value, more: Value) -> Value:
    """A collection with all items of another."""
    count = len(more.fields)
    if more.kind in ("list", "tuple") and not more.taints and all(f"[{i}]" in more.fields for i in range(count)):
        before = ""
        for i in range(count):
            one = more.fields[f"[{i}]"]
            if takes_value(before):
                one = recast(one, lambda taint: taint._replace(cleared=taint.cleared | {"option"}))
            before = one.constant if isinstance(one.constant, str) else ""
            collection = appended(collection, one)
        return collection
    return with_part(collection, (ANY_ITEM,), item(more), weak=True)
