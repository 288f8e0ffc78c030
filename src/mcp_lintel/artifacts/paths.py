"""Paths of a project as texts: relative to the scanned root, `/` only."""

import posixpath
import re
from collections.abc import Sequence

_ANCHORS = ("pyproject.toml", "setup.cfg", "setup.py")


def join(folder: str, name: str) -> str | None:
    """`name` as seen from `folder`, normalised; None when it leads out of
    the root, is absolute or holds an expansion."""
    if any(mark in name for mark in "${`~") or name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return None
    path = posixpath.normpath(posixpath.join(folder, name.replace("\\", "/")))
    return None if path == ".." or path.startswith("../") else path


def parent(path: str) -> str:
    """The folder of a path, `.` for the root."""
    return posixpath.dirname(path) or "."


def base(path: str) -> str:
    """The last part of a path."""
    return posixpath.basename(path)


def relative(path: str, folder: str) -> str | None:
    """`path` as seen from `folder`, None when it is not inside."""
    if folder == ".":
        return path
    return path[len(folder) + 1 :] if path.startswith(folder + "/") else None


def inside(path: str, folder: str) -> bool:
    """Is `path` the folder itself or inside it?"""
    return folder in (".", path) or path.startswith(folder + "/")


def project_folder(paths: Sequence[str]) -> str:
    """The folder of a project by its files: the highest one with a packaging file, else the deepest that holds them
    all."""
    anchored = [parent(path) for path in paths if base(path) in _ANCHORS]
    anchored += [parent(parent(path)) for path in paths if path.endswith(".dist-info/METADATA")]
    if anchored:
        return min(anchored, key=lambda folder: (folder.count("/") + (folder != "."), folder))
    if not paths:
        return "."
    common = posixpath.commonpath([parent(path) for path in paths])
    return common or "."
