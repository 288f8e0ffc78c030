"""Commands in Makefiles and justfiles: the recipe lines of each target, simple variables filled in where a command is
one."""

import re
from collections.abc import Iterator

from mcp_lintel.artifacts.build import commands
from mcp_lintel.artifacts.paths import parent
from mcp_lintel.artifacts.shell import Script, from_lines
from mcp_lintel.artifacts.types import Command, Runner
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Span

_TARGET = re.compile(r"@?([A-Za-z0-9_.%/$(){}-][^:=#\n]*?)\s*:(?![=:]*=)")
_VARIABLE = re.compile(r"(?:export\s+)?([A-Za-z_]\w*)\s*(?::|\?|::)?=\s*(.*)")
_USE = re.compile(r"\$[({]([A-Za-z_]\w*)[)}]")


def make_commands(source: SourceFile) -> Iterator[Command]:
    """The commands of a Makefile's recipes (GNU make manual, 5.1);
    `@`, `-` and `+` before them are left out."""
    variables = _variables(source)
    for target, lines in _recipes(source):
        for script in _scripts(source, lines):
            yield from commands(_filled(script, variables), Runner.MAKE, f"target {target}", parent(source.path))


def _recipes(source: SourceFile) -> Iterator[tuple[str, list[Span]]]:
    target, lines = "", list[Span]()
    for number in range(1, len(source.lines) + 1):
        line = source.line_text(number)
        start = source.lines.line_span(number).start
        if target and line[:1] in ("\t", " ") and line.strip():
            indent = len(line) - len(line.lstrip())
            lines.append(Span(start + indent, start + len(line)))
        elif line.strip() and not line.startswith("#"):
            if lines:
                yield target, lines
            found = _TARGET.match(line)
            target, lines = (found[1], []) if found else ("", [])
            _, semicolon, rest = line.partition(";") if found else ("", "", "")
            if semicolon and rest.strip():
                lines.append(Span(start + len(line) - len(rest.lstrip()), start + len(line)))
    if lines:
        yield target, lines


def _scripts(source: SourceFile, lines: list[Span]) -> Iterator[Script]:
    """One script a logical line: each runs in a shell of its own, so a `cd` ends with it."""
    held: list[Span] = []
    for span in lines:
        text = source.snippet(span)
        head = len(text) - len(text.lstrip("@-+ \t")) if not held else 0
        held.append(Span(span.start + head, span.end))
        if not text.endswith("\\"):
            yield from_lines(source, held)
            held = []
    if held:
        yield from_lines(source, held)


def _variables(source: SourceFile) -> dict[str, str]:
    found: dict[str, str] = {}
    for number in range(1, len(source.lines) + 1):
        line = source.line_text(number)
        match = _VARIABLE.match(line)
        if match and not line[0].isspace():
            found.setdefault(match[1], match[2].strip())
    return found


def _filled(script: Script, variables: dict[str, str]) -> Script:
    """The script with known variables filled in, twice deep; its words then stand at the whole line."""
    text = script.text
    for _ in range(2):
        text = _USE.sub(lambda use: variables.get(use[1], use[0]), text)[:20_000]
    return script if text == script.text else Script(script.path, text, script.span)
