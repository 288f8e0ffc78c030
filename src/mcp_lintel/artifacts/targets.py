"""Does what coverage is pointed at exist, and is it the product or its tests?"""

import re
from collections.abc import Collection
from pathlib import Path

from mcp_lintel.artifacts.coveragerc import Aim
from mcp_lintel.artifacts.paths import join, relative
from mcp_lintel.artifacts.requirements import normalised
from mcp_lintel.artifacts.types import CoverageTarget, Manifest, Origin

_TESTS = frozenset({"tests", "test"})
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


class Tree:
    """The files of one project, asked for folders and packages."""

    def __init__(self, root: Path, folder: str, paths: Collection[str], manifest: Manifest) -> None:
        self._root = root
        self._folder = folder
        self._folders = {path[:i] for path in paths for i, char in enumerate(path) if char == "/"}
        self._files = set(paths)
        self._modules = "\n".join(f"/{path}" for path in paths if path.endswith((".py", ".pyi", ".pyx", ".so")))
        self._installed = {r.name for r in (*manifest.dependencies, *manifest.optional)}

    def target(self, aim: Aim, origin: Origin, folder: str | None = None) -> CoverageTarget:
        """The target that an aim names."""
        return CoverageTarget(aim.name, aim.place, origin, self._exists(aim, folder), _is_tests(aim.name))

    def _exists(self, aim: Aim, folder: str | None) -> bool | None:
        name = aim.name.rstrip("/") or aim.name
        if aim.option == "include" or any(mark in name for mark in "$*?{~<") or name.startswith("/") or ":" in name:
            return None
        for base in {self._folder, folder or self._folder}:
            path = join(base, name)
            if path is None:
                return None
            if path in self._folders or path in (".", self._folder) or (self._root / path).is_dir():
                return True
        if _DOTTED.fullmatch(name):
            return self._package(name)
        return None if "/" in name and "site-packages" in name else False

    def _package(self, name: str) -> bool | None:
        inner = re.escape(name.replace(".", "/"))
        if re.search(rf"/{inner}(?:/|\.[^/\n]*$)", self._modules, re.MULTILINE):
            return True
        return None if normalised(name.partition(".")[0]) in self._installed else False


def canonical(name: str) -> str:
    """A target as a dotted name, so that `src/pkg`, `./pkg` and `pkg` compare equal."""
    inner = re.sub(r"^(?:\./)?(?:src/)?", "", name.rstrip("/"))
    return inner.replace("/", ".")


def _is_tests(name: str) -> bool:
    parts = [part for part in re.split(r"[./\\]", name) if part]
    return bool(parts) and (parts[0] in _TESTS or (parts[-1] in _TESTS and len(parts) > 1 and parts[0] == "src"))


def has_tests(paths: Collection[str], folder: str) -> bool:
    """Is there a file that pytest collects?"""
    names = re.compile(r"(?:.*/)?(?:test_[^/]*|[^/]*_test)\.py")
    return any(names.fullmatch(relative(path, folder) or "") for path in paths)
