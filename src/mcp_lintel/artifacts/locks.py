"""Exact versions: lock files and the metadata of installed distributions."""

from collections.abc import Iterator
from typing import Any

from mcp_lintel.artifacts.inifile import IniFile
from mcp_lintel.artifacts.requirements import normalised, requirement
from mcp_lintel.artifacts.tomlfile import TomlFile
from mcp_lintel.artifacts.types import ConsoleScript, LockedVersion, Manifest, Requirement
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span


def locked_versions(file: TomlFile) -> Iterator[LockedVersion]:
    """The packages of uv.lock, poetry.lock, pdm.lock (`[[package]]`) or pylock.toml (`[[packages]]`, PEP 751)."""
    for key in ("package", "packages"):
        packages = file.get(key)
        for package in packages if isinstance(packages, list) else []:
            name, version = _text(package, "name"), _text(package, "version")
            if name and version:
                yield LockedVersion(normalised(name), version, file.source.path)


def _text(table: Any, key: str) -> str:
    value = table.get(key) if isinstance(table, dict) else None
    return value if isinstance(value, str) else ""


def metadata(source: SourceFile) -> Manifest:
    """What a `METADATA` or `PKG-INFO` file says (core metadata specification); an extra's requirements are
    optional."""
    fields: dict[str, str] = {}
    always: list[Requirement] = []
    optional: list[Requirement] = []
    for number in range(1, len(source.lines) + 1):
        line = source.line_text(number)
        if not line:
            break
        key, colon, value = line.partition(":")
        value = value.strip()
        if not colon or line[0].isspace():
            continue
        if key.lower() == "requires-dist":
            start = source.lines.line_span(number).start + line.index(value, len(key))
            found = requirement(value, Place(source.path, Span(start, start + len(value))))
            if found is not None:
                (optional if "extra" in found.marker else always).append(found)
        else:
            fields.setdefault(key.lower(), value)
    name, version = fields.get("name", ""), fields.get("version", "")
    first = Place(source.path, Span(0, len(source.line_text(1))))
    return Manifest(name, version, fields.get("requires-python", ""), tuple(always), tuple(optional), place=first)


def entry_points(file: IniFile) -> Iterator[ConsoleScript]:
    """The console scripts of an `entry_points.txt` (entry points specification)."""
    for name in file.options("console_scripts"):
        target = file.get("console_scripts", name) or ""
        yield ConsoleScript(name, target.split("[")[0].strip(), file.place("console_scripts", name))
