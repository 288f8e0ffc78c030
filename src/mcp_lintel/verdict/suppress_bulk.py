"""Adding ignore comments to a file for all of its findings, everything else left as it is.

A comment goes to the end of a line of the finding, else to the end of the text around it, else on a line of
its own above, else, for the whole file, to the top. After each file its meaning is compared with before.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache
from posixpath import basename

from mcp_lintel.text.source import SourceFile
from mcp_lintel.verdict.finding import Finding
from mcp_lintel.verdict.suppress_lines import PythonLines
from mcp_lintel.verdict.suppress_meaning import meaning

_HEREDOC = re.compile(r"<<-?\s*[\"']?(\w+)[\"']?")
_DIRECTIVE = re.compile(r"#!|#.*?coding[:=]|#\s*(?:syntax|escape|check)\s*=", re.I)
_WITHOUT = (".json", ".lock", ".ipynb")
"""Ends of names of files in which nothing is a comment."""


class Form(IntEnum):
    """Where a comment stands: at the end of a line, on its own above one, or at the top for the whole file."""

    END = 0
    ABOVE = 1
    FILE = 2


Spot = tuple[int, Form]
"""A line (from 1) and a form; the line is 0 for the whole file."""


def add_ignores(source: SourceFile, findings: Sequence[Finding], reason: str) -> tuple[str, list[Finding]]:
    """The text of the file with comments that cover the findings, and those that no comment can cover."""
    before = meaning(source.path, source.text)
    if source.path.endswith(".py"):
        text, missed = _placed(source, findings, reason, lambda spot: True)
        if meaning(source.path, text) == before:
            return text, missed

    def harmless(spot: Spot) -> bool:
        return meaning(source.path, _written(source, {spot: {"a-rule"}}, reason)) == before

    return _placed(source, findings, reason, harmless)


def _placed(
    source: SourceFile, findings: Iterable[Finding], reason: str, may: Callable[[Spot], bool]
) -> tuple[str, list[Finding]]:
    """The same with comments at spots that `may` take one, the first such spot of each finding."""
    where = _Spots(source)
    may = cache(may)
    chosen: defaultdict[Spot, set[str]] = defaultdict(set)
    missed = []
    for finding in findings:
        spot = next(filter(may, where.of(finding)), None)
        if spot is None:
            missed.append(finding)
        else:
            chosen[spot].add(finding.rule)
    return _written(source, chosen, reason), missed


class _Spots:
    """The places in one file where a comment for a finding may stand, the best first."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._python = PythonLines(source) if source.path.endswith(".py") else None
        self._name = basename(source.path).lower()
        self._bodies = _heredocs(source) if "dockerfile" in self._name or "containerfile" in self._name else set()

    def of(self, finding: Finding) -> Iterator[Spot]:
        """Spots for a finding; none in a file without comments."""
        if self._name.endswith(_WITHOUT):
            return
        span = finding.place.span
        first = self._source.position(span.start).line
        lines = range(first, self._source.position(max(span.start, span.end - 1)).line + 1)
        yield from self._of_python(lines, self._python) if self._python else self._of_other(lines)
        yield 0, Form.FILE

    def _of_python(self, lines: range, python: PythonLines) -> Iterator[Spot]:
        around = [text[-1] for text in python.texts if lines[0] in text and lines[-1] in text]
        yield from ((line, Form.END) for line in (*lines, *around) if python.may_end(line))
        if python.may_precede(lines[0]):
            yield lines[0], Form.ABOVE

    def _of_other(self, lines: range) -> Iterator[Spot]:
        for line in lines:
            text = self._source.line_text(line)
            if not text.strip() or text.lstrip().startswith("#") or line in self._bodies:
                continue
            after = line > 1 and self._source.line_text(line - 1).rstrip().endswith("\\")
            if not after or "dockerfile" in self._name:
                yield line, Form.ABOVE
            if self._name.endswith((".yaml", ".yml", ".toml")):
                yield line, Form.END


def _heredocs(source: SourceFile) -> set[int]:
    """The lines of a Dockerfile that belong to here-documents, their last lines included."""
    inside: set[int] = set()
    ends: list[str] = []
    for line in range(1, len(source.lines) + 1):
        text = source.line_text(line)
        if ends:
            inside.add(line)
            if text.strip() == ends[0]:
                ends.pop(0)
        elif not text.lstrip().startswith("#"):
            ends = _HEREDOC.findall(text)
    return inside


def _written(source: SourceFile, chosen: Mapping[Spot, set[str]], reason: str) -> str:
    """The text with a comment at each spot."""
    text = source.text
    added = [_added(source, spot, f"[{', '.join(sorted(rules))}] {reason}") for spot, rules in chosen.items()]
    for place, comment in sorted(added, reverse=True):
        text = text[:place] + comment + text[place:]
    return text


def _added(source: SourceFile, spot: Spot, words: str) -> tuple[int, str]:
    """Where a comment goes into the text of a file, and the comment with what must stand around it."""
    line, form = spot
    line = line or _top(source)
    if line > len(source.lines):
        lead = "" if not source.text or source.text[-1] in "\r\n" else _line_end(source)
        return len(source.text), f"{lead}# lintel: ignore-file{words}{_line_end(source)}"
    start, own = source.lines.line_span(line).start, source.line_text(line)
    if form is Form.END:
        return start + len(own.rstrip()), f"  # lintel: ignore{words}"
    if form is Form.FILE:
        return start, f"# lintel: ignore-file{words}{_line_end(source)}"
    blanks = own[: len(own) - len(own.lstrip())]
    blanks = "" if "\t" in blanks and not source.path.endswith(".py") else blanks
    return start, f"{blanks}# lintel: ignore{words}{_line_end(source)}"


def _top(source: SourceFile) -> int:
    """The first line before which a comment for the file may stand: after lines that must come first."""
    line = 1
    while line <= len(source.lines) and line <= 3 and _DIRECTIVE.match(source.line_text(line)):
        line += 1
    return line


def _line_end(source: SourceFile) -> str:
    """The line end of a file, as its first line has it."""
    first = re.search(r"\r\n|\n|\r", source.text)
    return first[0] if first else "\n"
