"""What a command runs in the end: pytest, coverage or a task runner behind
`uv run`, `poetry run`, `python -m` and the like."""

import re
from dataclasses import dataclass

from mcp_lintel.artifacts.types import Command
from mcp_lintel.text.span import Place

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_PYTHON = re.compile(r"(?:python|pypy)[\d.]*(?:\.exe)?|py")
_PLAIN_TEXT = """
    sudo env time exec command nohup xvfb-run nice dbus-run-session
"""
_PLAIN = frozenset(_PLAIN_TEXT.split())
_RUNNERS: dict[str, frozenset[str]] = {
    "uv": frozenset({"run"}),
    "poetry": frozenset({"run"}),
    "pdm": frozenset({"run"}),
    "pipenv": frozenset({"run"}),
    "rye": frozenset({"run"}),
    "pixi": frozenset({"run"}),
    "hatch": frozenset({"run", "test"}),
    "conda": frozenset({"run"}),
    "micromamba": frozenset({"run"}),
    "docker": frozenset({"run", "exec", "compose"}),
    "docker-compose": frozenset({"run", "exec"}),
    "podman": frozenset({"run", "exec"}),
}
_TAKE_VALUE_TEXT = """
    --with --with-editable --with-requirements --extra --group --only-group --no-group --no-extra
    --package --python -p --directory --project --env-file --index --default-index --from -e --env -C -n
    --name -v --volume -w --workdir -u --user -f --file --prefix --network --entrypoint --cpus --memory
    -t --timeout
"""
_TAKE_VALUE = frozenset(_TAKE_VALUE_TEXT.split())
_TARGETS = frozenset({"pytest", "py.test", "coverage", "coverage3"})
_TASK_RUNNERS_TEXT = """
    make tox nox just task poe invoke inv hatch pdm
"""
_TASK_RUNNERS = frozenset(_TASK_RUNNERS_TEXT.split())


@dataclass(frozen=True, slots=True)
class Invocation:
    """A run of pytest or coverage.py: `program` is `pytest` or `coverage`, `args` what follows it.

    `env` are the assignments before the command, the file's own environment first.
    """

    program: str
    args: tuple[str, ...]
    places: tuple[Place, ...]
    command: Command
    env: tuple[tuple[str, str], ...]

    @property
    def place(self) -> Place:
        """The place of the whole command."""
        return self.command.place


def invocation(command: Command) -> Invocation | None:
    """The run of pytest or coverage.py that a command makes, or None."""
    start = _start(command.words)
    if start is None:
        return None
    env = [tuple(word.split("=", 1)) for word in command.words[:start] if _ASSIGNMENT.match(word)]
    program = _base(command.words[start])
    return Invocation(
        "coverage" if program.startswith("coverage") else "pytest",
        command.words[start + 1 :],
        command.places[start + 1 :],
        command,
        (*command.env, *((name, value) for name, value in env)),
    )


def calls_tasks(command: Command) -> bool:
    """Does a command hand over to a task runner or a script, so that what it runs stands elsewhere?"""
    words = [word for word in command.words if not _ASSIGNMENT.match(word)]
    while words and (words[0] in _PLAIN or words[0] in _RUNNERS or words[0] in ("run", "bash", "sh", "-m")):
        words = words[1:]
    first = _base(words[0]) if words else ""
    return first in _TASK_RUNNERS or first.endswith(".sh") or (bool(words) and words[0].startswith(("./", "$")))


def _start(words: tuple[str, ...]) -> int | None:
    """The index of `pytest` or `coverage` where it stands as a command, else None."""
    index = 0
    while index < len(words):
        word = _base(words[index])
        if word in _TARGETS:
            return index
        if _ASSIGNMENT.match(words[index]) or word in _PLAIN:
            index = _past_options(words, index + 1)
        elif word == "timeout":
            index = _past_options(words, index + 1) + 1
        elif _PYTHON.fullmatch(word) or words[index] in ("$(PYTHON)", "${PYTHON}", "$PYTHON", "{envpython}"):
            index = _past_options(words, index + 1, stop="-m")
            if index >= len(words) or words[index] != "-m":
                return None
            index += 1
        elif word in ("uvx", "pipx"):
            index = _past_options(words, index + 1)
            index += 1 if word == "pipx" else 0
        elif word in _RUNNERS:
            return _behind_runner(words, index)
        elif words[index].startswith(("$", "{")) and index == 0:
            index += 1
        else:
            return None
    return None


def _behind_runner(words: tuple[str, ...], index: int) -> int | None:
    subcommand = _past_options(words, index + 1)
    if subcommand >= len(words):
        return None
    container = _base(words[index]) in ("docker", "docker-compose", "podman")
    if words[index : subcommand + 1] == ("uv", "tool"):
        subcommand += 1
    elif words[subcommand] not in _RUNNERS[_base(words[index])]:
        return None
    if _base(words[index]) == "hatch" and words[subcommand] == "test":
        return None
    index = _past_options(words, subcommand + 1)
    if container:
        return next((i for i in range(index, len(words)) if _base(words[i]) in _TARGETS), None)
    if index < len(words) and words[index].endswith(":pytest"):
        return index
    rest = _start(words[index:])
    return index + rest if rest is not None else None


def _past_options(words: tuple[str, ...], index: int, stop: str = "") -> int:
    while index < len(words) and words[index].startswith("-") and words[index] != stop:
        takes = ("-W", "-X") if stop else _TAKE_VALUE
        index += 2 if words[index] in takes else 1
    return index


def _base(word: str) -> str:
    name = re.split(r"[/\\]", word)[-1]
    return name.rpartition(":")[2] if name.endswith(":pytest") else name.removesuffix(".exe")
