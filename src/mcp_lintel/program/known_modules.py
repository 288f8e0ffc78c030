"""What functions of the standard library do: functools, asyncio, os, importlib, dataclasses, inspect."""

from mcp_lintel.program.core import Core
from mcp_lintel.program.known import knows
from mcp_lintel.program.values import (
    Args,
    Bound,
    Class,
    Ext,
    Function,
    Instance,
    Lit,
    Made,
    ModuleRef,
    Partial,
    Unknown,
    Value,
    text,
    union,
)
from mcp_lintel.text.span import Place


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


@knows("os.getenv", "os.environ.get")
def _environment(_: Core, args: Args, place: Place) -> Value | None:
    default = args.get("default", 1)
    made = Made(Ext("os.getenv"), args, place)
    return made if default is None else union(default, made)


@knows("importlib.import_module", "builtins.__import__")
def _import_module(core: Core, args: Args, place: Place) -> Value | None:
    name = text(args.get("name", 0))
    if name is None:
        return Unknown("a module whose name is computed")
    dots = len(name) - len(name.lstrip("."))
    path = (
        _relative(core, name, dots, args.get("package", 1), place) if dots else core.modules.absolute(name, place.path)
    )
    if path is None:
        return Unknown("a module outside the repository") if dots or not name else Ext(name)
    core.module(path)
    return ModuleRef(path)


def _relative(core: Core, name: str, dots: int, package: Value | None, place: Place) -> str | None:
    """The file of `.name` counted from a package: the named one, or by `__package__` and the like the file's own."""
    importer = place.path
    if isinstance(package, Lit):
        found = core.modules.absolute(str(package.value), place.path)
        if found is None:
            return None
        importer = found if found.endswith("/__init__.py") else f"{found.removesuffix('.py')}/__init__.py"
    return None if package is None else core.modules.relative(dots, name[dots:], importer)


@knows("dataclasses.replace")
def _replace(_: Core, args: Args, place: Place) -> Value | None:
    original = args.get("obj", 0)
    if not isinstance(original, Instance):
        return None
    return Instance(original.cls, place, {**original.attrs, **args.named}, original.built)


@knows("inspect.getdoc", "inspect.cleandoc", "textwrap.dedent")
def _documentation(core: Core, args: Args, place: Place) -> Value | None:
    value = args.positional[0] if args.positional else None
    return core.attribute(value, "__doc__", place) if isinstance(value, Function | Bound | Class) else value
