"""The coverage settings of one project: what decides among everything that is declared."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from mcp_lintel.artifacts.commands import is_ci
from mcp_lintel.artifacts.coveragerc import SEARCHED, CoverageFile, searched
from mcp_lintel.artifacts.coveragescope import applies, configured_above, is_member, place, wants_tests
from mcp_lintel.artifacts.faults import Reader
from mcp_lintel.artifacts.invocation import calls_tasks, invocation
from mcp_lintel.artifacts.measuring import Run, Scene, measured_run, pytest_run
from mcp_lintel.artifacts.paths import join
from mcp_lintel.artifacts.pytestini import SEARCHED as PYTEST_FILES
from mcp_lintel.artifacts.service import service_gates
from mcp_lintel.artifacts.targets import Tree, canonical, has_tests
from mcp_lintel.artifacts.types import (
    Command,
    CoverageSettings,
    CoverageTarget,
    Gate,
    Manifest,
    Origin,
    Runner,
)


def read_coverage(
    root: Path,
    folder: str,
    paths: Sequence[str],
    *,
    commands: Sequence[Command],
    manifest: Manifest,
    reader: Reader,
    above: Sequence[str] = (),
) -> CoverageSettings | None:
    """The coverage settings of the project in `folder`; None where nothing is to be gated.

    Nothing is to be gated in a tree without tests, coverage settings and pyproject.toml, and in an unpacked
    wheel or source distribution, which leaves its repository's settings behind. `above` are files of the
    folders around the project: where those configure coverage, the project has no settings of its own.
    """
    scene = Scene(folder, frozenset(paths), reader)
    files = searched(folder, scene.known, reader)
    runs = [measured_run(found, scene) for command in commands if (found := invocation(command))]
    plain = Run()
    pytest_run(plain, [], scene)
    written = bool(files) or any(run.measures or run.reports for run in (*runs, plain))
    tests = has_tests(paths, folder)
    where = place(scene, files, runs, paths)
    inherited = not written and configured_above(scene, above)
    if where is None or inherited or not applies(scene, paths, written=written, tests=tests):
        return None
    own = [run for run in runs if run.folder in (None, folder)]
    runs = own if any(run.measures or run.reports for run in own) else runs
    group = _group(runs, commands)
    service = list(service_gates(scene.known, folder, reader))
    gate = _deciding(group, plain, service)
    config_gates = [file.gate for file in files if file.gate]
    run_gates = [run.gate for run in (*runs, plain) if run.gate]
    targets, unread = _targets(runs, plain, files, Tree(root, folder, paths, manifest))
    return CoverageSettings(
        folder=folder,
        place=where,
        gate=gate,
        gates=_unique(([gate] if gate else []) + run_gates + config_gates + service),
        targets=targets,
        unread=unread,
        has_tests=tests,
        configured=written or wants_tests(scene, manifest),
        runs_with_coverage=any(run.measures for run in runs),
        runs_tests=_reads_ci(commands, runs),
        bare=next((run.bare for run in (*runs, plain) if run.bare and run.measures), None),
        broken=_broken(scene),
        unknown=any(_unknown(run) for run in group or [plain]),
        member=is_member(scene),
    )


def _group(runs: Iterable[Run], commands: Iterable[Command]) -> list[Run]:
    """The runs whose gate counts: those of CI when it measures by itself, else all that measure or report."""
    active = [run for run in runs if run.measures or run.reports]
    if any(command.runner is Runner.CI and calls_tasks(command) for command in commands):
        return active
    return [run for run in active if run.ci] or active


def _deciding(group: list[Run], plain: Run, service: list[Gate]) -> Gate | None:
    """The highest gate of the runs that count: a build breaks at the strictest of them.

    `coverage run` has no gate by itself, so it counts only where nothing reports afterwards.
    """
    reporting = any(run.reports for run in group)
    gates = [run.gate for run in group if run.gate and not (reporting and _only_runs(run))]
    if not group and plain.gate:
        gates = [plain.gate]
    known = [gate for gate in (*gates, *service) if gate.value is not None]
    return max(known, key=lambda gate: gate.value or 0.0, default=gates[0] if gates else None)


def _only_runs(run: Run) -> bool:
    return run.program == "coverage" and run.measures


def _unknown(run: Run) -> bool:
    return run.opaque or (run.gate is not None and run.gate.value is None)


def _reads_ci(commands: Iterable[Command], runs: Iterable[Run]) -> bool:
    """Does CI run pytest, with nothing in it that hands over to what cannot be seen?"""
    hidden = any(command.runner is Runner.CI and calls_tasks(command) for command in commands)
    return not hidden and any(run.ci and run.program == "pytest" for run in runs)


def _targets(
    runs: Iterable[Run], plain: Run, files: list[CoverageFile], tree: Tree
) -> tuple[tuple[CoverageTarget, ...], tuple[CoverageTarget, ...]]:
    """The targets in force, and those of files that are passed over and aim elsewhere."""
    found: list[CoverageTarget] = []
    for run in [run for run in runs if run.measures] or [plain]:
        explicit = [] if run.bare else run.aims
        found += [tree.target(aim, origin, run.folder) for aim, origin in explicit]
        for aim in run.config.aims if run.config else ():
            if not explicit or aim.option in ("source_pkgs", "source_dirs"):
                found.append(tree.target(aim, Origin.COVERAGE))
    first = {canonical(aim.name) for file in files[:1] for aim in file.aims}
    unread = [
        tree.target(aim, Origin.COVERAGE)
        for file in files[1:]
        if {canonical(aim.name) for aim in file.aims} != first
        for aim in file.aims
    ]
    return tuple(dict.fromkeys(found)), tuple(unread)


def _broken(scene: Scene) -> tuple[str, ...]:
    """The files that could hold a gate and could not be parsed."""
    settings = {join(scene.folder, name) for name in (*SEARCHED, *PYTEST_FILES)}
    paths = {path for path, _ in scene.reader.faults if path in settings or is_ci(path)}
    return tuple(sorted(paths))


def _unique(gates: Iterable[Gate]) -> tuple[Gate, ...]:
    return tuple({gate.place: gate for gate in reversed(list(gates))}.values())[::-1]
