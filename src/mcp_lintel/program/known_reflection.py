"""What a program finds out about its own modules and objects: `dir`, `hasattr`, `getmembers`, `pkgutil.iter_modules`.

Source: Python 3.11 to 3.14, `pkgutil.iter_modules` and `walk_packages` (names in order, the package's own file left
out); fastmcp 3.0 to 4.2, whose standalone decorators leave `__fastmcp__` on the function.
"""

from posixpath import dirname
from types import FunctionType

from mcp_lintel.program.core import Core
from mcp_lintel.program.known import knows
from mcp_lintel.program.paths import Paths
from mcp_lintel.program.values import (
    Args,
    Bound,
    Class,
    Ext,
    Function,
    Instance,
    Items,
    Lit,
    ModuleRef,
    Unknown,
    Value,
    dotted,
    text,
    truth,
)
from mcp_lintel.text.span import Place

FASTMCP_MARK = "__fastmcp__"
BARE = frozenset({"builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol"})
"""Outside base classes that bring nothing a program looks for."""
REFLECTION = "reflection"


@knows("builtins.dir")
def _dir(core: Core, args: Args, _: Place) -> Value | None:
    names = names_of(core, args.positional[0]) if len(args.positional) == 1 else None
    return Unknown(REFLECTION) if names is None else Items("list", [Lit(name) for name in sorted(names)])


@knows("inspect.getmembers")
def _members(core: Core, args: Args, place: Place) -> Value | None:
    owner, predicate = args.get("object", 0), args.get("predicate", 1)
    names = None if owner is None else names_of(core, owner)
    if owner is None or names is None:
        return Unknown(REFLECTION)
    pairs = Items("list", [])
    for name in sorted(names):
        value = core.attribute(owner, name, place)
        fits = True if predicate is None else truth(core.call(predicate, Args([value]), place))
        if fits is not False:
            pairs.items.append(pair := Items("tuple", [Lit(name), value]))
            pairs.maybe |= frozenset() if fits else {id(pair)}
    return pairs


def names_of(core: Core, value: Value) -> list[str] | None:
    """The names a module, class or object of the project has; None where others may bring more."""
    match value:
        case ModuleRef(path=path):
            return list(core.module(path).names)
        case Instance(cls=cls, attrs=attrs):
            found = names_of(core, cls)
            return None if found is None else list(dict.fromkeys((*found, *attrs)))
        case Class():
            lineage = list(value.lineage())
            if any(isinstance(c, Ext) and c.name not in BARE for c in lineage):
                return None
            return list(dict.fromkeys(name for c in lineage if isinstance(c, Class) for name in c.body.names))
    return None


@knows("builtins.hasattr")
def _hasattr(core: Core, args: Args, _: Place) -> Value | None:
    name = text(args.get("name", 1))
    verdict = None if name is None or not args.positional else has(core, args.positional[0], name)
    return Unknown("a test") if verdict is None else Lit(verdict)


def has(core: Core, value: Value, name: str) -> bool | None:
    """Has a value the attribute? None where it cannot be told."""
    function = value.function if isinstance(value, Bound) else value
    if isinstance(function, Function):
        return _function_has(core, function, name)
    if isinstance(value, ModuleRef):
        return name in core.module(value.path).names or None
    cls = value.cls if isinstance(value, Instance) else value
    if isinstance(cls, Class) and cls.find(name) is not None:
        return True
    return False if isinstance(value, Lit) and not hasattr(value.value, name) else None


def _function_has(core: Core, function: Function, name: str) -> bool | None:
    """What outside decorators leave on a function is not known, but for the mark of fastmcp's own."""
    inner: Value | None = function
    while isinstance(inner, Function):
        decorators = core.decorated.get(id(inner), ())
        if name in inner.attrs or (name == FASTMCP_MARK and any(map(_marks, decorators))):
            return True
        if decorators and name != FASTMCP_MARK:
            return None
        inner = inner.wraps.function if isinstance(inner.wraps, Bound) else inner.wraps
    return None if inner is not None or hasattr(FunctionType, name) or name == "__wrapped__" else False


def _marks(decorator: Value) -> bool:
    name = dotted(decorator).removesuffix("()")
    return name.startswith("fastmcp.") and name.rpartition(".")[2] in ("tool", "resource", "prompt")


@knows("pkgutil.iter_modules", "pkgutil.walk_packages")
def _iter_modules(core: Core, args: Args, place: Place) -> Value | None:
    given = args.get("path", 0)
    folders = core.iterate(given) if given is not None else None
    prefix = text(args.get("prefix", 1) or Lit(""))
    if folders is None or prefix is None:
        return Unknown("the modules of a folder that is not known")
    found: list[Value] = []
    for folder in folders:
        home = folder.path if isinstance(folder, ModuleRef) else _folder(folder, place)
        if home is None:
            return Unknown("the modules of a folder that is not known")
        home = dirname(home) if home.endswith(".py") else home
        found.extend(_info(prefix + name, package=package) for name, package in core.modules.children(home))
    return Items("list", found)


def _folder(value: Value, place: Place) -> str | None:
    found = Paths(lambda _, __: None).of(value, place)
    return None if found is None or found[1] else found[0]


def _info(name: str, *, package: bool) -> Value:
    return Items("ModuleInfo", [Unknown("a module finder"), Lit(name), Lit(package)])
