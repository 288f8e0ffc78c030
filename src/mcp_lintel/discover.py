"""Which files there are below a folder, and which of them belong to one project.

Git's own list is used where there is one. Git is run with the hooks and monitors of the scanned repository switched
off, because its settings may be hostile; links are never followed.
"""

import os
import subprocess
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename, dirname

from pathspec import GitIgnoreSpec

EXCLUDED = (
    ".*/", "__pycache__/", "node_modules/", "venv/", "env/", "build/", "dist/", "site-packages/", "*.egg-info/",
    "_vendor/", "vendor/", "vendored/", "third_party/", "*_pb2.py", "*_pb2_grpc.py",
    "!.github/", "!.gitlab/", "!.circleci/",
)  # fmt: skip
"""What is never looked at unless a setting says otherwise, as gitignore patterns."""
MARKERS = ("pyproject.toml", "setup.py", "setup.cfg")
TEST_FOLDERS = frozenset({"test", "tests", "testing", "__tests__"})


class UsageError(Exception):
    """Something the user asked for cannot be done; the message says what, where and what to do."""


class NoPythonError(UsageError):
    """What was named holds no Python file."""


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """The files of one project: `path` is its folder (`.` for the top), `files` all its files, `above` those of
    folders around it."""

    path: str
    files: tuple[str, ...]
    above: tuple[str, ...] = ()

    @property
    def python(self) -> tuple[str, ...]:
        """Its Python modules that are not tests, in path order."""
        return tuple(f for f in self.files if f.endswith(".py") and not self.is_test(f))

    def is_test(self, path: str) -> bool:
        """Is a file a test, by its name or its folder inside the project?"""
        inner = path if self.path == "." else path[len(self.path) + 1 :]
        name = basename(inner)
        if name == "conftest.py" or name.startswith("test_") or name.endswith("_test.py"):
            return True
        return bool(TEST_FOLDERS & set(inner.split("/")[:-1]))


def project_top(folder: Path) -> Path:
    """The folder of the project that holds `folder`: the nearest one with a project file, up to the repository's
    top."""
    for candidate in (folder, *folder.parents):
        if any((candidate / marker).is_file() for marker in MARKERS):
            return candidate
        if (candidate / ".git").exists():
            return candidate
        if candidate == Path.home():
            break
    return folder


def list_files(
    top: Path, exclude: Sequence[str] | None, extend_exclude: Sequence[str], *, respect_gitignore: bool = True
) -> tuple[str, ...]:
    """Every file below `top` that is not excluded, as sorted paths relative to it with `/`."""
    patterns = [*(EXCLUDED if exclude is None else exclude), *extend_exclude]
    spec = GitIgnoreSpec.from_lines(patterns)
    listed = _from_git(top) if respect_gitignore else None
    files = listed if listed is not None else list(_walk(top, spec, respect_gitignore=respect_gitignore))
    return tuple(sorted(path for path in set(files) if not spec.match_file(path)))


def _from_git(top: Path) -> list[str] | None:
    """Git's list of tracked and untracked files that are not ignored; None where git cannot say."""
    if not any((folder / ".git").exists() for folder in (top, *top.parents)):
        return None
    safe = [
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=/dev/null",
        "-c",
        f"safe.directory={top}",
        "-c",
        "safe.directory=*",
    ]
    command = ["git", *safe, "-C", str(top), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {"GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=60, env=environment)
    except (OSError, subprocess.SubprocessError):
        return None
    paths = done.stdout.decode("utf-8", "surrogateescape").split("\0")
    return [path for path in paths if path and os.path.lexists(top / path) and not (top / path).is_dir()]


def _walk(top: Path, spec: GitIgnoreSpec, *, respect_gitignore: bool) -> Iterator[str]:
    ignores: dict[str, GitIgnoreSpec] = {}
    for current, folders, names in os.walk(top, followlinks=False):
        here = os.path.relpath(current, top).replace(os.sep, "/")
        here = "" if here == "." else here
        if respect_gitignore and ".gitignore" in names:
            lines = (Path(current) / ".gitignore").read_text("utf-8", "replace").splitlines()
            ignores[here] = GitIgnoreSpec.from_lines(lines)
        kept = []
        for folder in sorted(folders):
            path = f"{here}/{folder}" if here else folder
            link = os.path.islink(os.path.join(current, folder))
            environment = os.path.exists(os.path.join(current, folder, "pyvenv.cfg"))
            if not link and not environment and not spec.match_file(path + "/") and not _ignored(path + "/", ignores):
                kept.append(folder)
        folders[:] = kept
        for name in names:
            path = f"{here}/{name}" if here else name
            if not _ignored(path, ignores):
                yield path


def _ignored(path: str, ignores: dict[str, GitIgnoreSpec]) -> bool:
    for folder, spec in ignores.items():
        inner = path if not folder else path[len(folder) + 1 :] if path.startswith(folder + "/") else None
        if inner and spec.match_file(inner):
            return True
    return False


def split_projects(files: Collection[str]) -> list[ProjectFiles]:
    """Files by project: each folder with a project file is one, and the top is one for what no other holds."""
    roots = {dirname(path) or "." for path in files if basename(path) in MARKERS}
    roots |= {dirname(p) or "." for p in files if basename(p) == "requirements.txt" and _has_code_beside(p, files)}
    roots.add(".")
    groups: dict[str, list[str]] = {root: [] for root in roots}
    for path in files:
        groups[_owner(path, roots)].append(path)
    projects = []
    for root in sorted(groups):
        own = sorted(groups[root])
        above = sorted(p for other in groups for p in groups[other] if other != root and _holds(other, root))
        if own:
            projects.append(ProjectFiles(root, tuple(own), tuple(above)))
    return projects


def _has_code_beside(path: str, files: Collection[str]) -> bool:
    folder = dirname(path)
    return any(f.endswith(".py") and dirname(f) == folder for f in files) and basename(folder) not in TEST_FOLDERS


def _owner(path: str, roots: set[str]) -> str:
    folder = dirname(path)
    while folder:
        if folder in roots:
            return folder
        folder = dirname(folder)
    return "."


def _holds(outer: str, inner: str) -> bool:
    return outer == "." or inner.startswith(outer + "/")


def links(top: Path, paths: Iterable[str]) -> dict[str, str]:
    """The paths that are links, with what is wrong with each; a link inside the folder is only left out ("")."""
    found = {}
    base = top.resolve()
    for path in paths:
        full = top / path
        if not full.is_symlink():
            continue
        try:
            target = full.resolve(strict=True)
        except (OSError, RuntimeError):
            found[path] = "is a link that leads nowhere or to itself; it was not read"
            continue
        found[path] = "" if target.is_relative_to(base) else "is a link that leads out of the folder; it was not read"
    return found


def frame(paths: Sequence[Path]) -> tuple[Path, tuple[str, ...] | None]:
    """The folder to read, and the paths to report on relative to it (None for everything); raises UsageError."""
    absolute = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: there is no such file or folder")
        absolute.append(path.absolute())
    folders = [path if path.is_dir() else path.parent for path in absolute]
    common = Path(os.path.commonpath(folders))
    top = project_top(common)
    if len(absolute) == 1 and absolute[0] == top:
        return top, None
    return top, tuple(path.relative_to(top).as_posix() for path in absolute)


def touches(project: str, path: str) -> bool:
    """Does a path lie in a project, or a project in it? Both relative to the folder that is read."""
    return "." in (project, path) or project == path or _holds(project, path) or _holds(path, project)
