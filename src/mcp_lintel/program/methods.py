"""Methods of literal texts, lists and dicts. Only pure ones are computed, and only within bounds."""

from mcp_lintel.program import known_inspect
from mcp_lintel.program.core import Core
from mcp_lintel.program.operators import MAX_ITEMS, MAX_TEXT, RUN_TIME, bounded, entry, plain
from mcp_lintel.program.values import Args, Bound, Function, Items, Lit, Table, Unknown, Value, same, union

PURE = frozenset(
    {"lower", "upper", "strip", "lstrip", "rstrip", "title", "capitalize", "casefold", "swapcase"}
    | {"removeprefix", "removesuffix", "replace"}
)
MUTATING = frozenset({"sort", "clear", "remove", "discard"})


def method(core: Core, name: str, receiver: Value, args: Args) -> Value:
    """The result of a method of a literal, list or dict, or of a decorator made by functools.wraps."""
    kind, _, called = name.partition(".")
    if name == "function.wraps":
        target = args.positional[0] if args.positional else Unknown()
        if isinstance(target, Function):
            target.wraps = receiver.function if isinstance(receiver, Bound) else receiver
        return target
    if name == "inspect.replace":
        return known_inspect.replaced(core, receiver, args)
    if kind == "str" and isinstance(receiver, Lit):
        return _text_method(core, str(receiver.value), called, args)
    if kind == "list" and isinstance(receiver, Items):
        return _list_method(core, receiver, called, args)
    if kind == "dict" and isinstance(receiver, Table):
        return _dict_method(core, receiver, called, args)
    return Unknown()


def _text_method(core: Core, value: str, called: str, args: Args) -> Value:
    literals = [plain(arg) for arg in args.positional]
    if called in PURE:
        return _pure(value, called, literals)
    match called, literals:
        case "startswith", [str() as part]:
            return Lit(value.startswith(part))
        case "endswith", [str() as part]:
            return Lit(value.endswith(part))
        case (("split" | "rsplit" | "splitlines"), _):
            return _split(value, called, literals)
        case "join", [_]:
            return _join(value, core.iterate(args.positional[0]))
        case "format", _:
            return _format(value, literals, {key: plain(arg) for key, arg in args.named.items()})
    return Unknown(RUN_TIME)


def _pure(value: str, called: str, literals: list[object]) -> Value:
    sizes = [len(literal) for literal in literals if isinstance(literal, str)]
    if len(sizes) != len(literals) or (len(value) + 1) * (max(sizes, default=0) + 1) > MAX_TEXT * 10:
        return Unknown(RUN_TIME)
    try:
        return bounded(getattr(value, called)(*literals))
    except TypeError:
        return Unknown(RUN_TIME)


def _split(value: str, called: str, literals: list[object]) -> Value:
    try:
        parts = getattr(value, called)(*literals)
    except (TypeError, ValueError, OverflowError):
        return Unknown(RUN_TIME)
    return Items("list", [Lit(part) for part in parts[:MAX_ITEMS]], open=len(parts) > MAX_ITEMS)


def _join(value: str, parts: list[Value] | None) -> Value:
    texts = [text for text in map(plain, parts or ()) if isinstance(text, str)]
    if parts is None or len(texts) != len(parts) or sum(map(len, texts)) + len(value) * len(texts) > MAX_TEXT:
        return Unknown(RUN_TIME)
    return Lit(value.join(texts))


def _format(value: str, literals: list[object], named: dict[str, object]) -> Value:
    """`value.format(…)` for plain fields only: no attribute, index, conversion or format specification."""
    fields = value.replace("{{", "").replace("}}", "").split("{")[1:]
    if any(mark in field.partition("}")[0] for field in fields for mark in ".[:!"):
        return Unknown(RUN_TIME)
    sizes = [len(str(literal)) for literal in (*literals, *named.values())]
    if None in literals or None in named.values() or len(value) + len(fields) * max(sizes, default=0) > MAX_TEXT:
        return Unknown(RUN_TIME)
    try:
        return Lit(value.format(*literals, **named))
    except (IndexError, KeyError, ValueError):
        return Unknown(RUN_TIME)


