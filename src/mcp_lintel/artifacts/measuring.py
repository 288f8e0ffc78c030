"""What one run of pytest or coverage.py does about coverage: its gate, its targets, and the configuration
file it reads.

Arguments count in this order, the last of an option winning: `addopts`, `PYTEST_ADDOPTS`, the command line.
pytest-cov measures only when `--cov` is given, and takes `fail_under` from coverage.py's settings when
`--cov-fail-under` is not (pytest-cov 7, `plugin.py`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from mcp_lintel.artifacts.coveragerc import Aim, CoverageFile, percent, read_coverage_file, searched
from mcp_lintel.artifacts.faults import Reader
from mcp_lintel.artifacts.invocation import Invocation
from mcp_lintel.artifacts.options import VALUED, Argument, opaque, options, split
from mcp_lintel.artifacts.paths import inside, join
from mcp_lintel.artifacts.pytestini import find_settings, read_settings
from mcp_lintel.artifacts.types import Gate, Origin, Runner
from mcp_lintel.text.span import Place

_REPORTS = frozenset({"report", "html", "xml", "json", "lcov"})
_IDLE = frozenset({"--version", "-V", "--help", "-h", "--collect-only", "--co", "--fixtures", "--markers"})


@dataclass(slots=True)
class Run:
    """One run: does it measure, does it report on what another run measured, and with what gate and targets.

    `bare` is a `--cov` without a value: it leaves the targets to the configuration; `opaque` says that
    an expansion may add options.
    """

    ci: bool = False
    measures: bool = False
    reports: bool = False
    opaque: bool = False
    gate: Gate | None = None
    aims: list[tuple[Aim, Origin]] = field(default_factory=list)
    bare: Place | None = None
    config: CoverageFile | None = None
    place: Place | None = None
    program: str = "pytest"
    folder: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """Where runs happen: the project's folder, its files, and the reader."""

    folder: str
    known: Collection[str]
    reader: Reader

    def default_config(self, folder: str | None) -> CoverageFile | None:
        """The file coverage.py finds by itself in the folder it runs in."""
        return next(iter(searched(folder or self.folder, self.known, self.reader)), None)

    def named_config(self, name: str, folder: str | None) -> CoverageFile | None:
        """A file named on the command line; None when it is not there."""
        if name == ".coveragerc":
            return self.default_config(folder)
        for base in (folder or self.folder, self.folder):
            path = join(base, name)
            if path is not None and path in self.known:
                return read_coverage_file(path, own=True, reader=self.reader)
        return None


def measured_run(invocation: Invocation, scene: Scene) -> Run:
    """What a run of pytest or coverage.py does about coverage."""
    run = Run(ci=invocation.command.runner is Runner.CI, place=invocation.place)
    run.program, run.folder = invocation.program, invocation.command.folder
    given = list(zip(invocation.args, invocation.places, strict=True))
    if invocation.program == "coverage":
        _coverage(run, invocation, given, scene)
    elif not any(word in _IDLE for word, _ in given):
        pytest_run(run, given, scene, invocation)
    return run


def pytest_run(run: Run, given: list[Argument], scene: Scene, invocation: Invocation | None = None) -> None:
    """Fill in what pytest does with these arguments; without an invocation, what a plain `pytest` does."""
    folder = invocation.command.folder if invocation else scene.folder
    env = dict(invocation.env) if invocation else {}
    added = _addopts(given, scene, folder)
    place = invocation.place if invocation else None
    steered = [(word, place) for word in split(env.get("PYTEST_ADDOPTS", "")) if place is not None]
    config_name = env.get("COVERAGE_RCFILE", "")
    for origin, arguments in ((Origin.ADDOPTS, added), (Origin.COMMAND, [*steered, *given])):
        for name, value, at in options(arguments):
            if name == "--cov":
                run.measures = True
                run.bare = run.bare or (None if value else at)
                run.aims += [(Aim("--cov", value, at), origin)] if value else []
            elif name == "--cov-reset":
                run.aims, run.bare = [], None
            elif name == "--cov-fail-under":
                run.gate = Gate(percent(value), at, origin, f"--cov-fail-under={value}")
            elif name == "--cov-config":
                config_name = value
            elif name == "--no-cov" or (name == "-p" and value in ("no:cov", "no:pytest_cov")):
                run.measures = False
        run.opaque = run.opaque or any(opaque(word) for word, _ in arguments)
    _finish(run, config_name, scene, folder)


def _coverage(run: Run, invocation: Invocation, given: list[Argument], scene: Scene) -> None:
    action = given[0][0] if given else ""
    run.measures, run.reports = action == "run", action in _REPORTS
    config_name = dict(invocation.env).get("COVERAGE_RCFILE", "")
    own = given[: next((i for i, (word, _) in enumerate(given) if word == "-m"), len(given))]
    for name, value, at in options(own, plain=frozenset({"--fail-under", "--rcfile", "--source"})):
        if name == "--fail-under" and run.reports:
            run.gate = Gate(percent(value), at, Origin.COMMAND, f"--fail-under={value}")
        elif name == "--rcfile":
            config_name = value
        elif name == "--source" and run.measures:
            run.aims += [(Aim("--source", part, at), Origin.COMMAND) for part in value.split(",") if part]
    run.opaque = any(opaque(word) for word, _ in own)
    _finish(run, config_name, scene, invocation.command.folder)


def _finish(run: Run, config_name: str, scene: Scene, folder: str | None) -> None:
    run.config = scene.named_config(config_name, folder) if config_name else scene.default_config(folder)
    if "$" in config_name or "{" in config_name:
        run.opaque = True
    if run.gate is None and run.config is not None:
        run.gate = run.config.gate


def _addopts(given: list[Argument], scene: Scene, folder: str | None) -> list[Argument]:
    found = None
    for name, value, _ in options(given):
        if name in ("-o", "--override-ini") and value.startswith("addopts="):
            return [(word, at) for word in split(value.removeprefix("addopts=")) for _, at in given[:1]]
        if name in ("-c", "--config-file"):
            path = join(folder or scene.folder, value)
            found = read_settings(path, scene.reader) if path in scene.known and path else None
            return list(found.addopts) if found else []
    found = find_settings(_start(given, scene, folder), scene.folder, scene.known, scene.reader)
    return list(found.addopts) if found else []


def _start(given: list[Argument], scene: Scene, folder: str | None) -> str:
    """The folder where pytest begins to look: the one folder or file named, else the working folder."""
    base = folder if folder is not None and inside(folder, scene.folder) else scene.folder
    named = {join(base, word.partition("::")[0]) for word in _positional(given)} - {None}
    folders = {path for path in named if path and any(known.startswith(path + "/") for known in scene.known)}
    return folders.pop() if len(folders) == 1 and len(named) == 1 else base


def _positional(given: list[Argument]) -> Iterator[str]:
    skip = False
    for word, _ in given:
        if not skip and not word.startswith("-"):
            yield word
        skip = not skip and word in VALUED | {"--cov"}
