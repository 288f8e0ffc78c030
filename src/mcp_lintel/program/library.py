"""What the parts of the standard library do that registrations are commonly written with.

Only pure functions are computed, and only on literal values of bounded size; the rest stays unknown.
"""

from collections.abc import Callable

from mcp_lintel.program.core import Core
from mcp_lintel.program.operators import SAFE_PERCENT, plain
from mcp_lintel.program.values import (
    Args,
    Bound,
    Class,
    Ext,
    Function,
    Instance,
    Items,
    Lit,
    Made,
    ModuleRef,
    Partial,
    Super,
    Table,
    Unknown,
    Value,
    dotted,
    text,
    union,
)
from mcp_lintel.text.span import Place

Handler = Callable[[Core, Args, Place], Value | None]
FUNCTIONS: dict[str, Handler] = {}
MAX_TEXT = 20_000


def knows(*names: str) -> Callable[[Handler], Handler]:
    """Register what the named outside functions do; a handler that gives None leaves the call an event."""

    def register(handler: Handler) -> Handler:
        FUNCTIONS.update(dict.fromkeys(names, handler))
        return handler

    return register


def function(core: Core, name: str, args: Args, place: Place) -> Value | None:
    """The result of calling an outside function, or None when nothing is known of it."""
    handler = FUNCTIONS.get(name)
    return None if handler is None else handler(core, args, place)


@knows("asyncio.run", "asyncio.create_task", "asyncio.ensure_future", "typing.cast", "copy.copy", "copy.deepcopy")
@knows("asyncio.get_event_loop().run_until_complete")
def _last_argument(_: Core, args: Args, __: Place) -> Value | None:
    return args.positional[-1] if len(args.positional) in (1, 2) else args.get("main", 0)


@knows("anyio.run", "trio.run", "anyio.to_thread.run_sync", "asyncio.to_thread")
def _run(core: Core, args: Args, place: Place) -> Value | None:
    if not args.positional:
        return None
    return core.call(args.positional[0], Args(args.positional[1:], open=args.open), place)


@knows("functools.partial")
def _partial(_: Core, args: Args, __: Place) -> Value | None:
    if not args.positional:
        return None
    rest = {k - 1 if isinstance(k, int) else k: v for k, v in args.places.items() if k != 0}
    written = {k - 1 if isinstance(k, int) else k: v for k, v in args.written.items() if k != 0}
    return Partial(args.positional[0], Args(args.positional[1:], args.named, args.open, rest, written))


@knows("functools.wraps")
def _wraps(_: Core, args: Args, place: Place) -> Value | None:
    return Bound(Ext("function.wraps"), args.positional[0]) if args.positional else None


@knows("functools.update_wrapper")
def _update_wrapper(_: Core, args: Args, __: Place) -> Value | None:
    wrapper, wrapped = args.get("wrapper", 0), args.get("wrapped", 1)
    if isinstance(wrapper, Function):
        wrapper.wraps = wrapped
    return wrapper


@knows("inspect.unwrap")
def _unwrap(_: Core, args: Args, __: Place) -> Value | None:
    value = args.get("func", 0)
    while isinstance(value, Function) and isinstance(value.wraps, Function):
        value = value.wraps
    return value


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
    found = core.attribute(args.positional[0], name, place)
    return found if len(args.positional) < 3 or not isinstance(found, Unknown) else union(found, args.positional[2])


@knows("builtins.setattr")
def _setattr(core: Core, args: Args, _: Place) -> Value | None:
    name = text(args.get("name", 1))
    if name is not None and len(args.positional) == 3:
        owner = args.positional[0]
        if isinstance(owner, Instance | Made | Function):
            owner.attrs[name] = args.positional[2]
    return Lit(None)


@knows("builtins.list", "builtins.tuple", "builtins.set", "builtins.sorted", "builtins.frozenset", "builtins.reversed")
def _sequence(core: Core, args: Args, _: Place) -> Value | None:
    if not args.positional:
        return Items("list", [], open=args.open)
    listed = _listed(core, args.positional[0])
    return Items("list", [], open=True) if listed is None else Items("list", list(listed))


