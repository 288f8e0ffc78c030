"""What `inspect` and `typing` tell of functions and annotations, as far as code that makes tools asks for it.

Source: Python 3.11 to 3.14, `inspect.signature` (follows `__wrapped__` and `__signature__`), `typing.get_origin`,
`get_args`, `get_type_hints`.
"""

from mcp_lintel.facts import statements as s
from mcp_lintel.program.core import Core
from mcp_lintel.program.known import knows
from mcp_lintel.program.values import (
    Args,
    Bound,
    Class,
    Declared,
    Ext,
    Function,
    Items,
    Lit,
    Signature,
    Subscripted,
    Table,
    Unknown,
    Value,
    options,
)
from mcp_lintel.text.span import Place

EMPTY = "inspect.Parameter.empty"
KINDS = {
    "positional": "POSITIONAL_ONLY", "ordinary": "POSITIONAL_OR_KEYWORD", "keyword": "KEYWORD_ONLY",
    "*": "VAR_POSITIONAL", "**": "VAR_KEYWORD",
}  # fmt: skip
ORIGINS = {"List": "list", "Dict": "dict", "Tuple": "tuple", "Set": "set", "FrozenSet": "frozenset", "Type": "type"}


@knows("inspect.signature")
def _signature(core: Core, args: Args, _: Place) -> Value | None:
    found = [signature_of(core, option) for option in options(args.get("obj", 0))]
    return found[0] if len(found) == 1 and found[0] is not None else Unknown("a signature")


def signature_of(core: Core, value: Value) -> Signature | None:
    """The signature of a function or bound method, or None when it cannot be told."""
    bound = isinstance(value, Bound)
    function = value.function if isinstance(value, Bound) else value
    for _ in range(10):
        if not isinstance(function, Function):
            return None
        given = function.attrs.get("__signature__")
        if given is not None:
            return given if isinstance(given, Signature) else None
        if function.wraps is None:
            break
        function = function.wraps.function if isinstance(function.wraps, Bound) else function.wraps
    if not isinstance(function, Function):
        return None
    params = list(function.node.params)
    if bound and params and params[0].kind in ("ordinary", "positional"):
        params = params[1:]
    returns = function.node.returns if isinstance(function.node, s.Function) else None
    listed: dict[object, Value] = {param.name: Declared(param, function) for param in params}
    return Signature(Table(listed), Ext(EMPTY) if returns is None else core.evaluate(returns, function.env))


def attribute(core: Core, value: Declared | Signature, name: str) -> Value:
    """An attribute of a signature or of one of its parameters."""
    if name == "replace":
        return Bound(Ext("inspect.replace"), value)
    if name == "empty":
        return Ext(EMPTY)
    if isinstance(value, Signature):
        known = {"parameters": value.parameters, "return_annotation": value.returns}
        return known.get(name) or Unknown(f"attribute `{name}` of a signature")
    if name in value.attrs:
        return value.attrs[name]
    param, function = value.param, value.function
    match name:
        case "name":
            return Lit(param.name)
        case "kind":
            return Ext(f"inspect.Parameter.{KINDS[param.kind]}")
        case "default":
            return function.defaults.get(param.name) or Ext(EMPTY)
        case "annotation":
            return Ext(EMPTY) if param.annotation is None else core.evaluate(param.annotation, function.env)
    return Unknown(f"attribute `{name}` of a parameter")


def replaced(core: Core, value: Value, args: Args) -> Value:
    """`Signature.replace` and `Parameter.replace`."""
    if isinstance(value, Declared):
        return Declared(value.param, value.function, value.attrs | args.named)
    if not isinstance(value, Signature):
        return Unknown("a signature")
    parameters, given = value.parameters, args.named.get("parameters")
    if given is not None:
        parameters = _by_name(core, given)
    return Signature(parameters, args.named.get("return_annotation", value.returns))


def _by_name(core: Core, given: Value) -> Table:
    table = Table()
    listed = core.iterate(given)
    for item in listed or ():
        if isinstance(item, Declared):
            table.items[item.param.name] = item
            table.maybe |= {id(item)} if core.unsure(given, item) else frozenset()
    table.open = listed is None or not all(isinstance(item, Declared) for item in listed)
    return table


@knows("typing.get_type_hints", "inspect.get_annotations")
def _type_hints(core: Core, args: Args, _: Place) -> Value | None:
    function = args.get("obj", 0)
    signature = signature_of(core, function) if function is not None else None
    if signature is None:
        return Unknown("annotations")
    table = Table(open=signature.parameters.open)
    for name, declared in signature.parameters.items.items():
        annotation = attribute(core, declared, "annotation") if isinstance(declared, Declared) else Unknown()
        if not is_empty(annotation):
            table.items[name] = annotation
    if not is_empty(signature.returns):
        table.items["return"] = signature.returns
    return table


@knows("typing.get_origin", "typing_extensions.get_origin")
def _origin(_: Core, args: Args, __: Place) -> Value | None:
    annotation = args.get("tp", 0)
    match annotation:
        case Subscripted(base=Ext(name="typing.Optional")):
            return Ext("typing.Union")
        case Subscripted(base=Ext(name=name)) if name.removeprefix("typing.") in ORIGINS:
            return Ext(f"builtins.{ORIGINS[name.removeprefix('typing.')]}")
        case Subscripted(base=base):
            return base
        case Ext() | Class() | Lit():
            return Lit(None)
    return Unknown("an annotation's origin")


@knows("typing.get_args", "typing_extensions.get_args")
def _arguments(_: Core, args: Args, __: Place) -> Value | None:
    match args.get("tp", 0):
        case Subscripted(base=base, index=index):
            parts = list(index.items) if isinstance(index, Items) else [index]
            if isinstance(base, Ext) and base.name == "typing.Optional":
                parts.append(Lit(None))
            literal = isinstance(base, Ext) and base.name.endswith(".Literal")
            return Items("tuple", parts if literal else [_none_type(part) for part in parts])
        case Ext() | Class() | Lit():
            return Items("tuple", [])
    return Unknown("an annotation's arguments")


def _none_type(part: Value) -> Value:
    return Ext("types.NoneType") if isinstance(part, Lit) and part.value is None else part


@knows("inspect.iscoroutinefunction", "asyncio.iscoroutinefunction")
def _is_coroutine_function(_: Core, args: Args, __: Place) -> Value | None:
    value = args.positional[0] if args.positional else None
    function = value.function if isinstance(value, Bound) else value
    if isinstance(function, Function):
        return Lit(isinstance(function.node, s.Function) and function.node.is_async)
    return Lit(False) if isinstance(value, Lit | Items | Table) else Unknown("a test")


def is_empty(value: Value) -> bool:
    """Is it the mark for "no annotation" or "no default"?"""
    return isinstance(value, Ext) and value.name == EMPTY
