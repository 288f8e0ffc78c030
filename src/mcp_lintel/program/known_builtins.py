"""What builtins do with values."""

from mcp_lintel.program.core import Core
from mcp_lintel.program.known import knows
from mcp_lintel.program.known_reflection import has
from mcp_lintel.program.operators import ENUMS, MAX_TEXT, plain
from mcp_lintel.program.values import (
    Args,
    Bound,
    Class,
    Ext,
    Function,
    Instance,
    Items,
    Lit,
    Super,
    Table,
    Unknown,
    Value,
    text,
    union,
)
from mcp_lintel.text.span import Place

MAX_RANGE = 100
"""Rounds of a counted loop that are read one by one."""
TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool, "bytes": bytes}


@knows("builtins.super")
def _super(core: Core, args: Args, __: Place) -> Value | None:
    frame = core.stack[-1] if core.stack else None
    explicit = args.positional[:2]
    if len(explicit) == 2 and isinstance(explicit[0], Class) and isinstance(explicit[1], Instance):
        return Super(explicit[1], explicit[0])
    if frame is None or frame.owner is None or frame.owner.owner is None or not isinstance(frame.receiver, Instance):
        return Unknown("super()")
    return Super(frame.receiver, frame.owner.owner)


@knows("builtins.getattr")
def _getattr(core: Core, args: Args, place: Place) -> Value | None:
    name = text(args.get("name", 1))
    if name is None or not args.positional:
        return Unknown("an attribute whose name is computed")
    owner, default = args.positional[0], args.get("default", 2)
    found = core.attribute(owner, name, place)
    if default is None or not isinstance(found, Unknown):
        return found
    return default if has(core, owner, name) is False else union(found, default)


@knows("builtins.setattr")
def _setattr(core: Core, args: Args, _: Place) -> Value | None:
    name = text(args.get("name", 1))
    if name is not None and len(args.positional) == 3:
        core.set_attribute(args.positional[0], name, args.positional[2])
    return Lit(None)


@knows("builtins.list", "builtins.tuple", "builtins.set", "builtins.sorted", "builtins.frozenset", "builtins.reversed")
def _sequence(core: Core, args: Args, _: Place) -> Value | None:
    if not args.positional:
        return Items("list", [], open=args.open, depth=len(core.conditions))
    source = args.positional[0]
    members = core.iterate(source)
    if members is None:
        return Items("list", [], open=True)
    unsure = frozenset(id(member) for member in members if core.unsure(source, member))
    return Items("list", list(members), depth=len(core.conditions), maybe=unsure)


@knows("builtins.range")
def _range(_: Core, args: Args, __: Place) -> Value | None:
    bounds = [arg.value for arg in args.positional if isinstance(arg, Lit) and isinstance(arg.value, int)]
    if len(bounds) != len(args.positional) or not 1 <= len(bounds) <= 3 or (len(bounds) == 3 and bounds[2] == 0):
        return Items("list", [], open=True)
    if max(map(abs, bounds)) > MAX_TEXT or len(range(*bounds)) > MAX_RANGE:
        return Items("list", [], open=True)
    return Items("list", [Lit(number) for number in range(*bounds)])


@knows("builtins.dict")
def _dict(core: Core, args: Args, _: Place) -> Value | None:
    table = Table(open=args.open, depth=len(core.conditions))
    table.items.update(args.named)
    if args.positional:
        first = args.positional[0]
        if isinstance(first, Table):
            table.items = {**first.items, **table.items}
            table.open = table.open or first.open
        else:
            table.open = True
    return table


@knows("builtins.enumerate")
def _enumerate(core: Core, args: Args, _: Place) -> Value | None:
    members = core.iterate(args.positional[0]) if args.positional else None
    if members is None:
        return None
    return Items("list", [Items("tuple", [Lit(i), item]) for i, item in enumerate(members)])


@knows("builtins.zip")
def _zip(core: Core, args: Args, _: Place) -> Value | None:
    columns = [core.iterate(value) for value in args.positional]
    if any(column is None for column in columns):
        return None
    return Items("list", [Items("tuple", list(row)) for row in zip(*[c or [] for c in columns], strict=False)])


@knows("builtins.map")
def _map(core: Core, args: Args, place: Place) -> Value | None:
    members = core.iterate(args.positional[1]) if len(args.positional) == 2 else None
    if members is None:
        return None
    return Items("list", [core.call(args.positional[0], Args([member]), place) for member in members])


@knows("builtins.len")
def _len(_: Core, args: Args, __: Place) -> Value | None:
    value = args.get("obj", 0)
    match value:
        case Items(items=items, open=False) | Table(items=items, open=False):
            return Lit(len(items))
        case Lit(str() as literal):
            return Lit(len(literal))
    return Unknown("a length")


@knows("builtins.str")
def _str(_: Core, args: Args, __: Place) -> Value | None:
    value = plain(args.positional[0]) if args.positional else ""
    return None if value is None else Lit(str(value))


@knows("builtins.bool", "builtins.any", "builtins.all")
def _undecided(_: Core, __: Args, ___: Place) -> Value | None:
    return Unknown("a test")


@knows("builtins.callable", "inspect.isroutine", "inspect.isfunction")
def _is_function(_: Core, args: Args, __: Place) -> Value | None:
    value = args.positional[0] if args.positional else None
    if isinstance(value, Lit | Items | Table):
        return Lit(False)
    if isinstance(value, Instance):
        return Lit(False) if value.cls.derives(*ENUMS) else Unknown("a test")
    return Lit(True) if isinstance(value, Function | Bound) else Unknown("a test")


@knows("builtins.isinstance")
def _isinstance(_: Core, args: Args, __: Place) -> Value | None:
    value, wanted = args.get("obj", 0), args.get("cls", 1)
    kinds = wanted.items if isinstance(wanted, Items) else [wanted] if wanted is not None else []
    names = [kind.name.removeprefix("builtins.") if isinstance(kind, Ext) else "" for kind in kinds]
    if not all(name in TYPES or name in ("list", "dict", "tuple", "set") for name in names):
        return Unknown("a test")
    match value:
        case Lit(literal):
            return Lit(any(isinstance(literal, TYPES.get(name, ())) for name in names))
        case Items(kind=kind):
            return Lit(kind in names)
        case Table():
            return Lit("dict" in names)
        case Instance(cls=cls):
            return Lit(cls.derives(*[f"builtins.{name}" for name in names]))
        case Function() | Bound() | Class():
            return Lit(False)
    return Unknown("a test")


@knows("builtins.vars", "builtins.globals")
def _reflection(_: Core, __: Args, ___: Place) -> Value | None:
    return Unknown("reflection")


@knows("builtins.type")
def _type(_: Core, args: Args, __: Place) -> Value | None:
    value = args.positional[0] if len(args.positional) == 1 else None
    if isinstance(value, Instance):
        return value.cls
    if isinstance(value, Lit):
        return Ext("types.NoneType" if value.value is None else f"builtins.{type(value.value).__name__}")
    return None