@knows("builtins.dict")
def _dict(core: Core, args: Args, _: Place) -> Value | None:
    table = Table(open=args.open)
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
    listed = _listed(core, args.positional[0]) if args.positional else None
    if listed is None:
        return None
    return Items("list", [Items("tuple", [Lit(i), item]) for i, item in enumerate(listed)])


@knows("builtins.zip")
def _zip(core: Core, args: Args, _: Place) -> Value | None:
    columns = [_listed(core, value) for value in args.positional]
    if any(column is None for column in columns):
        return None
    return Items("list", [Items("tuple", list(row)) for row in zip(*[c or [] for c in columns], strict=False)])


@knows("builtins.map")
def _map(core: Core, args: Args, place: Place) -> Value | None:
    listed = _listed(core, args.positional[1]) if len(args.positional) == 2 else None
    return None if listed is None else Items("list", [core.call(args.positional[0], Args([i]), place) for i in listed])


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


@knows("builtins.bool", "builtins.isinstance", "builtins.hasattr", "builtins.callable", "builtins.any", "builtins.all")
def _undecided(_: Core, __: Args, ___: Place) -> Value | None:
    return Unknown("a test")


@knows("builtins.vars", "builtins.globals", "builtins.dir", "inspect.getmembers")
def _reflection(_: Core, __: Args, ___: Place) -> Value | None:
    return Unknown("reflection")


@knows("os.getenv", "os.environ.get")
def _environment(_: Core, args: Args, place: Place) -> Value | None:
    default = args.get("default", 1)
    made = Made(Ext("os.getenv"), args, place)
    return made if default is None else union(default, made)


@knows("importlib.import_module", "builtins.__import__")
def _import_module(core: Core, args: Args, place: Place) -> Value | None:
    name, package = text(args.get("name", 0)), args.get("package", 1)
    if name is None:
        return Unknown("a module whose name is computed")
    level = len(name) - len(name.lstrip("."))
    if level and package is None:
        return Unknown("a relative module")
    path = (
        core.modules.relative(level, name.lstrip("."), place.path) if level else core.modules.absolute(name, place.path)
    )
    if path is None:
        return Ext(name) if not level else Unknown("a module outside the repository")
    core.module(path)
    return ModuleRef(path)


@knows("dataclasses.replace")
def _replace(_: Core, args: Args, place: Place) -> Value | None:
    original = args.get("obj", 0)
    if not isinstance(original, Instance):
        return None
    return Instance(original.cls, place, {**original.attrs, **args.named}, original.built)


@knows("inspect.signature")
def _signature(_: Core, __: Args, ___: Place) -> Value | None:
    return Unknown("a signature")


@knows("inspect.getdoc", "inspect.cleandoc", "textwrap.dedent")
def _documentation(core: Core, args: Args, place: Place) -> Value | None:
    value = args.positional[0] if args.positional else None
    return core.attribute(value, "__doc__", place) if isinstance(value, Function | Bound | Class) else value


def field_default(core: Core, default: Value) -> Value:
    """The value a dataclass or model field starts with."""
    if isinstance(default, Made) and dotted(default.callee) in ("dataclasses.field", "pydantic.Field", "attrs.field"):
        factory = default.args.get("default_factory")
        if factory is not None:
            return core.call(factory, Args(), default.place)
        return default.args.get("default", 0) or Unknown("a field")
    return default


def _listed(core: Core, value: Value) -> list[Value] | None:
    iterate = getattr(core, "iterate", None)
    found: list[Value] | None = iterate(value) if iterate is not None else None
    return found


def method(core: Core, name: str, receiver: Value, args: Args) -> Value:
    """The result of a method of a literal, list or dict, or of a decorator made by functools.wraps."""
    kind, _, called = name.partition(".")
    if name == "function.wraps":
        target = args.positional[0] if args.positional else Unknown()
        if isinstance(target, Function):
            target.wraps = receiver.function if isinstance(receiver, Bound) else receiver
        return target
    if kind == "str" and isinstance(receiver, Lit):
        return _text_method(core, str(receiver.value), called, args)
    if kind == "list" and isinstance(receiver, Items):
        return _list_method(core, receiver, called, args)
    if kind == "dict" and isinstance(receiver, Table):
        return _dict_method(receiver, called, args)
    return Unknown()


