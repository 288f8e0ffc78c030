"""coverage.py's own settings: which file it reads and what stands there, as coverage.py 7.17 does it
(`coverage/config.py`).

It tries `.coveragerc`, `.coveragerc.toml`, setup.cfg, tox.ini and pyproject.toml in the working folder and
stops at the first of its own files that exists, or at the first of the shared ones that sets an option it
knows. A file named on the command line or in `COVERAGE_RCFILE` is read alone.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from mcp_lintel.artifacts.faults import Reader
from mcp_lintel.artifacts.inifile import IniFile
from mcp_lintel.artifacts.paths import join
from mcp_lintel.artifacts.tomlfile import TomlFile, first_line
from mcp_lintel.artifacts.types import Gate, Origin
from mcp_lintel.text.span import Place, Span

SEARCHED = (".coveragerc", ".coveragerc.toml", "setup.cfg", "tox.ini", "pyproject.toml")
"""The files coverage.py looks for, in order; the first two are its own."""

_OWN = frozenset(SEARCHED[:2])
_KNOWN = """
run: branch command_line concurrency context core cover_pylib data_file debug debug_file disable_warnings
run: dynamic_context include omit parallel patch plugins relative_files sigterm source source_pkgs
run: source_dirs timid _crash
report: exclude_lines exclude_also fail_under format ignore_errors include_namespace_packages
report: partial_branches partial_branches_always partial_also precision contexts include omit show_missing
report: skip_covered skip_empty sort
html: directory extra_css show_contexts skip_covered skip_empty title
xml: output package_depth
json: output pretty_print show_contexts
lcov: output line_checksums
"""
_OPTIONS = tuple(
    (section, option)
    for section, _, options in (line.partition(": ") for line in _KNOWN.strip().splitlines())
    for option in options.split()
)
_TARGETS = ("source", "source_pkgs", "source_dirs", "include")


@dataclass(frozen=True, slots=True)
class Aim:
    """One entry of `source`, `source_pkgs`, `source_dirs` or `include`, by the option it stands under."""

    option: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class CoverageFile:
    """What one file tells coverage.py; `header` is the nearest section to report at."""

    path: str
    gate: Gate | None
    aims: tuple[Aim, ...]
    header: Place
    broken: bool = False


def searched(folder: str, known: Collection[str], reader: Reader) -> list[CoverageFile]:
    """The files in `folder` that have settings for coverage.py; it
    reads the first and passes over the others."""
    found: list[CoverageFile] = []
    for name in SEARCHED:
        path = join(folder, name)
        if path is not None and path in known and (file := read_coverage_file(path, own=name in _OWN, reader=reader)):
            found.append(file)
    return found


def read_coverage_file(path: str, *, own: bool, reader: Reader) -> CoverageFile | None:
    """What `path` tells coverage.py; None when a shared file sets
    nothing that it knows. An own file always counts."""
    view = _view(path, own, reader)
    if view is None:
        return CoverageFile(path, None, (), Place(path, Span(0, 0)), broken=True)
    if not own and not view.used():
        return None
    before = len(reader.faults)
    gate, aims = _gate(view, reader), tuple(_aims(view, reader))
    return CoverageFile(path, gate, aims, view.header(), broken=len(reader.faults) > before)


def _view(path: str, own: bool, reader: Reader) -> "_TomlView | _IniView | None":
    if path.endswith(".toml"):
        toml = reader.parse(path, TomlFile)
        return _TomlView(toml, own) if toml is not None else None
    ini = reader.parse(path, IniFile)
    return _IniView(ini, own) if ini is not None else None


class _TomlView:
    """TOML as coverage.py sees it: `[tool.coverage.run]`, in an own file `[run]` too."""

    def __init__(self, file: TomlFile, own: bool) -> None:
        self.file = file
        self.own = own

    def _section(self, section: str) -> tuple[str, ...] | None:
        for keys in (("tool", "coverage", section), (section,)):
            if (len(keys) > 1 or self.own) and isinstance(self.file.get(*keys), dict):
                return keys
        return None

    def used(self) -> bool:
        """Does the file set an option that coverage.py knows?"""
        known = any(self.value(section, option) is not None for section, option in _OPTIONS)
        return known or bool(self.file.table("tool", "coverage", "paths"))

    def value(self, section: str, option: str) -> Any:
        """The option's value as TOML has it, or None."""
        keys = self._section(section)
        return self.file.get(*keys, option) if keys else None

    def entry(self, section: str, option: str) -> Place:
        """The place of the option with its value."""
        return self.file.entry_place(*(self._section(section) or ()), option)

    def items(self, section: str, option: str) -> list[tuple[str, Place]] | None:
        """A list option's items; None when it is not a list of texts, on which coverage.py stops."""
        keys, value = self._section(section) or (), self.value(section, option)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            return None
        return [(item, self.file.place(*keys, option, index)) for index, item in enumerate(value)]

    def header(self) -> Place:
        """The section for a gate, or what comes nearest to it."""
        for section in ("report", "run"):
            if keys := self._section(section):
                return self.file.place(*keys)
        return self.file.place("tool", "coverage")


