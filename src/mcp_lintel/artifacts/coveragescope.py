"""Which projects have coverage to gate, and where to report what is not written."""

from collections.abc import Iterator, Sequence

from mcp_lintel.artifacts.coveragerc import CoverageFile, searched
from mcp_lintel.artifacts.measuring import Run, Scene
from mcp_lintel.artifacts.paths import base, join, parent
from mcp_lintel.artifacts.pytestini import find_settings
from mcp_lintel.artifacts.targets import has_tests
from mcp_lintel.artifacts.tomlfile import TomlFile, first_line
from mcp_lintel.artifacts.types import Manifest
from mcp_lintel.text.span import Place

_TOOLS = frozenset({"pytest", "pytest-cov", "coverage"})
_DECLARING = ("pyproject.toml", "setup.cfg", "setup.py")


def place(scene: Scene, files: list[CoverageFile], runs: list[Run], paths: Sequence[str]) -> Place | None:
    """Where to report what is not written: the nearest section, else the project's table, else a file's first
    line."""
    if files:
        return files[0].header
    settings = find_settings(scene.folder, scene.folder, scene.known, scene.reader)
    measuring = next((run.place for run in runs if run.measures), None)
    if measuring or settings:
        return settings.header if settings else measuring
    pyproject = join(scene.folder, "pyproject.toml") or ""
    if pyproject in scene.known and (file := scene.reader.parse(pyproject, TomlFile)):
        return file.place("project") if file.table("project") else file.place("tool", "poetry")
    return next(_first_lines(scene, paths), None)


def _first_lines(scene: Scene, paths: Sequence[str]) -> Iterator[Place]:
    here = [path for path in paths if parent(path) == scene.folder]
    tests = [path for path in paths if has_tests([path], scene.folder)]
    declaring = [path for name in _DECLARING for path in here if base(path) == name]
    other = [path for path in here if base(path).endswith((".toml", ".txt", ".cfg", ".ini"))]
    for path in (*declaring, *other, *tests):
        source = scene.reader.source(path)
        if source is not None:
            yield first_line(source)


def applies(scene: Scene, paths: Sequence[str], *, written: bool, tests: bool) -> bool:
    """Is there coverage to gate? `written` says that settings exist, `tests` that test files do."""
    names = {base(path) for path in paths if parent(path) == scene.folder}
    installed = any(parent(path).endswith((".dist-info", ".egg-info")) for path in paths)
    declared = not names.isdisjoint(_DECLARING)
    if written:
        return True
    if installed and not declared:
        return False
    if tests:
        return True
    return "pyproject.toml" in names and "PKG-INFO" not in names


def configured_above(scene: Scene, above: Sequence[str]) -> bool:
    """Does a folder around the project, such as a workspace's root, have settings for coverage.py?"""
    known, folder = frozenset(above), scene.folder
    while folder != ".":
        folder = parent(folder)
        if searched(folder, known, scene.reader):
            return True
    return False


def wants_tests(scene: Scene, manifest: Manifest) -> bool:
    """Is pytest or coverage.py set up or asked for?"""
    asked = any(item.name in _TOOLS for item in (*manifest.dependencies, *manifest.optional))
    return asked or find_settings(scene.folder, scene.folder, scene.known, scene.reader) is not None


def is_member(scene: Scene) -> bool:
    """Is the project one of several, or without a distribution of its own?"""
    path = join(scene.folder, "pyproject.toml") or ""
    file = scene.reader.parse(path, TomlFile) if path in scene.known else None
    if file is None:
        return scene.folder != "."
    distribution = (
        file.table("project") or file.table("tool", "poetry") or join(scene.folder, "setup.cfg") in scene.known
    )
    return scene.folder != "." or not distribution or bool(file.table("tool", "uv", "workspace"))
