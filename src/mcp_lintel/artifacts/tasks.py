"""Commands of Python's task runners: tox, nox, invoke, script tables of pyproject.toml, package.json, shell
scripts."""

import ast
import json
from collections.abc import Iterator
from typing import Any

from mcp_lintel.artifacts.build import commands, from_words
from mcp_lintel.artifacts.faults import ParseError
from mcp_lintel.artifacts.inifile import IniFile
from mcp_lintel.artifacts.paths import base, parent
from mcp_lintel.artifacts.setup import source_span
from mcp_lintel.artifacts.shell import Script, verbatim
from mcp_lintel.artifacts.tomlfile import TomlFile, first_line
from mcp_lintel.artifacts.types import Command, Runner
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span

_SCRIPT_TABLES = (
    ("tool", "poe", "tasks"),
    ("tool", "pdm", "scripts"),
    ("tool", "taskipy", "tasks"),
    ("tool", "pixi", "tasks"),
    ("tool", "rye", "scripts"),
    ("tool", "hatch", "envs"),
    ("tool", "tox"),
)
_MAX_DEPTH = 8


def ini_commands(file: IniFile) -> Iterator[Command]:
    """`commands` of the test environments of tox.ini or setup.cfg (tox 4 configuration)."""
    for section in file.sections():
        name = section.removeprefix("tox:")
        if name.startswith("testenv"):
            for option in ("commands_pre", "commands", "commands_post"):
                if file.has(section, option):
                    span = file.place(section, option).span
                    script = verbatim(file.source, span)
                    yield from commands(script, Runner.TOX, f"[{section}]", parent(file.source.path))


def toml_commands(file: TomlFile) -> Iterator[Command]:
    """Script tables of pyproject.toml: hatch, poe, pdm, taskipy, pixi, rye and tox."""
    for keys in _SCRIPT_TABLES:
        table = file.get(*keys)
        runner = Runner.TOX if keys[-1] == "tox" else Runner.SCRIPT
        if isinstance(table, dict):
            yield from _texts(file, table, keys, runner, 0)


def _texts(file: TomlFile, value: Any, path: tuple[str | int, ...], runner: Runner, depth: int) -> Iterator[Command]:
    folder, where = parent(file.source.path), ".".join(map(str, path[1:]))
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, str):
        script = toml_script(file, value, *path)
        yield from commands(script, runner, where, folder)
    elif isinstance(value, list) and runner is Runner.TOX and value and all(isinstance(v, str) for v in value):
        words = [(word, file.place(*path, index)) for index, word in enumerate(value)]
        found = from_words(words, file.place(*path), runner, where, folder=folder)
        yield from [found] if found else []
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(file, item, (*path, index), runner, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(file, item, (*path, key), runner, depth + 1)


def toml_script(file: TomlFile, value: str, *path: str | int) -> Script:
    """A TOML string as shell text, with exact places where the file holds it word for word."""
    place = file.place(*path)
    start = file.source.text.find(value, place.span.start, place.span.end) if value else -1
    if start < 0:
        return Script(place.path, value, place.span)
    return verbatim(file.source, Span(start, start + len(value)))


def shell_commands(source: SourceFile) -> Iterator[Command]:
    """The commands of a shell script; it is taken to run in the folder above `scripts/`, `bin/` or `ci/`."""
    folder = parent(source.path)
    folder = parent(folder) if base(folder) in ("scripts", "script", "bin", "ci", ".ci") else folder
    yield from commands(verbatim(source, Span(0, len(source.text))), Runner.SCRIPT, base(source.path), folder)


def package_commands(source: SourceFile) -> Iterator[Command]:
    """`scripts` of a package.json. Raises ParseError with the line."""
    try:
        data = json.loads(source.text)
    except json.JSONDecodeError as error:
        raise ParseError(error.lineno, f"is not valid JSON: {error.msg}") from error
    except RecursionError as error:
        raise ParseError(0, "is nested too deeply to be read as JSON") from error
    scripts = data.get("scripts") if isinstance(data, dict) else None
    for name, text in scripts.items() if isinstance(scripts, dict) else []:
        if isinstance(text, str) and text:
            start = source.text.find(text)
            place = Place(source.path, Span(start, start + len(text))) if start >= 0 else first_line(source)
            script = verbatim(source, place.span) if start >= 0 else Script(source.path, text, place.span)
            yield from commands(script, Runner.SCRIPT, name, parent(source.path))


def python_commands(source: SourceFile) -> Iterator[Command]:
    """Literal commands in a noxfile or an invoke task file, read with `ast`: `session.run("pytest", …)`,
    `c.run("…")`.

    A file that is not Python gives nothing here: whoever reads the modules reports it.
    """
    try:
        tree = ast.parse(source.text)
    except (SyntaxError, RecursionError, ValueError):
        return
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "run":
                yield from _run_call(source, call, function.name)


def _run_call(source: SourceFile, call: ast.Call, name: str) -> Iterator[Command]:
    place, where = _place(source, call), f"session {name}"
    words = [(_literal(argument), _place(source, argument)) for argument in call.args]
    if len(words) == 1 and " " in words[0][0]:
        script = Script(source.path, words[0][0], words[0][1].span)
        yield from commands(script, Runner.NOX, where, parent(source.path))
    else:
        found = from_words(words, place, Runner.NOX, where, folder=parent(source.path))
        yield from [found] if found else []


def _place(source: SourceFile, node: ast.expr) -> Place:
    return Place(source.path, source_span(source, node))


def _literal(node: ast.expr) -> str:
    """A constant's text; anything else is an expansion."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else "$…"