PURE = frozenset(
    [
        "lower",
        "upper",
        "strip",
        "lstrip",
        "rstrip",
        "title",
        "capitalize",
        "removeprefix",
        "removesuffix",
        "replace",
        "casefold",
        "swapcase",
    ]
)


def _text_method(core: Core, value: str, called: str, args: Args) -> Value:
    literals = [plain(arg) for arg in args.positional]
    if called in PURE and all(isinstance(literal, str) for literal in literals) and len(value) < MAX_TEXT:
        try:
            result = getattr(value, called)(*literals)
        except TypeError:
            return Unknown()
        return Lit(result) if len(result) < MAX_TEXT else Unknown()
    if called in ("startswith", "endswith") and len(literals) == 1 and isinstance(literals[0], str):
        return Lit(value.startswith(literals[0]) if called == "startswith" else value.endswith(literals[0]))
    if called in ("split", "splitlines", "rsplit") and all(isinstance(literal, str) for literal in literals):
        separator = str(literals[0]) if literals else None
        return (
            Items("list", [Lit(part) for part in value.split(separator or None)])
            if len(value) < MAX_TEXT
            else Unknown()
        )
    if called == "join" and args.positional:
        parts = _listed(core, args.positional[0])
        texts = None if parts is None else [plain(part) for part in parts]
        if texts is not None and all(isinstance(part, str) for part in texts):
            return Lit(value.join(str(part) for part in texts))
    if called == "format" and "{" in value and ":" not in value and "!" not in value and SAFE_PERCENT:
        named = {key: plain(arg) for key, arg in args.named.items()}
        if None not in literals and None not in named.values() and "." not in value.partition("{")[2]:
            try:
                return Lit(value.format(*literals, **named))
            except (IndexError, KeyError, ValueError, AttributeError):
                return Unknown()
    return Unknown("a text put together at run time")


def _list_method(core: Core, items: Items, called: str, args: Args) -> Value:
    if called in ("append", "add") and args.positional:
        items.items.append(args.positional[0])
    elif called == "insert" and len(args.positional) == 2:
        items.items.insert(0, args.positional[1])
    elif called in ("extend", "update") and args.positional:
        listed = _listed(core, args.positional[0])
        items.items.extend(listed or ())
        items.open = items.open or listed is None
    elif called == "copy":
        return Items(items.kind, list(items.items), items.open)
    elif called == "pop" and items.items:
        return items.items.pop()
    elif called in ("index", "count"):
        return Unknown()
    return Lit(None)


def _dict_method(table: Table, called: str, args: Args) -> Value:
    key = args.positional[0] if args.positional else None
    literal = key.value if isinstance(key, Lit) else None
    match called:
        case "items":
            pairs = [Items("tuple", [k if isinstance(k, Value) else Lit(k), v]) for k, v in table.items.items()]
            return Items("list", list(pairs), open=table.open)
        case "keys":
            return Items("list", [k if isinstance(k, Value) else Lit(k) for k in table.items], open=table.open)
        case "values":
            return Items("list", list(table.items.values()), open=table.open)
        case "get" | "pop" | "setdefault" if key is not None:
            default = args.positional[1] if len(args.positional) > 1 else Lit(None)
            if isinstance(key, Lit) and literal in table.items:
                return table.items[literal]
            if called == "setdefault" and isinstance(key, Lit):
                table.items[literal] = default
            return (
                default if isinstance(key, Lit) and not table.open else union(*table.items.values(), default, Unknown())
            )
        case "update":
            table.items.update(args.named)
            if isinstance(key, Table):
                table.items.update(key.items)
            table.open = (
                table.open
                or args.open
                or (key is not None and not isinstance(key, Table))
                or (isinstance(key, Table) and key.open)
            )
            return Lit(None)
        case "copy":
            return Table(dict(table.items), table.open)
    return Unknown()