class _IniView:
    """INI as coverage.py sees it: `[coverage:run]`, in an own file `[run]` too."""

    def __init__(self, file: IniFile, own: bool) -> None:
        self.file = file
        self.own = own

    def _section(self, section: str) -> str | None:
        names = (f"coverage:{section}", section) if self.own else (f"coverage:{section}",)
        return next((name for name in names if self.file.has(name)), None)

    def used(self) -> bool:
        """Does the file set an option that coverage.py knows?"""
        known = any(self.value(section, option) is not None for section, option in _OPTIONS)
        return known or bool(self.file.options("coverage:paths"))

    def value(self, section: str, option: str) -> str | None:
        """The option's value as text, or None."""
        name = self._section(section)
        return self.file.get(name, option) if name else None

    def entry(self, section: str, option: str) -> Place:
        """The place of the option with its value."""
        return self.file.entry_place(self._section(section) or "", option)

    def items(self, section: str, option: str) -> list[tuple[str, Place]] | None:
        """A list option's items, parted by commas and line ends."""
        value, span = (
            self.value(section, option) or "",
            self.file.place(self._section(section) or "", option).span,
        )
        found, position = [], span.start
        for item in (part.strip() for line in value.split("\n") for part in line.split(",")):
            if item:
                start = self.file.source.text.find(item, position, span.end)
                place = Span(start, start + len(item)) if start >= 0 else span
                position = max(position, place.end) if start >= 0 else position
                found.append((item, Place(self.file.source.path, place)))
        return found

    def header(self) -> Place:
        """The section for a gate, or what comes nearest to it."""
        for section in ("report", "run"):
            if name := self._section(section):
                return self.file.place(name)
        return first_line(self.file.source)


def _gate(view: _TomlView | _IniView, reader: Reader) -> Gate | None:
    value = view.value("report", "fail_under")
    if value is None:
        return None
    place = view.entry("report", "fail_under")
    number = percent(value)
    if number is None and not (isinstance(value, str) and "$" in value):
        source = view.file.source
        line = source.position(place.span.start).line
        reader.fault(source.path, line, "gives `fail_under` a value that is not a number; coverage.py stops on it")
    shown = value if isinstance(value, str | int | float) else "…"
    return Gate(number, place, Origin.COVERAGE, f"fail_under = {shown}")


def percent(value: object) -> float | None:
    """A percentage as coverage.py reads it; None when it is not a number or needs the environment."""
    if isinstance(value, int | float):
        return float(value)
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _aims(view: _TomlView | _IniView, reader: Reader) -> Iterator[Aim]:
    for option in _TARGETS:
        if view.value("run", option) is None:
            continue
        items = view.items("run", option)
        if items is None:
            source = view.file.source
            line = source.position(view.entry("run", option).span.start).line
            reader.fault(
                source.path,
                line,
                f"gives `{option}` something that is not a list of texts; coverage.py stops on it",
            )
        for name, place in items or ():
            yield Aim(option, name, place)
