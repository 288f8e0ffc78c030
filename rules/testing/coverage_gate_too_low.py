"""The build does not break when test coverage falls below the standard's figure.

## Why
Without a number that breaks the build, coverage only ever falls: nobody is told when the branch that
rejects a forged token or a hostile path loses its last test. A number that is set but not in force is worse,
for it looks like a guarantee.

## What is read
Every place that can set the number, in the order in which the tools apply it: `--cov-fail-under` or
`coverage report --fail-under` on a command line (CI, Makefile, tox, nox, scripts), then pytest's `addopts`,
then `fail_under` in the one file that coverage.py reads: `.coveragerc`, `.coveragerc.toml`, `setup.cfg`,
`tox.ini` or `pyproject.toml`, the first of these that has settings for it. Where CI measures coverage, its runs
decide, and of several the strictest, since the build breaks there first. A project target in `codecov.yml`
counts too. The figure is the `fail_under` of clause TEST-19.

## What is not reported
A gate that is filled in by the environment or by an expansion in the command, and a project one of whose
settings files cannot be parsed (that is told apart). Unpacked wheels and source distributions, which leave their
repository's settings behind. A member of a workspace whose root configures coverage. A project without tests or
test settings is reported with medium confidence, and not at all when it is one of several in a repository; so is a
sufficient gate when CI runs pytest but no command measures coverage.

## Fix
Set the number once, in the file that coverage.py reads, and take lower ones out of commands and `addopts`:

    [tool.coverage.report]
    fail_under = 80

## Evidence
Judged 6 hits on the repositories of five public servers, seven projects with tests, in November 2026: all
were missing gates, and all were true. The other kinds of hit did not occur there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.artifacts.types import CoverageSettings, Gate, Origin
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Related, Severity, rule

PROJECT = '[project]\nname = "shop"\nversion = "1"\n'
TEST = {"tests/test_server.py": "def test_it(): ...\n"}
CI = "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: {}\n"


@dataclass(frozen=True, slots=True)
class Options:
    """`fail_under` is the least coverage in percent that the build must ask for."""

    fail_under: float


@rule(
    "coverage-gate-too-low",
    on=CoverageSettings,
    clause="TEST-19",
    severity=Severity.ERROR,
    options=Options,
    examples=(
        Bad(files={"pyproject.toml": PROJECT + "[tool.coverage.report]\n[|fail_under = 60|]\n", **TEST}),
        Bad(
            files={
                "pyproject.toml": PROJECT + "[tool.coverage.report]\nfail_under = 80\n",
                ".github/workflows/ci.yml": CI.format("uv run pytest --cov=shop [|--cov-fail-under=50|]"),
                **TEST,
            }
        ),
        Bad(
            files={
                "pyproject.toml": PROJECT
                + '[tool.pytest.ini_options]\naddopts = "--cov=shop [|--cov-fail-under=70|]"\n'
                + "[tool.coverage.report]\nfail_under = 90\n",
                **TEST,
            }
        ),
        Bad(
            files={
                ".coveragerc": "[run]\nbranch = true\n",
                "pyproject.toml": PROJECT + "[tool.coverage.report]\n[|fail_under = 80|]\n",
                **TEST,
            }
        ),
        Bad(files={"setup.cfg": "[|[coverage:run]|]\nsource = shop\n", **TEST}),
        Bad(files={"pyproject.toml": "[|[project]|]\nname = 'shop'\nversion = '1'\n", **TEST}),
        Bad(
            files={
                "pyproject.toml": PROJECT + "[tool.coverage.report]\n[|fail_under = 85|]\n",
                ".github/workflows/ci.yml": CI.format("uv run pytest"),
                **TEST,
            },
            confidence=Confidence.MEDIUM,
        ),
        Good(files={"pyproject.toml": PROJECT + "[tool.coverage.report]\nfail_under = 80\n", **TEST}),
        Good(
            files={
                "tox.ini": "[testenv]\ncommands =\n    pytest --cov shop --cov-fail-under=85 {posargs}\n",
                **TEST,
            }
        ),
        Good(
            files={
                "Makefile": "test:\n\tcoverage run -m pytest\n\tcoverage report --fail-under=92.5\n",
                **TEST,
            }
        ),
        Good(
            files={
                "pyproject.toml": PROJECT,
                ".github/workflows/ci.yml": CI.format("pytest --cov=shop --cov-fail-under=${{ vars.LEAST }}"),
                **TEST,
            }
        ),
    ),
)
def coverage_gate_too_low(settings: CoverageSettings, options: Options) -> Iterator[Hit]:
    """Hits where the gate in force is missing, too low, or never applied."""
    gate, least = settings.gate, options.fail_under
    if settings.broken:
        return
    if gate is not None and _enough(gate, least):
        if settings.runs_tests and not settings.runs_with_coverage and gate.origin is not Origin.SERVICE:
            message = f"`{gate.text}` is never applied: CI runs pytest, but no command measures coverage"
            yield Hit(gate.place, message, confidence=Confidence.MEDIUM)
    elif not settings.unknown:
        yield from _missing(settings, least) if gate is None else _too_low(settings, gate, least)


def _enough(gate: Gate, least: float) -> bool:
    return gate.value is not None and gate.value >= least


def _too_low(settings: CoverageSettings, gate: Gate, least: float) -> Iterator[Hit]:
    higher = next((other for other in settings.gates if _enough(other, least)), None)
    message = f"`{gate.text}` ({gate.origin}) lets coverage fall to {gate.value:g} %, below {least:g} %"
    if higher is None:
        yield Hit(gate.place, message)
    else:
        message += f", and overrides `{higher.text}` in {higher.place.path}"
        yield Hit(gate.place, message, related=(Related("this gate is overridden", higher.place),))


def _missing(settings: CoverageSettings, least: float) -> Iterator[Hit]:
    idle = next((gate for gate in settings.gates if _enough(gate, least)), None)
    if idle is not None and idle.origin is Origin.COVERAGE:
        message = f"`{idle.text}` has no effect: coverage.py reads {settings.place.path} instead of this file"
        yield Hit(idle.place, message, related=(Related("this file is read", settings.place),))
    elif idle is not None:
        yield Hit(idle.place, f"`{idle.text}` has no effect: this run does not measure coverage (no `--cov`)")
    elif settings.has_tests or settings.configured:
        yield Hit(settings.place, f"no gate breaks the build when coverage falls below {least:g} %")
    elif not settings.member:
        message = f"no gate breaks the build when coverage falls below {least:g} %, and no tests were found"
        yield Hit(settings.place, message, confidence=Confidence.MEDIUM)
