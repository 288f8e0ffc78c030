"""The files of a project as drift is looked for in them: their statements, names, guards and imports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mcp_lintel.facts import statements as s
from mcp_lintel.model.driftguards import Guards, statements
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Env
from mcp_lintel.text.span import Place

FRAMEWORKS = ("mcp", "fastmcp", "mcp_types", "fastmcp_tasks", "fastapi_mcp")


@dataclass(eq=False, slots=True)
class Import:
    """One imported name: `name` in full, `module` the module it is taken from (the name itself for `import name`)."""

    name: str
    module: str
    place: Place


@dataclass(eq=False, slots=True)
class File:
    """One file, with the files of the project that it imports as `targets`.

    Who looks at its imports fills `flagged`, the names whose import is reported, and `spanned`, the distributions of
    which it imports several versions' names.
    """

    path: str
    body: s.Body
    env: Env
    guards: Guards
    imports: list[Import]
    guarded: list[Import]
    targets: frozenset[str] = frozenset()
    flagged: set[str] = field(default_factory=set)
    spanned: set[str] = field(default_factory=set)


def files_of(reader: Interpreter, facts: Mapping[str, s.FileFacts]) -> dict[str, File]:
    """Every file that was read, by path; what only guarded imports reach counts as guarded itself."""
    found = {path: _file(path, one.body, reader.envs[path]) for path, one in facts.items() if path in reader.envs}
    for file in found.values():
        reached = (path for one in (*file.imports, *file.guarded) for path in _targets(one, reader))
        file.targets = frozenset(reached) & found.keys()
    for path in _reached_with_care(found, reader):
        file = found[path]
        file.guarded, file.imports = [*file.guarded, *file.imports], []
    return found


def spread(files: Mapping[str, File]) -> None:
    """Let files that import from one that spans several versions span them too."""
    for _ in range(len(files)):
        before = sum(len(file.spanned) for file in files.values())
        for file in files.values():
            file.spanned.update(name for path in file.targets for name in files[path].spanned)
        if sum(len(file.spanned) for file in files.values()) == before:
            return


def _file(path: str, body: s.Body, env: Env) -> File:
    guards = Guards(body)
    plain: list[Import] = []
    guarded: list[Import] = []
    for item in statements(body):
        if isinstance(item, s.Import | s.ImportFrom):
            (guarded if guards.imported(item.span) else plain).extend(_names(item, path))
    return File(path, body, env, guards, plain, guarded)


def _names(item: s.Import | s.ImportFrom, path: str) -> Iterator[Import]:
    place = Place(path, item.span)
    if isinstance(item, s.Import):
        yield from (Import(name, name, place) for name, _ in item.names)
    else:
        dots = "." * item.level
        yield from (Import(f"{dots}{item.module}.{name}", f"{dots}{item.module}", place) for name, _ in item.names)


def _reached_with_care(files: Mapping[str, File], reader: Interpreter) -> set[str]:
    """The files that are imported, and only where a failure is reckoned with."""
    careful = {path for file in files.values() for one in file.guarded for path in _targets(one, reader)}
    plain = {path for file in files.values() for one in file.imports for path in _targets(one, reader)}
    return (careful - plain) & files.keys()


def _targets(one: Import, reader: Interpreter) -> Iterator[str]:
    """The files of the project that an import can mean: its module, or a submodule of that name."""
    if one.module.partition(".")[0] in FRAMEWORKS:
        return
    path = one.place.path
    level = len(one.module) - len(one.module.lstrip("."))
    for name in (one.module, one.name):
        bare = name.lstrip(".")
        found = reader.modules.relative(level, bare, path) if level else reader.modules.absolute(bare, path)
        if found is not None:
            yield found if found.endswith(".py") else f"{found}/__init__.py"
