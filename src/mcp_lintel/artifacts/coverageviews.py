"""TOML and INI files as coverage.py 7.17 looks at them (`coverage/tomlconfig.py`, `coverage/config.py`)."""

from typing import Any

from mcp_lintel.artifacts.inifile import IniFile
from mcp_lintel.artifacts.tomlfile import TomlFile, first_line
from mcp_lintel.text.span import Place, Span

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


class TomlView:
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


class IniView:
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
