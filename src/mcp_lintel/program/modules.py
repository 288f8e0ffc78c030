"""Which file an import means: paths of one project against dotted names, as Python's own search would go."""

import sys
from collections.abc import Iterable
from posixpath import basename, dirname, normpath
from posixpath import join as join_path

FRAMEWORKS = frozenset(
    {"mcp", "fastmcp", "mcp_types", "pydantic", "typing", "logging", "starlette", "fastapi"}
    | {"fastapi_mcp", "mcp_use", "arcade_mcp_server", "arcade_tdk", "chuk_mcp_server"}
)
"""Top-level names that never mean a folder of the project, whatever the project calls its folders."""


class Modules:
    """The Python files of one project by import name; paths are relative to the scanned root."""

    def __init__(self, paths: Iterable[str], project: str = ".") -> None:
        self.paths = frozenset(paths)
        self._project = "" if project == "." else project
        self._folders = {folder for path in self.paths for folder in _ancestors(path)}
        roots = [self._project, join_path(self._project, "src"), join_path(self._project, "lib")]
        self._roots = [root for root in roots if root in self._folders or root == self._project]
        self._memo: dict[tuple[str, str], str | None] = {}

    def absolute(self, name: str, importer: str) -> str | None:
        """The file or folder that `import name` means in the file `importer`; None when it is not of this project."""
        if name.partition(".")[0] in FRAMEWORKS:
            return None
        key = (name, importer)
        if key not in self._memo:
            self._memo[key] = self._search(name.split("."), importer)
        return self._memo[key]

    def relative(self, level: int, name: str, importer: str) -> str | None:
        """The file or folder that `from ..name import` with `level` dots means in `importer`."""
        folder = dirname(importer)
        for _ in range(level - 1):
            folder = dirname(folder)
        return self._at(join_path(folder, *name.split(".")) if name else folder)

    def child(self, path: str, name: str) -> str | None:
        """The submodule `name` of the package whose file or folder is `path`."""
        folder = dirname(path) if path.endswith("/__init__.py") or path == "__init__.py" else path
        return None if folder.endswith(".py") else self._at(join_path(folder, name))

    def children(self, folder: str) -> list[tuple[str, bool]]:
        """The modules right in a folder by name, in order, and whether each is a package."""
        if folder not in self._folders:
            return []
        start = f"{folder}/" if folder else ""
        inside = (path[len(start) :].split("/") for path in self.paths if path.startswith(start))
        found = {parts[0].removesuffix(".py"): len(parts) == 2 for parts in inside if _is_module(parts)}
        return sorted(found.items())

    def name(self, path: str) -> str:
        """The dotted name people would use for the module at `path`."""
        best = max((root for root in self._roots if _inside(path, root)), key=len, default="")
        stem = path[len(best) :].lstrip("/").removesuffix(".py").removesuffix("/__init__")
        return stem.replace("/", ".")

    def _search(self, parts: list[str], importer: str) -> str | None:
        folders = [folder for folder in _ancestors(importer) if _inside(folder, self._project)]
        if parts[0] in sys.stdlib_module_names:  # a module beside one in a package does not hide the library's
            folders = [folder for folder in folders if join_path(folder, "__init__.py") not in self.paths]
        for root in dict.fromkeys([*self._roots, *folders]):
            found = self._at(join_path(root, *parts))
            if found is not None and (found != importer or basename(found) == "__init__.py"):
                return found
        return None

    def _at(self, stem: str) -> str | None:
        stem = normpath(stem) if stem else ""
        stem = "" if stem == "." else stem
        for path in (f"{stem}.py", join_path(stem, "__init__.py")):
            if path in self.paths:
                return path
        return stem if stem in self._folders else None


def _is_module(parts: list[str]) -> bool:
    return (len(parts) == 1 and parts != ["__init__.py"]) or (len(parts) == 2 and parts[1] == "__init__.py")


def _ancestors(path: str) -> list[str]:
    """The folders above a path, nearest first; the root is the empty string."""
    folders = []
    while path:
        path = dirname(path)
        folders.append(path)
    return folders


def _inside(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(folder + "/")
