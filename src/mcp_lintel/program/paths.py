"""Which file or folder of the project a value names, as far as it can be told without running anything."""

from collections.abc import Callable
from posixpath import dirname, isabs, normpath
from posixpath import join as join_path

from mcp_lintel.program.values import Args, Ext, Lit, Made, Member, ModuleRef, Subscripted, Value, dotted, text
from mcp_lintel.text.span import Place

SAME = frozenset({"os.path.abspath", "os.path.realpath", "os.path.normpath", "os.fspath", "builtins.str"})
OPENING = frozenset({"builtins.open", "io.open", "codecs.open", "aiofiles.open"})
PATHS = frozenset({"pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "anyio.Path"})
UNCHANGED = frozenset({"resolve", "absolute", "expanduser", "as_posix", "open", "read_text", "read_bytes", "read"})
MAX_DEPTH = 20
HERE = ""
"""The folder in which the server is started, which a path that is not absolute counts from."""

Package = Callable[[str, Place], str | None]
"""The folder of a package by its dotted name."""


class Paths:
    """Resolves values to paths relative to the scanned root; `package` finds a package of the project."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def of(self, value: Value | None, place: Place) -> tuple[str, bool] | None:
        """A path and whether it counts from the folder the server is started in; None where it is not known."""
        return self._of(value, place, 0)

    def _of(self, value: Value | None, place: Place, depth: int) -> tuple[str, bool] | None:
        if depth > MAX_DEPTH:
            return None
        match value:
            case Lit(value=str() as written):
                return None if isabs(written) or "://" in written or written.startswith("~") else (written, True)
            case Ext(name="builtins.__file__"):
                return place.path, False
            case ModuleRef(path=path):
                return (dirname(path) if path.endswith(".py") else path), False
            case Member(base=ModuleRef(path=path), name="__file__"):
                return path, False
            case Member(base=base, name="parent"):
                return self._up(self._of(base, place, depth + 1), 1)
            case Subscripted(base=Member(base=base, name="parents"), index=Lit(value=int() as level)) if (
                0 <= level < 50
            ):
                return self._up(self._of(base, place, depth + 1), level + 1)
            case Made(callee=Member(base=base, name=method), args=args, place=here):
                return self._method(base, method, args, here, depth + 1)
            case Made(args=args, place=here):
                return self._function(dotted(value.callee), args, here, depth + 1)
        return None

    def _method(self, base: Value, method: str, args: Args, place: Place, depth: int) -> tuple[str, bool] | None:
        if dotted(base) in ("os.path", "os", "builtins", "io", "pathlib", "importlib.resources"):
            return self._function(f"{dotted(base)}.{method}", args, place, depth)
        found = self._of(base, place, depth)
        if method in UNCHANGED:
            return found
        if method in ("with_name", "joinpath", "__truediv__"):
            start = self._up(found, 1) if method == "with_name" else found
            return self._joined(start, args, place, depth)
        return None

    def _function(self, name: str, args: Args, place: Place, depth: int) -> tuple[str, bool] | None:
        first = args.get("file", 0)
        if name in PATHS or name == "os.path.join":
            if first is None:
                return HERE, True
            return self._joined(self._of(first, place, depth), Args(args.positional[1:]), place, depth)
        if name in SAME or name in OPENING:
            return self._of(first, place, depth)
        if name == "os.path.dirname":
            return self._up(self._of(first, place, depth), 1)
        if name in ("pathlib.Path.cwd", "os.getcwd"):
            return HERE, True
        if name in ("importlib.resources.files", "importlib_resources.files"):
            found = self._package(text(args.get("anchor", 0)) or "", place)
            return None if found is None else (found, False)
        return None

    def _joined(self, start: tuple[str, bool] | None, args: Args, place: Place, depth: int) -> tuple[str, bool] | None:
        for value in args.positional:
            more = text(value)
            if start is None or more is None or isabs(more):
                return None
            start = join_path(start[0], more), start[1]
        return start

    @staticmethod
    def _up(found: tuple[str, bool] | None, levels: int) -> tuple[str, bool] | None:
        if found is None:
            return None
        path = normpath(found[0]) if found[0] else ""
        for _ in range(levels):
            if not path or path.startswith(".."):
                return None
            path = dirname(path)
        return path, found[1]


def candidates(found: tuple[str, bool], project: str, importer: str) -> list[str]:
    """The paths within the scanned root that a found one may mean: from the project's folder, then beside its file."""
    path, relative = found
    starts = [project if project != "." else "", dirname(importer)] if relative else [""]
    paths = [normpath(join_path(start, path)) for start in dict.fromkeys(starts)]
    return [("" if one == "." else one) for one in paths if not one.startswith(("..", "/"))]
