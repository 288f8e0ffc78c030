"""Paths as the user wrote the command: relative to the folder that was named, although the whole project around it
was read."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from functools import partial
from pathlib import Path
from posixpath import relpath
from typing import Any

from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span
from mcp_lintel.verdict.finding import Notice, NoticeKind, Outcome


def rebase(outcome: Outcome, folder: str) -> Outcome:
    """The outcome with every path relative to `folder`, itself relative to where the paths start now.

    Notices about files outside of the folder are left out, but for those about waivers and the baseline, which
    concern the whole project: they name their file in words.
    """
    inside = [n for n in map(partial(_in_words, folder), outcome.notices) if not n.path or _holds(folder, n.path)]
    sources = {relpath(path, folder): SourceFile(relpath(path, folder), s.text) for path, s in outcome.sources.items()}
    return replace(
        outcome,
        findings=_moved(outcome.findings, folder),
        projects=_moved(outcome.projects, folder),
        notices=tuple(replace(n, path=relpath(n.path, folder) if n.path else "") for n in inside),
        sources=sources,
    )


def _in_words(folder: str, notice: Notice) -> Notice:
    """The notice; about waivers or the baseline and a file that lies elsewhere, with its path in the message."""
    if notice.kind not in (NoticeKind.WAIVER, NoticeKind.BASELINE) or not notice.path or _holds(folder, notice.path):
        return notice
    path = relpath(notice.path, folder)
    where = f"{path}:{notice.line}" if notice.line else path
    return replace(notice, message=f"{where}: {notice.message}", path="", line=0)


def _holds(folder: str, path: str) -> bool:
    return path == folder or path.startswith(folder + "/")


def as_named(outcome: Outcome, top: Path, paths: Sequence[Path]) -> Outcome:
    """Paths relative to the one folder that was named, or to the current one for several paths and for a file."""
    folder = named_folder(top, paths)
    return outcome if folder == top else rebase(outcome, folder.relative_to(top).as_posix())


def named_folder(top: Path, paths: Sequence[Path]) -> Path:
    """The folder that the paths of reports start at, when `top` is the folder that was read."""
    only = paths[0] if len(paths) == 1 else Path()
    folder = only.absolute() if only.is_dir() else Path.cwd()
    return folder if folder.is_relative_to(top) else top


def _moved(value: Any, folder: str) -> Any:
    if isinstance(value, Place):
        return Place(relpath(value.path, folder), value.span)
    if isinstance(value, Span):
        return value
    if isinstance(value, tuple):
        return tuple([_moved(item, folder) for item in value])
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _moved(getattr(value, f.name), folder) for f in fields(value) if f.init}
        return replace(value, **changed)
    return value
