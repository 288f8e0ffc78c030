"""Which reader gives the commands of which file."""

import fnmatch
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from mcp_lintel.artifacts.dockerfile import docker_commands
from mcp_lintel.artifacts.faults import Reader
from mcp_lintel.artifacts.inifile import IniFile
from mcp_lintel.artifacts.makefile import make_commands
from mcp_lintel.artifacts.paths import base
from mcp_lintel.artifacts.tasks import (
    ini_commands,
    package_commands,
    python_commands,
    shell_commands,
    toml_commands,
)
from mcp_lintel.artifacts.tomlfile import TomlFile
from mcp_lintel.artifacts.types import Command
from mcp_lintel.artifacts.workflows import ci_commands, compose_commands, task_commands, workflow_commands
from mcp_lintel.artifacts.yamlfile import YamlFile
from mcp_lintel.text.source import SourceFile

_WORKFLOW = re.compile(r"(?:^|/)\.github/(?:workflows/[^/]+|actions/.+/action)\.ya?ml$")
_CI = re.compile(
    r"(?:^|/)(?:\.gitlab-ci|azure-pipelines[^/]*|\.azure-pipelines/.*|bitbucket-pipelines|\.travis|appveyor|\.appveyor|cloudbuild"
    r"|\.circleci/config|\.woodpecker[^/]*|\.drone|\.cirrus|\.gitlab/[^/]+|buildspec)\.ya?ml$"
)
_TASKS = re.compile(r"(?:^|/)(?:[Tt]askfile|\.pre-commit-config|\.pre-commit-hooks)\.ya?ml$")
_SHELL = re.compile(r"(?:^|/)(?:[^/]+\.(?:sh|bash)|(?:scripts?|bin|ci|\.ci)/[^/.]+)$")
_MAX_SHELL = 200


def is_compose(path: str) -> bool:
    """Is this a compose file by name?"""
    return re.fullmatch(r"(?:docker-)?compose[^/]*\.ya?ml", base(path)) is not None


def is_dockerfile(path: str) -> bool:
    """Is this a Dockerfile by name?"""
    name = base(path)
    return fnmatch.fnmatchcase(name.lower(), "dockerfile*") or name.lower().endswith((".dockerfile", "containerfile"))


def is_workflow(path: str) -> bool:
    """Is this a GitHub workflow or a local action?"""
    return _WORKFLOW.search(path) is not None


def is_ci(path: str) -> bool:
    """Does this file tell a CI service what to run?"""
    return is_workflow(path) or _CI.search(path) is not None


def read_commands(paths: Sequence[str], reader: Reader) -> Iterator[Command]:
    """The commands that the files of one project hold, file by file in the order given."""
    shell = 0
    for path in paths:
        kind = _kind(path)
        if kind is None:
            continue
        if kind is _shell:
            shell += 1
            if shell > _MAX_SHELL or not _is_shell(path, reader):
                continue
        yield from kind(path, reader)


def _yaml(give: Callable[[YamlFile], Iterable[Command]]) -> Callable[[str, Reader], Iterator[Command]]:
    def read(path: str, reader: Reader) -> Iterator[Command]:
        file = reader.parse(path, YamlFile)
        yield from give(file) if file is not None else ()

    return read


def _text(give: Callable[[SourceFile], Iterable[Command]]) -> Callable[[str, Reader], Iterator[Command]]:
    def eager(source: SourceFile) -> list[Command]:
        return list(give(source))

    def read(path: str, reader: Reader) -> Iterator[Command]:
        yield from reader.parse(path, eager) or ()

    return read


def _ini(path: str, reader: Reader) -> Iterator[Command]:
    file = reader.parse(path, IniFile)
    yield from ini_commands(file) if file is not None else ()


def _toml(path: str, reader: Reader) -> Iterator[Command]:
    file = reader.parse(path, TomlFile)
    yield from toml_commands(file) if file is not None else ()


_shell = _text(shell_commands)
_workflow, _ci, _tasks, _compose = (
    _yaml(give) for give in (workflow_commands, ci_commands, task_commands, compose_commands)
)
_make, _docker, _package, _python = (
    _text(give) for give in (make_commands, docker_commands, package_commands, python_commands)
)
_BY_NAME: dict[str, Callable[[str, Reader], Iterator[Command]]] = {
    "tox.ini": _ini,
    "setup.cfg": _ini,
    "pyproject.toml": _toml,
    "package.json": _package,
    "noxfile.py": _python,
    "tasks.py": _python,
    "Makefile": _make,
    "makefile": _make,
    "GNUmakefile": _make,
    "justfile": _make,
    "Justfile": _make,
    ".justfile": _make,
}


def _kind(path: str) -> Callable[[str, Reader], Iterator[Command]] | None:
    if base(path) in _BY_NAME:
        return _BY_NAME[base(path)]
    for test, kind in (
        (is_workflow, _workflow),
        (_CI.search, _ci),
        (_TASKS.search, _tasks),
        (is_compose, _compose),
        (is_dockerfile, _docker),
        (_SHELL.search, _shell),
    ):
        if test(path):
            return kind
    return _make if path.endswith(".mk") else None


def _is_shell(path: str, reader: Reader) -> bool:
    """A script without a suffix counts only when its first line names a shell."""
    if path.endswith((".sh", ".bash")):
        return True
    source = reader.source(path)
    return source is not None and re.match(r"#!.*\b(?:ba|da|z|k)?sh\b", source.text) is not None
