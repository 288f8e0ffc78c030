"""What other files say, as plain frozen data: rules and the model read these types and never a file."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place

Read = Callable[[str], SourceFile]
"""Gives the text of a file by its path relative to the scanned root; raises SourceError."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that could not be parsed: `line` from 1, or 0 when no line is known; `message` says what is wrong."""

    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """A dependency as written: `name` normalised (PEP 503), `specifier` as
    text, `marker` the environment marker or ""."""

    name: str
    specifier: str
    place: Place
    extras: tuple[str, ...] = ()
    marker: str = ""
    group: str = ""
    """The extra or dependency group that asks for it; "" when it is always installed."""
    direct: bool = False
    """Is it taken from a URL, a repository or a folder, whatever the specifier says? Then its version is not known."""


@dataclass(frozen=True, slots=True)
class ConsoleScript:
    """A command that installing the project makes: `target` is `pkg.mod:func`."""

    name: str
    target: str
    place: Place


@dataclass(frozen=True, slots=True)
class LockedVersion:
    """An exact version from a lock file, an installed distribution's metadata or an `==` pin; `name` normalised."""

    name: str
    version: str
    path: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the packaging files of one project say together.

    `name` is the distribution name as written or "", `requires_python` the specifier as text or "".
    `dependencies` are always installed, `optional` belong to an extra or a group.
    """

    name: str = ""
    version: str = ""
    requires_python: str = ""
    dependencies: tuple[Requirement, ...] = ()
    optional: tuple[Requirement, ...] = ()
    locked: tuple[LockedVersion, ...] = ()
    scripts: tuple[ConsoleScript, ...] = ()
    place: Place | None = None
    """Where the project is declared: the `[project]` header or its like."""

    def locked_versions(self, name: str) -> tuple[str, ...]:
        """Every exact version known for a distribution (normalised name), without repeats, in reading order."""
        return tuple(dict.fromkeys(lock.version for lock in self.locked if lock.name == name))

    def specifiers(self, name: str) -> tuple[str, ...]:
        """The specifiers with which a distribution (normalised name) is asked for, optional ones last."""
        return tuple(r.specifier for r in (*self.dependencies, *self.optional) if r.name == name)


class Runner(StrEnum):
    """Who runs a command."""

    CI = "CI"
    MAKE = "Makefile"
    TOX = "tox"
    NOX = "nox"
    SCRIPT = "script"
    IMAGE = "image"
    """A Dockerfile's RUN, CMD or ENTRYPOINT."""
    COMPOSE = "compose"


@dataclass(frozen=True, slots=True)
class Command:
    """One simple shell command as some file holds it.

    `words` are without quotes; a word that holds an expansion keeps it as written (`$X`, `${{ … }}`).
    `places` has one entry a word; where a word cannot be found in the file it is the whole command's.
    `folder` is the working folder relative to the scanned root (`.` for the root itself), None when it
    cannot be known. `env` holds the settings that steer pytest and coverage.py.
    """

    text: str
    words: tuple[str, ...]
    place: Place
    places: tuple[Place, ...]
    runner: Runner
    where: str
    """For people: `job test`, `target check`, `session tests`, `CMD`."""
    folder: str | None = "."
    env: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EnvironmentValue:
    """A value that a file gives to the process; `value` is None when it is
    secret, empty of meaning or filled in elsewhere."""

    name: str
    value: str | None
    place: Place
    secret: bool = False
    example: bool = False
    """Is it from a template such as `.env.example`, which sets nothing by itself?"""


class Origin(StrEnum):
    """What kind of text declares a gate or a target."""

    COVERAGE = "coverage configuration"
    ADDOPTS = "pytest addopts"
    COMMAND = "command line"
    SERVICE = "coverage service"


@dataclass(frozen=True, slots=True)
class Gate:
    """One declaration of the least coverage: `value` in percent, None when
    it cannot be read without running something."""

    value: float | None
    place: Place
    origin: Origin
    text: str = ""
    """As written, for people: `fail_under = 80`, `--cov-fail-under=80`."""


@dataclass(frozen=True, slots=True)
class CoverageTarget:
    """What coverage measures, as written; `exists` is None when that cannot be known from the files.

    `tests` says it names test code only.
    """

    name: str
    place: Place
    origin: Origin
    exists: bool | None = True
    tests: bool = False


@dataclass(frozen=True, slots=True)
class CoverageSettings:
    """How one project gates and aims its coverage; one without tests and coverage settings has none.

    `gate` decides, `gates` are all declarations in order of precedence, the deciding one first. `targets`
    are in force; `unread` are targets of a configuration file that coverage.py passes over because another
    comes first. `runs_with_coverage` tells whether a command that measures coverage was found, `runs_tests`
    whether CI runs pytest at all. `place` is where to report what is not written. `unknown` says that a
    deciding value needs the environment; `broken` are files that could not be parsed.
    """

    folder: str
    place: Place
    gate: Gate | None
    gates: tuple[Gate, ...]
    targets: tuple[CoverageTarget, ...]
    unread: tuple[CoverageTarget, ...]
    has_tests: bool
    configured: bool
    """Is anything about coverage or pytest written at all?"""
    runs_with_coverage: bool
    runs_tests: bool
    bare: Place | None = None
    """A `--cov` without a target, where no configuration names one either."""
    broken: tuple[str, ...] = ()
    unknown: bool = False
    member: bool = False
    """Is it one of several projects, or without a distribution of its own?"""


@dataclass(frozen=True, slots=True)
class Artifacts:
    """Everything the other files of one project say, and what could not be parsed."""

    manifest: Manifest
    commands: tuple[Command, ...]
    environment: tuple[EnvironmentValue, ...]
    coverage: CoverageSettings | None
    faults: tuple[Fault, ...]
