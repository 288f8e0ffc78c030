"""What the packaging files of one project say together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from mcp_lintel.artifacts.faults import Reader
from mcp_lintel.artifacts.inifile import IniFile
from mcp_lintel.artifacts.locks import entry_points, locked_versions, metadata
from mcp_lintel.artifacts.paths import base, join, relative
from mcp_lintel.artifacts.requirements import normalised, pinned, requirement, requirement_lines
from mcp_lintel.artifacts.setup import cfg_manifest, py_manifest
from mcp_lintel.artifacts.tomlfile import TomlFile
from mcp_lintel.artifacts.types import ConsoleScript, LockedVersion, Manifest, Requirement
from mcp_lintel.text.source import SourceFile

_LOCKS = re.compile(r"(?:uv|poetry|pdm)\.lock|pylock(?:\.[^.]+)?\.toml")
_REQUIREMENTS = re.compile(r"(?:[^/]*requirements[^/]*\.txt|requirements/[^/]+\.txt)")
DIRECT = frozenset({"git", "url", "path", "file", "workspace"})
"""Keys with which Poetry and uv name where a dependency comes from, other than an index."""
_DEVELOPMENT = re.compile(r"dev|test|lint|doc|ci|build|optional|extra|type", re.IGNORECASE)


def read_manifest(paths: Sequence[str], folder: str, reader: Reader) -> Manifest:
    """The manifest of the project in `folder`; where two files say something, pyproject.toml comes first, metadata
    last."""
    known = set(paths)
    parts = [part for part in _declared(folder, known, reader) if part is not None]
    parts += [part for path in paths if (part := _metadata(path, folder, reader)) is not None]
    requirements = list(_requirement_files(paths, folder, reader))
    if not any(part.dependencies for part in parts):
        parts.append(Manifest(dependencies=tuple(r for r in requirements if not r.group)))
    development = tuple(r for r in requirements if r.group)
    locked = [lock for path in paths for lock in _locked(path, folder, reader)]
    for part in parts:
        locked += pinned((*part.dependencies, *part.optional), part.place.path if part.place else "")
    scripts = {(script.name, script.target): script for part in reversed(parts) for script in part.scripts}
    return Manifest(
        name=_first(part.name for part in parts),
        version=_first(part.version for part in parts),
        requires_python=_first(part.requires_python for part in parts),
        dependencies=next((part.dependencies for part in parts if part.dependencies), ()),
        optional=(*next((part.optional for part in parts if part.optional), ()), *development),
        locked=tuple(dict.fromkeys(locked)),
        scripts=tuple(scripts.values()),
        place=next((part.place for part in parts if part.place), None),
    )


def _first(texts: Iterator[str]) -> str:
    return next((text for text in texts if text), "")


def _declared(folder: str, known: set[str], reader: Reader) -> Iterator[Manifest | None]:
    path = join(folder, "pyproject.toml") or ""
    if path in known and (file := reader.parse(path, TomlFile)):
        yield pyproject_manifest(file)
    path = join(folder, "setup.cfg") or ""
    if path in known and (cfg := reader.parse(path, IniFile)):
        yield cfg_manifest(cfg)
    path = join(folder, "setup.py") or ""
    if path in known:
        yield reader.parse(path, py_manifest)


def _metadata(path: str, folder: str, reader: Reader) -> Manifest | None:
    inner = relative(path, folder) or ""
    if re.fullmatch(r"[^/]+\.dist-info/METADATA|PKG-INFO", inner):
        return reader.parse(path, metadata)
    if re.fullmatch(r"[^/]+\.dist-info/entry_points\.txt", inner):
        file = reader.parse(path, IniFile)
        return Manifest(scripts=tuple(entry_points(file))) if file else None
    return None


def _requirement_files(paths: Sequence[str], folder: str, reader: Reader) -> Iterator[Requirement]:
    for path in paths:
        inner = relative(path, folder) or ""
        if _REQUIREMENTS.fullmatch(inner):
            group = base(inner) if _DEVELOPMENT.search(inner.replace("requirements", "")) else ""
            found = reader.parse(path, _requirement_list)
            yield from (replace(item, group=group) for item in found or ())


def _requirement_list(source: SourceFile) -> list[Requirement]:
    return list(requirement_lines(source))


def _locked(path: str, folder: str, reader: Reader) -> Iterator[LockedVersion]:
    if _LOCKS.fullmatch(relative(path, folder) or "") and (file := reader.parse(path, TomlFile)):
        yield from locked_versions(file)


def pyproject_manifest(file: TomlFile) -> Manifest | None:
    """What `[project]` (PEP 621), `[dependency-groups]` (PEP 735) and
    `[tool.poetry]` say; None when neither is there."""
    project, poetry = file.table("project"), file.table("tool", "poetry")
    if not project and not poetry:
        return None
    keys = ("project",) if project else ("tool", "poetry")
    table = project or poetry
    elsewhere = _elsewhere(file)
    return Manifest(
        name=_string(table.get("name")),
        version=_string(table.get("version")),
        requires_python=_string(project.get("requires-python"))
        or _string(file.get("tool", "poetry", "dependencies", "python")),
        dependencies=tuple(replace(one, direct=one.direct or one.name in elsewhere) for one in _required(file)),
        optional=tuple(replace(one, direct=one.direct or one.name in elsewhere) for one in _optional(file)),
        scripts=tuple(_scripts(file, project, poetry)),
        place=file.place(*keys),
    )


def _elsewhere(file: TomlFile) -> frozenset[str]:
    """The dependencies that `[tool.uv.sources]` takes from a repository, a URL or a folder."""
    sources = file.table("tool", "uv", "sources").items()
    each = [(name, one) for name, given in sources for one in (given if isinstance(given, list) else [given])]
    return frozenset(normalised(name) for name, one in each if isinstance(one, dict) and DIRECT & one.keys())


def _required(file: TomlFile) -> Iterator[Requirement]:
    yield from _list(file, file.get("project", "dependencies"), ("project", "dependencies"), "")
    yield from _poetry(file, ("tool", "poetry", "dependencies"), "")


def _optional(file: TomlFile) -> Iterator[Requirement]:
    for keys in (
        ("project", "optional-dependencies"),
        ("dependency-groups",),
        ("tool", "pdm", "dev-dependencies"),
    ):
        for group, items in file.table(*keys).items():
            yield from _list(file, items, (*keys, group), group)
    keys = ("tool", "uv", "dev-dependencies")
    yield from _list(file, file.get(*keys), keys, "dev")
    for group in file.table("tool", "poetry", "group"):
        yield from _poetry(file, ("tool", "poetry", "group", group, "dependencies"), group)
    yield from _poetry(file, ("tool", "poetry", "dev-dependencies"), "dev")


def _list(file: TomlFile, items: Any, keys: tuple[str, ...], group: str) -> Iterator[Requirement]:
    for index, text in enumerate(items if isinstance(items, list) else []):
        found = requirement(text, file.place(*keys, index), group) if isinstance(text, str) else None
        if found is not None:
            yield found


def _poetry(file: TomlFile, keys: tuple[str, ...], group: str) -> Iterator[Requirement]:
    for name, value in file.table(*keys).items():
        version = value.get("version", "") if isinstance(value, dict) else value
        optional = isinstance(value, dict) and value.get("optional") is True
        if name.lower() != "python":
            text = poetry_specifier(version) if isinstance(version, str) else ""
            found = requirement(name, file.entry_place(*keys, name), group or ("optional" if optional else ""))
            if found is not None:
                direct = isinstance(value, dict) and bool(DIRECT & value.keys())
                yield Requirement(found.name, text, found.place, group=found.group, direct=direct)


def poetry_specifier(text: str) -> str:
    """A Poetry constraint as a PEP 440 specifier: caret and tilde become ranges, a bare version an exact one."""
    parts = [_poetry_part(part.strip()) for part in text.split("||", maxsplit=1)[0].split(",")]
    return ",".join(part for part in parts if part)


def _poetry_part(text: str) -> str:
    found = re.fullmatch(r"([\^~]?)\s*v?(\d+(?:\.\d+)*)(.*)", text)
    if found is None:
        return "" if text == "*" else text
    mark, release, rest = found[1], [int(number) for number in found[2].split(".")], found[3]
    if not mark:
        return f"=={text}"
    at = (
        next((i for i, number in enumerate(release) if number), len(release) - 1)
        if mark == "^"
        else min(1, len(release) - 1)
    )
    upper = [*release[:at], release[at] + 1]
    return f">={found[2]}{rest},<{'.'.join(map(str, upper))}"


def _scripts(file: TomlFile, project: dict[str, Any], poetry: dict[str, Any]) -> Iterator[ConsoleScript]:
    for keys, table in ((("project", "scripts"), project), (("tool", "poetry", "scripts"), poetry)):
        scripts = table.get("scripts")
        for name, target in scripts.items() if isinstance(scripts, dict) else []:
            target = target.get("reference", target.get("callable", "")) if isinstance(target, dict) else target
            if isinstance(target, str):
                yield ConsoleScript(name, target.split("[")[0].strip(), file.place(*keys, name))


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
