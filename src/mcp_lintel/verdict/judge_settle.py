"""What stands of the findings of a run once waivers and a baseline have been heard."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from os.path import relpath
from pathlib import Path

from mcp_lintel.discover import UsageError
from mcp_lintel.facts.statements import FileFacts
from mcp_lintel.model.types import LoggingSetup, Project
from mcp_lintel.packs import BoundRule
from mcp_lintel.settings import Settings
from mcp_lintel.text.source import SourceFile
from mcp_lintel.verdict.baseline import compare, entries_of, stale_notices
from mcp_lintel.verdict.baseline_file import Entry, read_baseline
from mcp_lintel.verdict.baseline_shape import Shapes
from mcp_lintel.verdict.finding import Finding, Notice, NoticeKind
from mcp_lintel.verdict.fingerprint import with_fingerprints
from mcp_lintel.verdict.judge import UNREAD, is_within
from mcp_lintel.verdict.known import Past, held_against
from mcp_lintel.verdict.own_rules import OWN_NAMES
from mcp_lintel.verdict.waivers import Waivers
from mcp_lintel.verdict.waivers_file import find_waivers, read_waivers


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of the run: the folder `top` that was read, the files, the paths asked for (None for all),
    the rules that ran, the names of all rules and clauses that exist, and what was told so far.

    `projects` are the folders of the projects. `today` decides which waivers hold; those with at most `due_days`
    left are told. `past` is what an older commit lets pass.
    """

    top: Path
    sources: Mapping[str, SourceFile]
    facts: Mapping[str, FileFacts]
    within: Collection[str] | None
    selected: Sequence[BoundRule]
    rules: Collection[str]
    clauses: Collection[str]
    notices: Sequence[Notice]
    today: date
    due_days: int | None = None
    projects: Collection[str] = (".",)
    past: Past | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Findings in their order, each with its final status, notices, and the baseline's stale entries."""

    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    stale: tuple[Entry, ...]


def repository(top: Path) -> Path:
    """The top of the git repository that holds a folder, or the folder itself where there is none."""
    return next((folder for folder in (top, *top.parents) if (folder / ".git").exists()), top)


def settle(findings: Sequence[Finding], settings: Settings, scene: Scene) -> Settled:
    """Apply the waivers file, if there is one, the baseline, if the settings name one, and what an older commit
    lets pass. Raises UsageError for a file that cannot be used.
    """
    folder = _inside(scene.top, repository(scene.top))
    named = with_fingerprints(findings, folder) if folder else list(findings)
    named, notices = _waived(named, settings.waivers, scene)
    view = _View(scene, folder)
    settled = Settled(tuple(named), tuple(notices), ())
    if settings.baseline is not None:
        entries = read_baseline(settings.baseline)
        found = compare(named, entries, _shapes(scene, folder), view.holds)
        told = [_from(n, folder) for n in stale_notices(found.stale, shown(settings.baseline, scene.top))]
        settled = Settled(found.findings, (*notices, *told), found.stale)
    if scene.past is None:
        return settled
    held = held_against(settled.findings, scene.past, _shapes(scene, folder), view.knows)
    return replace(settled, findings=held, notices=(*settled.notices, *scene.past.notices))


def current(findings: Sequence[Finding], scene: Scene) -> tuple[Entry, ...]:
    """What a baseline of these findings holds."""
    folder = _inside(scene.top, repository(scene.top))
    return tuple(sorted(entries_of(findings, _shapes(scene, folder))))


def shown(path: Path, top: Path) -> str:
    """A file of the project as notices name it: from `top`."""
    return relpath(path.resolve(), top.resolve()).replace("\\", "/")


def waivers_path(given: Path | None, top: Path) -> Path | None:
    """The waivers file: the one that was given, else the nearest in the project and its repository."""
    return given or find_waivers(top, repository(top))


def _shapes(scene: Scene, folder: str) -> Shapes:
    whole = {one.name for one in scene.selected if issubclass(one.rule.on, Project | LoggingSetup)}
    return Shapes(scene.sources, scene.facts, whole=whole, projects=scene.projects, folder=folder)


class _View:
    """What this run can say of an entry: only what was looked at can be found no more."""

    def __init__(self, scene: Scene, folder: str) -> None:
        self._scene = scene
        self._folder = folder
        self._ran = {one.name for one in scene.selected} | OWN_NAMES
        self._unread = {notice.path for notice in scene.notices if notice.kind in UNREAD}
        self._failed = any(notice.kind is NoticeKind.INTERNAL for notice in scene.notices)

    def holds(self, entry: Entry) -> bool:
        """Would this run have found the entry if it were still there?"""
        if self._failed or (entry.rule in self._scene.rules and entry.rule not in self._ran):
            return False
        path = _without(entry.path, self._folder)
        if path is None or path in self._unread:
            return False
        return self._scene.within is None or is_within(path, self._scene.within)

    def knows(self, entry: Entry) -> bool:
        """Is it known whether what the entry names is still there? Not of a file that is there and was not read."""
        path = _without(entry.path, self._folder)
        return path is None or path in self._scene.sources or not (self._scene.top / path).exists()


def _waived(findings: Sequence[Finding], given: Path | None, scene: Scene) -> tuple[list[Finding], list[Notice]]:
    path = waivers_path(given, scene.top)
    if path is None:
        if scene.due_days is not None:
            raise UsageError("--waivers-due: the project has no waivers.toml; name a file with --waivers")
        return list(findings), []
    read = read_waivers(path, {*scene.rules, *OWN_NAMES}, scene.clauses)
    base = waivers_base(path, scene.top)
    waivers = Waivers(read, scene.today, folder=_inside(scene.top, base), shown_as=shown(path, scene.top))
    judged = [waivers.apply(finding) for finding in findings]
    notices = waivers.told(judged, scene.due_days, scene.sources)
    failed = any(notice.kind is NoticeKind.INTERNAL for notice in scene.notices)
    if scene.within is None and base == scene.top and not failed:
        ran = {one.name for one in scene.selected} | OWN_NAMES
        notices += waivers.unmatched(ran, {one.clause.id for one in scene.selected})
    return judged, notices


def waivers_base(path: Path, top: Path) -> Path:
    """The folder from which a waivers file names paths: its own where that holds the project and is in the same
    repository, else the project's top.
    """
    own = path.resolve().parent
    for folder in (top, *top.parents):
        if folder.resolve() == own:
            return folder
        if folder == repository(top):
            break
    return top


def _inside(folder: Path, base: Path) -> str:
    """A folder from one that holds it, "" for the same."""
    found = folder.relative_to(base).as_posix()
    return "" if found == "." else found


def _without(path: str, folder: str) -> str | None:
    """A path of the repository from `folder`; None for one that lies elsewhere."""
    if not folder:
        return path
    return path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else None


def _from(notice: Notice, folder: str) -> Notice:
    path = _without(notice.path, folder)
    return Notice(notice.kind, notice.message, path or "", notice.line)
