"""A Dockerfile's instructions (Dockerfile reference, docs.docker.com): continuations, comments,
here-documents, the escape directive."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.artifacts.build import commands, from_words
from mcp_lintel.artifacts.paths import parent
from mcp_lintel.artifacts.shell import Script, from_lines
from mcp_lintel.artifacts.types import Command, Runner
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span

_ESCAPE = re.compile(r"(?i)#\s*escape\s*=\s*(\S)\s*")
_DIRECTIVE = re.compile(r"#\s*[A-Za-z]+\s*=")
_HEREDOC = re.compile(r"<<-?[ \t]*['\"]?([A-Za-z_]\w*)['\"]?")
_FLAGS = re.compile(r"(?:--[a-z]+(?:=\S*)?\s+)+")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: its name in capitals, and its argument as a script with its place."""

    name: str
    argument: Script


def instructions(source: SourceFile) -> Iterator[Instruction]:
    """The instructions of a Dockerfile in order; comment lines between continued lines are left out."""
    escape, number, total = _escape(source), 1, len(source.lines)
    while number <= total:
        lines: list[Span] = []
        while number <= total:
            text, start = source.line_text(number), source.lines.line_span(number).start
            number += 1
            stripped = text.strip()
            if stripped.startswith("#") or (not stripped and lines):
                continue
            continued = stripped.endswith(escape)
            end = start + len(text.rstrip()) - continued
            lines.append(Span(start + len(text) - len(text.lstrip()), max(end, start)))
            if not continued:
                break
        number = _heredocs(source, lines, number)
        found = _instruction(source, lines)
        if found:
            yield found


def _instruction(source: SourceFile, lines: list[Span]) -> Instruction | None:
    match = re.match(r"([A-Za-z]+)\s+", source.snippet(lines[0])) if lines else None
    if match is None:
        return None
    first = Span(lines[0].start + match.end(), lines[0].end)
    if flags := _FLAGS.match(source.snippet(first) + " "):
        first = Span(min(first.start + flags.end(), first.end), first.end)
    return Instruction(match[1].upper(), _joined(source, [first, *lines[1:]]))


def _joined(source: SourceFile, lines: list[Span]) -> Script:
    """One script; lines that a here-document adds keep their line ends."""
    newline = any("<<" in source.snippet(span) for span in lines[:1])
    return from_lines(source, lines, "\n" if newline else " ")


def _heredocs(source: SourceFile, lines: list[Span], number: int) -> int:
    if not lines or not re.match(r"(?i)(run|copy|add)\s", source.snippet(lines[0])):
        return number
    for mark in _HEREDOC.findall(source.snippet(lines[-1])):
        while number <= len(source.lines):
            text, start = source.line_text(number), source.lines.line_span(number).start
            number += 1
            if text.strip() == mark:
                break
            lines.append(Span(start, start + len(text)))
    return number


def _escape(source: SourceFile) -> str:
    for number in range(1, len(source.lines) + 1):
        line = source.line_text(number).strip()
        if found := _ESCAPE.fullmatch(line):
            return found[1]
        if not _DIRECTIVE.match(line):
            break
    return "\\"


def docker_commands(source: SourceFile) -> Iterator[Command]:
    """The commands of RUN, CMD and ENTRYPOINT, in shell form and in exec form. Their folder inside the image is not
    known."""
    for item in instructions(source):
        if item.name not in ("RUN", "CMD", "ENTRYPOINT"):
            continue
        words = _exec_form(item.argument)
        if words is not None:
            place = item.argument.place(0, len(item.argument.text.rstrip()))
            found = from_words(
                [(word, place) for word in words], place, Runner.IMAGE, item.name, folder=parent(source.path)
            )
            yield from [found] if found else []
        else:
            yield from commands(_body(item.argument), Runner.IMAGE, item.name, parent(source.path))


def _exec_form(script: Script) -> list[str] | None:
    if not script.text.lstrip().startswith("["):
        return None
    try:
        words = json.loads(script.text)
    except (ValueError, RecursionError):
        return None
    return words if isinstance(words, list) and all(isinstance(word, str) for word in words) else None


def _body(script: Script) -> Script:
    """The script itself, or what a here-document alone gives to the shell."""
    match = re.match(r"\s*<<-?[ \t]*['\"]?\w+['\"]?[^\n]*\n", script.text)
    if match is None:
        return script
    blank = " " * (match.end() - 1) + "\n"
    return Script(script.path, blank + script.text[match.end() :], script.span, script.segments)


def environment(source: SourceFile) -> Iterator[tuple[str, str, Place]]:
    """The names and values that ENV gives to the process, with the place of each."""
    for item in instructions(source):
        if item.name != "ENV":
            continue
        text = item.argument.text
        if re.match(r"[A-Za-z_]\w*=", text):
            for found in re.finditer(r"([A-Za-z_]\w*)=(\"(?:[^\"\\]|\\.)*\"|'[^']*'|(?:\\.|\S)*)", text):
                yield found[1], found[2].strip("\"'"), item.argument.place(*found.span())
        elif pair := re.match(r"([A-Za-z_]\w*)\s+(.*\S)", text):
            yield pair[1], pair[2].strip("\"'"), item.argument.place(*pair.span())
