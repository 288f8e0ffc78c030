"""The order of a run, known here and nowhere else: discover, triage, parse, extract, link, build, check, judge."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from mcp_lintel import __version__
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
from mcp_lintel.model.types import Project
from mcp_lintel.packs import bind, load_rules
from mcp_lintel.program.modules import Modules
from mcp_lintel.settings import Settings
from mcp_lintel.standard.load import load_standard
from mcp_lintel.text.source import SourceError, SourceFile, read_source
from mcp_lintel.verdict.finding import Notice, NoticeKind, Outcome
from mcp_lintel.verdict.known import Past
from mcp_lintel.verdict.rebase import as_named

__all__ = ["Request", "UsageError", "check", "inventory"]


@dataclass(frozen=True, slots=True)
class Request:
    """What to look at: the given paths (the current folder for none), the settings, and a folder of further rules.

    `evidence` asks for what each rule looked at, `entries` for what a baseline of the run would hold. `today`
    (None for the machine's date) decides which waivers hold; those with at most `waivers_due` days left are told.
    `past` is what an older commit lets pass.
    """

    paths: tuple[Path, ...]
    settings: Settings
    rules_dir: Path | None = None
    evidence: bool = False
    entries: bool = False
    today: date | None = None
    waivers_due: int | None = None
    past: Past | None = None


@dataclass(slots=True)
class Scan:
    """What was read so far: projects, sources by path, and notices."""

    top: Path
    projects: list[Project] = field(default_factory=list)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    facts: dict[str, FileFacts] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    files: int = 0

    def tell(self, kind: NoticeKind, message: str, path: str = "", line: int = 0) -> None:
        """Add a notice."""
        self.notices.append(Notice(kind, message, path, line))


def check(request: Request) -> Outcome:
    """The findings of a run, judged. Raises UsageError, and what the settings, packs and standard raise."""
    from mcp_lintel.verdict.check import run_rules
    from mcp_lintel.verdict.comments import comments_and_headers
    from mcp_lintel.verdict.evidence import EvidenceLog
    from mcp_lintel.verdict.judge import judge
    from mcp_lintel.verdict.judge_settle import Scene, current, settle
    from mcp_lintel.verdict.select import card, select
    from mcp_lintel.verdict.suppress import suppress

    settings = request.settings
    rules = load_rules(request.rules_dir)
    standard = load_standard(settings.standard)
    bound, switched_off = bind(rules, standard, settings.rules)
    selected = select(bound, settings)
    scan, within = _read(request)
    for message in switched_off:
        scan.tell(NoticeKind.STANDARD, message)
    log = EvidenceLog() if request.evidence else None
    findings, faults = run_rules(scan.projects, selected, scan.sources, log)
    scan.notices.extend(faults)
    comments, headers = comments_and_headers(scan.sources, scan.facts)
    names = {rule.name for rule in rules}
    muted = {*settings.ignore, *settings.extend_ignore}
    judged = suppress(
        findings, comments, scan.sources, selected={b.name for b in selected}, known=names, headers=headers, muted=muted
    )
    scene = Scene(
        scan.top, scan.sources, scan.facts, within, selected, names, standard.clauses.keys(), tuple(scan.notices),
        request.today or date.today(), request.waivers_due, [project.path for project in scan.projects],
        request.past,
    )  # fmt: skip
    settled = settle(judged, settings, scene)
    scan.notices.extend(settled.notices)
    shown = judge(settled.findings, severity=settings.severity, confidence=settings.confidence, within=within)
    cards = tuple(card(one) for one in selected)
    noted = log.told() if log is not None else ()
    outcome = replace(
        _outcome(scan, request), findings=tuple(shown), rules=cards, evidence=noted, stale=settled.stale,
        compared=settings.baseline is not None or request.past is not None,
        entries=current(shown, scene) if request.entries else (),
    )  # fmt: skip
    return as_named(outcome, scan.top, request.paths)


def inventory(request: Request) -> Outcome:
    """What there is, without rules; raises UsageError."""
    scan, _ = _read(request)
    return as_named(_outcome(scan, request), scan.top, request.paths)


def _outcome(scan: Scan, request: Request) -> Outcome:
    root = str(request.paths[0]) if len(request.paths) == 1 else "."
    return Outcome(root, (), tuple(scan.notices), tuple(scan.projects), (), scan.sources, scan.files, __version__)


def _read(request: Request) -> tuple[Scan, tuple[str, ...] | None]:
    """Read every project that the given paths touch, and say which paths to report on."""
    top, within = frame(request.paths or (Path(),))
    settings = request.settings
    files = list_files(top, settings.exclude, settings.extend_exclude, respect_gitignore=settings.respect_gitignore)
    if within and not settings.force_exclude:
        files = tuple(sorted({*files, *(path for path in within if (top / path).is_file())}))
    scan = Scan(top)
    linked = links(top, files)
    for path, fault in linked.items():
        if fault and path.endswith(".py"):
            scan.tell(NoticeKind.UNREADABLE, fault, path)
    kept = [path for path in files if path not in linked]
    if not any(path.endswith(".py") for path in kept) and not scan.notices:
        raise NoPythonError(
            f"{request.paths[0] if request.paths else '.'}: there is no Python file here; name a folder with a server"
        )
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
    from mcp_lintel.model.build import build
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
    project = build(reader, facts, artifacts, files.path, _data(files, scan))
    for opened in project.open_sets:
        line = (
            scan.sources[opened.place.path].position(opened.place.span.start).line
            if opened.place.path in scan.sources
            else 0
        )
        scan.tell(NoticeKind.OPEN, opened.reason, opened.place.path, line)
    return project


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
