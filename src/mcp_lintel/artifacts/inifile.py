"""An INI file as values with their places: configparser reads the values as coverage.py does, a line scan finds the
spans."""

import configparser
import io
import re
from functools import cached_property

from mcp_lintel.artifacts.faults import ParseError
from mcp_lintel.artifacts.tomlfile import Entry, first_line
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span

_SECTION = re.compile(r"\[(?P<name>.+)\]")
_OPTION = re.compile(r"(?P<key>.*?)\s*[=:]\s*(?P<value>.*)$")


class IniFile:
    """One INI document. Option names are in lower case; `[DEFAULT]` reaches every section, as in configparser."""

    def __init__(self, source: SourceFile) -> None:
        """Parse the text. Raises ParseError with the line; a section or option given twice is such an error."""
        self.source = source
        self._parser = configparser.ConfigParser(interpolation=None)
        try:
            self._parser.read_file(io.StringIO(source.text, newline=None))
        except configparser.Error as error:
            raise ParseError(*_line_and_reason(error)) from error

    def sections(self) -> list[str]:
        """The section names in the order of the file, without DEFAULT."""
        return self._parser.sections()

    def has(self, section: str, option: str | None = None) -> bool:
        """Is there such a section, or such an option in it?"""
        return self._parser.has_section(section) if option is None else self._parser.has_option(section, option)

    def options(self, section: str) -> list[str]:
        """The option names of a section, defaults included; empty when there is no such section."""
        return self._parser.options(section) if self._parser.has_section(section) else []

    def get(self, section: str, option: str) -> str | None:
        """The value as text, continuation lines joined by LF; None when it is not there."""
        return self._parser.get(section, option) if self._parser.has_option(section, option) else None

    def place(self, section: str, option: str | None = None) -> Place:
        """Where a value stands; without an option, or for an unknown one, the section's header, else the first
        line."""
        entry = self._entry(section, option)
        return Place(self.source.path, entry.value) if entry else first_line(self.source)

    def entry_place(self, section: str, option: str) -> Place:
        """The span from an option's name to the end of its value."""
        entry = self._entry(section, option)
        if entry is None:
            return first_line(self.source)
        return Place(self.source.path, Span(entry.key.start, entry.value.end))

    def _entry(self, section: str, option: str | None) -> Entry | None:
        shared = [("DEFAULT", option)] if option is not None else []
        for key in ((section, option), *shared, (section, None)):
            if key in self._entries:
                return self._entries[key]
        return None

    @cached_property
    def _entries(self) -> dict[tuple[str, str | None], Entry]:
        return _scan(self.source)


def _scan(source: SourceFile) -> dict[tuple[str, str | None], Entry]:
    entries: dict[tuple[str, str | None], Entry] = {}
    section, option, indent = "", None, 0
    for number in range(1, len(source.lines) + 1):
        line = source.line_text(number)
        text = line.strip()
        if not text or text[0] in "#;":
            continue
        start = source.lines.line_span(number).start + len(line) - len(line.lstrip())
        depth = len(line) - len(line.lstrip())
        if section and option is not None and depth > indent:
            _extend(entries, (section, option), start, start + len(text))
            continue
        indent = depth
        if header := _SECTION.match(text):
            section, option = header["name"], None
            span = Span(start, start + header.end())
            entries.setdefault((section, None), Entry(span, span))
        elif found := _OPTION.match(text):
            option = found["key"].lower()
            key = Span(start, start + len(found["key"]))
            entries.setdefault((section, option), Entry(key, Span(start + found.start("value"), start + len(text))))
    return entries


def _extend(entries: dict[tuple[str, str | None], Entry], key: tuple[str, str | None], start: int, end: int) -> None:
    entry = entries.get(key)
    if entry is not None:
        empty = entry.value.start == entry.value.end
        entries[key] = Entry(entry.key, Span(start if empty else entry.value.start, end))


def _line_and_reason(error: configparser.Error) -> tuple[int, str]:
    if isinstance(error, configparser.DuplicateOptionError):
        return error.lineno or 0, f"gives the option `{error.option}` twice in [{error.section}]; keep one"
    if isinstance(error, configparser.DuplicateSectionError):
        return error.lineno or 0, f"has the section [{error.section}] twice; merge them"
    if isinstance(error, configparser.MissingSectionHeaderError):
        return error.lineno, "has a line before the first [section]"
    if isinstance(error, configparser.ParsingError) and error.errors:
        return error.errors[0][0], "has a line that is neither a [section], an option nor its continuation"
    return 0, "is not a valid INI file"
