"""What an annotation says: the object that it promises, and how people would read it."""

from collections.abc import Callable

from mcp_lintel.facts import expressions as e
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import (
    Args,
    Class,
    Env,
    Ext,
    Instance,
    Items,
    Made,
    Subscripted,
    Union,
    Unknown,
    Value,
    dotted,
    options,
    union,
)
from mcp_lintel.text.span import Place

WRAPPERS = frozenset({"Optional", "Annotated", "Union", "Final", "ClassVar", "Awaitable", "Self"})
HOLDING = frozenset(
    {"list", "List", "tuple", "Tuple", "set", "Set", "Sequence", "Iterable", "Iterator", "AsyncIterator", "Generator"}
    | {"AsyncGenerator", "AsyncIterable", "AbstractAsyncContextManager", "AbstractContextManager", "ContextManager"}
    | {"AsyncContextManager", "deque", "Collection"}
)
NOTHING = Unknown("an annotation that names no object")


def object_of(annotation: e.Expr, env: Env, reader: Interpreter, make: Callable[[Class], Instance]) -> Value:
    """An object of the annotated type; the item's in a collection where the type is one, unknown for plain data."""
    if isinstance(annotation, e.Constant) and isinstance(annotation.value, str):
        return _quoted(annotation.value, annotation, env, make)
    if isinstance(annotation, e.Binary) and annotation.op == "|":
        return _either([object_of(side, env, reader, make) for side in (annotation.left, annotation.right)])
    if isinstance(annotation, e.Subscript):
        last = dotted(_named(annotation.value, env)).rpartition(".")[2]
        inner = annotation.index.items if isinstance(annotation.index, e.Display) else (annotation.index,)
        if last in WRAPPERS:
            wanted = inner if last == "Union" else inner[:1]
            return _either([object_of(one, env, reader, make) for one in wanted])
        if last in HOLDING:
            held = object_of(inner[0], env, reader, make)
            return held if isinstance(held, Unknown) else Items("list", list(options(held)), open=True)
        return NOTHING
    if isinstance(annotation, e.Name | e.Attribute):
        return _object(_named(annotation, env), Place(env.path, annotation.span), make)
    return NOTHING


def _named(expr: e.Expr, env: Env) -> Value:
    match expr:
        case e.Name(id=name):
            return env.find(name) or Ext(f"builtins.{name}")
        case e.Attribute(value=value, attr=attr):
            base = _named(value, env)
            return Ext(f"{base.name}.{attr}") if isinstance(base, Ext) else NOTHING
    return NOTHING


def _object(value: Value, place: Place, make: Callable[[Class], Instance]) -> Value:
    match value:
        case Class():
            return make(value)
        case Ext(name=name) if not name.startswith(("builtins.", "typing.")):
            return Made(value, Args(open=True), place)
        case Union(options=alternatives):
            return _either([_object(one, place, make) for one in alternatives])
        case Subscripted(base=base):
            return _object(base, place, make)
    return NOTHING


def _quoted(text: str, expr: e.Expr, env: Env, make: Callable[[Class], Instance]) -> Value:
    """An annotation in quotes: `"Client"`, `"Client | None"`, `"Optional[Client]"`."""
    names = [part.strip() for part in text.replace("Optional[", "").replace("]", "").split("|")]
    found = []
    for name in names:
        head, *rest = name.split(".")
        value: Value | None = env.find(head) if head.isidentifier() else None
        for attr in rest:
            value = Ext(f"{value.name}.{attr}") if isinstance(value, Ext) else None
        found.append(NOTHING if value is None else _object(value, Place(env.path, expr.span), make))
    return _either(found)


def _either(values: list[Value]) -> Value:
    known = [value for value in values if not isinstance(value, Unknown)]
    return union(*known) if known else NOTHING


def source_text(expr: e.Expr) -> str:
    """An annotation as people would read it; the exact text is at its span."""
    match expr:
        case e.Name(id=name):
            return name
        case e.Attribute(value=value, attr=attr):
            return f"{source_text(value)}.{attr}"
        case e.Constant(value=str() as literal):
            return repr(literal)
        case e.Constant(value=literal):
            return "..." if literal is ... else repr(literal)
        case e.Subscript(value=value, index=index):
            inner = ", ".join(map(source_text, index.items)) if isinstance(index, e.Display) else source_text(index)
            return f"{source_text(value)}[{inner}]"
        case e.Binary(left=left, op=op, right=right):
            return f"{source_text(left)} {op} {source_text(right)}"
        case e.Display(items=items):
            return "[" + ", ".join(map(source_text, items)) + "]"
        case e.Call(func=func):
            return f"{source_text(func)}(…)"
    return "…"
