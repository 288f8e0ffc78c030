"""Reading projects: discover, triage, parse, extract, link and build each, and follow what flows in it when asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mcp_lintel.artifacts.read import read_artifacts
from mcp_lintel.artifacts.types import Artifacts
from mcp_lintel.discover import (
    NoPythonError,
    ProjectFiles,
    UsageError,
    frame,
    links,
    list_files,
    split_projects,
    touches,
)
from mcp_lintel.facts.statements import FileFacts
from mcp_lintel.facts.syntax import SyntaxFault
from mcp_lintel.facts.triage import triage
from mcp_lintel.model.types import OpenSet, Project
from mcp_lintel.program.modules import Modules
from mcp_lintel.settings import Settings
from mcp_lintel.text.source import SourceError, SourceFile, read_source
from mcp_lintel.verdict.finding import NOT_FOLLOWED, Notice, NoticeKind

if TYPE_CHECKING:
    from mcp_lintel.flow.tables.load import Tables
    from mcp_lintel.model.entries import Entry
    from mcp_lintel.program.interpreter import Interpreter

LONGEST = 200
"""Characters that are told of an exception."""


@dataclass(slots=True)
class Scan:
    """What was read so far: projects, sources by path, and notices.

    `tables` say what flows carry; None where nothing is followed.
    """

    top: Path
    tables: "Tables | None" = None
    projects: list[Project] = field(default_factory=list)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    facts: dict[str, FileFacts] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    files: int = 0

    def tell(self, kind: NoticeKind, message: str, path: str = "", line: int = 0) -> None:
        """Add a notice."""
        self.notices.append(Notice(kind, message, path, line))

    def tell_open(self, opened: OpenSet) -> None:
        """Add a notice of what is not known of a place."""
        source = self.sources.get(opened.place.path)
        line = 0 if source is None else source.position(opened.place.span.start).line
        self.tell(NoticeKind.OPEN, opened.reason, opened.place.path, line)


def read(paths: Sequence[Path], settings: Settings, *, flows: bool) -> tuple[Scan, tuple[str, ...] | None]:
    """Every project that the paths touch, with its flows if asked, and the paths to report on. Raises UsageError."""
    top, within = frame(paths or (Path(),))
    files = list_files(top, settings.exclude, settings.extend_exclude, respect_gitignore=settings.respect_gitignore)
    if within and not settings.force_exclude:
        files = tuple(sorted({*files, *(path for path in within if (top / path).is_file())}))
    scan = Scan(top, _tables(settings) if flows else None)
    linked = links(top, files)
    for path, fault in linked.items():
        if fault and path.endswith(".py"):
            scan.tell(NoticeKind.UNREADABLE, fault, path)
    kept = [path for path in files if path not in linked]
    if not any(path.endswith(".py") for path in kept) and not scan.notices:
        raise NoPythonError(f"{paths[0] if paths else '.'}: there is no Python file here; name a folder with a server")
    for project in split_projects(kept):
        if any(touches(project.path, path) for path in within or ["."]):
            _project(project, scan)
    if not any(project.servers for project in scan.projects):
        scan.tell(NoticeKind.SCOPE, "no MCP server was found; rules about servers and tools had nothing to check")
    return scan, within


def _project(files: ProjectFiles, scan: Scan) -> None:
    """Read one project: its other files, and its modules; one that never speaks of a server framework is left alone."""
    reader = _sources(scan)
    artifacts = read_artifacts(scan.top, files.files, reader, folder=files.path, shared=files.above)
    for fault in artifacts.faults:
        scan.tell(NoticeKind.ARTIFACT, fault.message, fault.path, fault.line)
    speaking = set()
    modules = []
    for path in files.python:
        source = _python(path, scan)
        if source is None:
            continue
        modules.append(path)
        scan.files += 1
        if source:
            speaking.add(path)
    if speaking:
        scan.projects.append(_analyse(files, modules, speaking, artifacts, scan))


def _analyse(
    files: ProjectFiles, modules: Sequence[str], speaking: set[str], artifacts: Artifacts, scan: Scan
) -> Project:
    """Parse, extract, link and build one project; `speaking` are the modules that import a server framework."""
    from mcp_lintel.facts.extract import extract
    from mcp_lintel.model.build import build_with_entries
    from mcp_lintel.program.interpreter import Interpreter

    facts: dict[str, FileFacts] = {}
    for path in modules:
        try:
            facts[path] = extract(scan.sources[path])
        except SyntaxFault as fault:
            scan.tell(NoticeKind.SYNTAX, str(fault), path, fault.line)
    scan.facts.update(facts)
    reader = Interpreter(facts.get, Modules(facts, files.path))
    reader.read(facts, _entry_points(artifacts, reader.modules), speaking)
    project, entries = build_with_entries(reader, facts, artifacts, files.path, _data(files, scan))
    for opened in project.open_sets:
        scan.tell_open(opened)
    return project if scan.tables is None else _followed(project, reader, entries, facts, scan)


def _followed(
    project: Project, reader: "Interpreter", entries: "Sequence[Entry]", facts: dict[str, FileFacts], scan: Scan
) -> Project:
    """The project with what flows in it; where a bound was met, and where following failed, a notice says so."""
    assert scan.tables is not None
    try:
        from mcp_lintel.flow.commands.shells import marked, shell_commands, words
        from mcp_lintel.flow.find import find_flows

        report = find_flows(reader, entries, scan.tables)
        spoken = words(scan.tables)
        paths = [path for path in facts if spoken.search(scan.sources[path].text)]
        commands = marked(shell_commands(reader, facts, paths, scan.tables), report.read)
        project = replace(project, flows=tuple(report.flows), commands=tuple(commands))
    except Exception as error:
        told = " ".join(str(error).split())[:LONGEST]
        scan.tell(NoticeKind.INTERNAL, f"{NOT_FOLLOWED} with {type(error).__name__}: {told}", project.path)
        return project
    for place, reason in report.bounds:
        scan.tell_open(OpenSet(place, reason))
    return project


def _tables(settings: Settings) -> "Tables":
    from mcp_lintel.flow.tables.load import TableError, load_tables

    try:
        return load_tables(settings.flow_tables)
    except TableError as error:
        raise UsageError(str(error)) from None


def _entry_points(artifacts: Artifacts, modules: Modules) -> list[tuple[str, str]]:
    """Console scripts as (file, function) pairs."""
    found = []
    for script in artifacts.manifest.scripts:
        module, _, function = script.target.partition(":")
        path = modules.absolute(module, script.place.path)
        if path is not None and function:
            found.append((path, function))
    return found


def _sources(scan: Scan) -> Callable[[str], SourceFile]:
    def read(path: str) -> SourceFile:
        if path not in scan.sources:
            scan.sources[path] = read_source(scan.top, path)
        return scan.sources[path]

    return read


def _data(files: ProjectFiles, scan: Scan) -> Callable[[str, int], SourceFile | None]:
    """Reads a file of the project that is no module; None for one that is not there, too large or not text."""
    own = frozenset(files.files)

    def read(path: str, max_bytes: int) -> SourceFile | None:
        if path not in own:
            return None
        try:
            source = read_source(scan.top, path, max_bytes)
        except SourceError:
            return None
        scan.sources[path] = source
        return source

    return read


def _python(path: str, scan: Scan) -> bool | None:
    """Does a module speak of a server framework? None when it cannot be read, with a notice."""
    try:
        scan.sources[path] = read_source(scan.top, path)
        return triage(scan.sources[path]).framework
    except SourceError as error:
        scan.tell(NoticeKind.UNREADABLE, str(error), path)
    except SyntaxFault as fault:
        scan.tell(NoticeKind.SYNTAX, str(fault), path, fault.line)
    return None
