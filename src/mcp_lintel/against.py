"""A run on the commit where this branch left another: the same rules, settings and standard, on files of their own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from mcp_lintel import run
from mcp_lintel.discover import NoPythonError, UsageError, frame
from mcp_lintel.history import Repository, exclusions
from mcp_lintel.settings import Settings
from mcp_lintel.verdict.finding import Notice, NoticeKind, Outcome
from mcp_lintel.verdict.fingerprint import message_key
from mcp_lintel.verdict.judge_settle import repository
from mcp_lintel.verdict.known import Known, Past
from mcp_lintel.verdict.waivers_file import DEFAULT_NAME as WAIVERS


@dataclass(frozen=True, slots=True)
class _Place:
    """The folder that is read, `top`, from the top of its repository `folder` ("" for the same); `named` are the
    files that were asked for, from there too, and `waivers` the file that was, if it is of the repository.
    """

    repository: Path
    folder: str
    named: tuple[str, ...]
    waivers: str | None


def past(request: run.Request, ref: str) -> Past:
    """What stood at the merge base of `ref` and HEAD, for the same request; the work tree and index are only read.

    Waivers count as they did there. Raises UsageError when git, the ref or its history is not here.
    """
    place = _place(request)
    with _folders() as (tree, spare, names):
        git = Repository(place.repository, spare, ref)
        base = git.merge_base(ref)
        renames = git.renames(base)
        inner = {old for old, new in renames.items() if _holds(place.folder, new)}
        folder = place.folder if all(_holds(place.folder, old) for old in inner) else ""
        settings = request.settings
        more = [*place.named, *_waivers_above(place)]
        blobs = git.files(base, folder, exclusions(settings.exclude, settings.extend_exclude), more)
        top = tree / (place.repository.resolve().name or "top")
        (top / ".git").mkdir(parents=True)  # marks the top of the repository
        git.write(blobs, top, names)
        outcome = _outcome(request, place, top, folder)
    told = Notice(NoticeKind.SCOPE, f"compared with commit {base[:12]}, where HEAD left `{ref}`")
    if outcome is None:
        return Past((), renames, (told,))
    known = [one for one in _known(outcome) if _holds(place.folder, one.entry.path) or one.entry.path in inner]
    return Past(tuple(known), renames, (told, *_faults(outcome)))


def _known(outcome: Outcome) -> Iterator[Known]:
    """The findings that stand in a run, each with its message."""
    said = {finding.fingerprint: message_key(finding.message) for finding in outcome.findings}
    for entry in outcome.entries:
        yield Known(entry, said.get(entry.fingerprint, ""))


def _faults(outcome: Outcome) -> Iterator[Notice]:
    """Faults of the tool in the old files, without a place: what they kept from being found would look new."""
    for notice in outcome.notices:
        if notice.kind is NoticeKind.INTERNAL:
            yield replace(notice, message=f"in the base: {notice.message}", path="", line=0)


def _place(request: run.Request) -> _Place:
    top, within = frame(request.paths or (Path(),))
    home = repository(top)
    folder = top.relative_to(home).as_posix()
    named = [os.path.relpath(top / p, home).replace(os.sep, "/") for p in within or () if (top / p).is_file()]
    given = request.settings.waivers
    own = given is not None and given.resolve().is_relative_to(home.resolve())
    waivers = given.resolve().relative_to(home.resolve()).as_posix() if given is not None and own else None
    return _Place(home, "" if folder == "." else folder, tuple(named), waivers)


def _outcome(request: run.Request, place: _Place, top: Path, folder: str) -> Outcome | None:
    """The run on the files of the base; None when there is nothing in them to check.

    A waivers file that cannot be used there waives nothing: this branch may be the one that mends it.
    """
    start = top / folder if folder else top
    if not start.is_dir():
        return None
    paths = (start, *(top / name for name in place.named if (top / name).is_file()))
    none = top.parent / "no-waivers.toml"
    none.touch()
    settings = replace(request.settings, baseline=None, respect_gitignore=False)
    if place.waivers is not None:
        there = top / place.waivers
        settings = replace(settings, waivers=there if there.is_file() else none)
    plain = replace(request, paths=paths, settings=settings, entries=True, evidence=False, waivers_due=None)
    try:
        return _check(plain)
    except UsageError:
        return _check(_with_waivers(plain, none))


def _check(request: run.Request) -> Outcome | None:
    try:
        return run.check(request)
    except NoPythonError:
        return None


def _with_waivers(request: run.Request, path: Path) -> run.Request:
    settings: Settings = replace(request.settings, waivers=path)
    return replace(request, settings=settings)


def _waivers_above(place: _Place) -> list[str]:
    """The waivers files that may count, from the top of the repository."""
    parts = place.folder.split("/") if place.folder else []
    found = ["/".join([*parts[:number], WAIVERS]) for number in range(len(parts) + 1)]
    return [*found, place.waivers] if place.waivers is not None else found


@contextmanager
def _folders() -> Iterator[tuple[Path, Path, Path]]:
    """A folder for files, an empty one, and a file for a list; gone afterwards."""
    with TemporaryDirectory(prefix="mcp-lintel-") as made:
        own = Path(made).resolve()
        (own / "tree").mkdir()
        (own / "empty").mkdir()
        yield own / "tree", own / "empty", own / "names"


def _holds(folder: str, path: str) -> bool:
    return not folder or path.startswith(f"{folder}/")