def _list_method(core: Core, items: Items, called: str, args: Args) -> Value:
    match called, args.positional:
        case (("append" | "add"), [value]):
            items.items.append(value)
            core.put_in(items, value)
        case "insert", [Lit(int() as at), value]:
            items.items.insert(at, value)
            core.put_in(items, value)
        case "insert", [_, value]:
            items.items.insert(0, value)
            core.put_in(items, value)
        case (("extend" | "update"), [value]):
            _extend(core, items, value)
        case "copy", []:
            return Items(items.kind, list(items.items), items.open, len(core.conditions), items.maybe)
        case "pop", _:
            return _pop(items, args.positional)
        case "reverse", []:
            items.items.reverse()
        case _ if called in MUTATING:
            _remove(items, called, args.positional)
        case _:
            return Unknown()
    return Lit(None)


def _extend(core: Core, items: Items, value: Value) -> None:
    more = core.iterate(value)
    fits = more is not None and len(items.items) + len(more) <= MAX_ITEMS
    added = more if more is not None and fits else []
    items.items.extend(added)
    items.open = items.open or not fits
    core.put_in(items, *added)
    items.maybe |= {id(item) for item in added if core.unsure(value, item)}


def _pop(items: Items, positional: list[Value]) -> Value:
    match positional:
        case [] if items.items:
            return items.items.pop()
        case [Lit(int() as at)] if -len(items.items) <= at < len(items.items):
            return items.items.pop(at)
    return Unknown()


def _remove(items: Items, called: str, positional: list[Value]) -> None:
    if called == "clear":
        items.items.clear()
        items.open = False
    elif called in ("remove", "discard") and positional:
        hit = next((i for i, item in enumerate(items.items) if same(item, positional[0])), None)
        if hit is not None:
            del items.items[hit]


def _dict_method(core: Core, table: Table, called: str, args: Args) -> Value:
    keys: list[Value] = [key if isinstance(key, Value) else Lit(key) for key in table.items]
    match called:
        case "items":
            pairs: list[Value] = [
                Items("tuple", [key, value]) for key, value in zip(keys, table.items.values(), strict=True)
            ]
            unsure = {id(p) for p, value in zip(pairs, table.items.values(), strict=True) if id(value) in table.maybe}
            return Items("list", pairs, open=table.open, maybe=frozenset(unsure))
        case "keys":
            unsure = {id(k) for k, value in zip(keys, table.items.values(), strict=True) if id(value) in table.maybe}
            return Items("list", keys, open=table.open, maybe=frozenset(unsure))
        case "values":
            return Items("list", list(table.items.values()), open=table.open, maybe=table.maybe)
        case "get" | "pop" | "setdefault" if args.positional:
            return _look_up(table, called, args.positional)
        case "update":
            _update(core, table, args)
            return Lit(None)
        case "copy":
            return Table(dict(table.items), table.open, len(core.conditions), table.maybe)
        case "clear":
            table.items.clear()
            table.open = False
            return Lit(None)
    return Unknown()


def _look_up(table: Table, called: str, positional: list[Value]) -> Value:
    """`get`, `pop` and `setdefault`; by a key that is not known, any value may come."""
    key, default = positional[0], positional[1] if len(positional) > 1 else Lit(None)
    found = entry(table.items, key) if called == "get" else None
    if found is not None:
        return found
    if not isinstance(key, Lit) or not _is_key(key.value):
        return union(*table.items.values(), default, Unknown())
    if key.value in table.items:
        return table.items.pop(key.value) if called == "pop" else table.items[key.value]
    if called == "setdefault":
        table.items[key.value] = default
    return union(*table.items.values(), default, Unknown()) if table.open else default


def _is_key(literal: object) -> bool:
    return isinstance(literal, str | bytes | int | float | bool | None)


def _update(core: Core, table: Table, args: Args) -> None:
    other = args.positional[0] if args.positional else Table()
    table.items.update(other.items if isinstance(other, Table) else {})
    table.items.update(args.named)
    core.put_in(table, *(other.items.values() if isinstance(other, Table) else ()), *args.named.values())
    table.maybe |= other.maybe if isinstance(other, Table) else frozenset()
    table.open = table.open or args.open or not isinstance(other, Table) or other.open
