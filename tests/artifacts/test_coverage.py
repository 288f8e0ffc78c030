"""Which gate and which targets are in force."""

from pathlib import Path

import pytest

from mcp_lintel.artifacts.types import CoverageSettings

from .project import Project

PROJECT = '[project]\nname = "shop"\nversion = "1"\n'
TESTS = {"tests/test_a.py": "", "src/shop/__init__.py": "", "src/shop/tools/__init__.py": ""}


def workflow(*runs: str) -> dict[str, str]:
    steps = "".join(f"      - run: {run}\n" for run in runs)
    return {".github/workflows/ci.yml": f"on: push\njobs:\n  test:\n    steps:\n{steps}"}


def settings(tmp_path: Path, files: dict[str, str]) -> CoverageSettings:
    found = Project(tmp_path, {**TESTS, **files}).artifacts().coverage
    assert found is not None
    return found


def gate(tmp_path: Path, files: dict[str, str]) -> float | None:
    found = settings(tmp_path, files).gate
    return found.value if found else None


RC = {".coveragerc": "[report]\nfail_under = 80\n"}


@pytest.mark.parametrize(
    ("files", "value"),
    [
        ({**RC}, 80),
        ({**RC, **workflow("pytest --cov --cov-fail-under=50")}, 50),
        ({**RC, **workflow("pytest --cov --cov-fail-under 50")}, 50),
        ({**RC, **workflow("pytest --cov --cov-fail-under=50 --cov-fail-under=90")}, 90),
        ({**RC, **workflow("pytest --cov-fail-under=50")}, 80),
        ({**RC, **workflow("pytest --cov --no-cov --cov-fail-under=50")}, 80),
        ({**RC, **workflow("pytest --cov --cov-config=other.ini"), "other.ini": "[report]\nfail_under = 7\n"}, 7),
        ({**RC, **workflow("pytest --cov --cov-config=none.ini")}, None),
        ({**RC, **workflow("COVERAGE_RCFILE=o.toml pytest --cov"), "o.toml": "[report]\nfail_under = 7\n"}, 7),
        ({**RC, **workflow("coverage run -m pytest --cov-fail-under=1", "coverage report --fail-under=60")}, 60),
        ({**RC, **workflow("coverage run -m pytest", "coverage report")}, 80),
        (
            {
                **RC,
                **workflow("coverage run -m pytest", "coverage xml --rcfile=o.ini"),
                "o.ini": "[report]\nfail_under = 7\n",
            },
            7,
        ),
        ({**RC, "pytest.ini": "[pytest]\naddopts = --cov --cov-fail-under=70\n"}, 70),
        (
            {"pytest.ini": "[pytest]\naddopts = --cov --cov-fail-under=70\n", **workflow("pytest --cov-fail-under=75")},
            75,
        ),
        (
            {"pytest.ini": "[pytest]\naddopts = --cov --cov-fail-under=70\n", **workflow("pytest -o addopts= --cov")},
            None,
        ),
        ({"pytest.ini": "[pytest]\n", "tox.ini": "[pytest]\naddopts = --cov --cov-fail-under=70\n"}, None),
        ({"pyproject.toml": '[tool.pytest]\naddopts = ["--cov", "--cov-fail-under=70"]\n'}, 70),
        ({"setup.cfg": "[tool:pytest]\naddopts =\n  --cov\n  --cov-fail-under=70\n"}, 70),
        ({"tests/pytest.ini": "[pytest]\naddopts = --cov --cov-fail-under=70\n", **workflow("pytest tests")}, 70),
        ({**workflow("pytest --cov --cov-fail-under=60", "pytest --cov --cov-fail-under=85")}, 85),
        ({"Makefile": "a:\n\tpytest --cov --cov-fail-under=90\n", **workflow("pytest --cov --cov-fail-under=60")}, 60),
        ({"Makefile": "a:\n\tpytest --cov --cov-fail-under=90\n", **workflow("make a")}, 90),
        ({"codecov.yml": "coverage: {status: {project: {default: {target: 85%}}}}\n"}, 85),
        ({"codecov.yml": "coverage: {status: {project: {default: {target: auto}}}}\n"}, None),
        ({"codecov.yml": "coverage: {status: {project: {d: {target: 85%, informational: true}}}}\n"}, None),
        ({"pyproject.toml": PROJECT}, None),
    ],
)
def test_the_gate_in_force(tmp_path: Path, files: dict[str, str], value: float | None) -> None:
    assert gate(tmp_path, files) == value


def test_an_environment_setting_of_the_workflow_counts(tmp_path: Path) -> None:
    text = "env: {PYTEST_ADDOPTS: --cov --cov-fail-under=65}\njobs: {a: {steps: [{run: pytest}]}}\n"
    assert gate(tmp_path, {**RC, ".github/workflows/ci.yml": text}) == 65


@pytest.mark.parametrize(
    "files",
    [
        {".coveragerc": "[report]\nfail_under = ${LEAST}\n"},
        workflow("pytest --cov --cov-fail-under=$LEAST"),
        workflow("pytest --cov ${{ matrix.options }}"),
    ],
)
def test_a_gate_from_outside_is_unknown(tmp_path: Path, files: dict[str, str]) -> None:
    assert settings(tmp_path, files).unknown


@pytest.mark.parametrize(
    ("files", "targets"),
    [
        ({".coveragerc": "[run]\nsource = src/shop\n"}, {"src/shop": True}),
        ({".coveragerc": "[run]\nsource = shop, nobody\n"}, {"shop": True, "nobody": False}),
        ({".coveragerc": "[run]\nsource = .\n"}, {".": True}),
        ({".coveragerc": "[run]\nsource = shop.tools\n", **workflow("pytest --cov")}, {"shop.tools": True}),
        (
            {".coveragerc": "[run]\nsource = x\n", **workflow("pytest --cov=shop --cov src")},
            {"shop": True, "src": True},
        ),
        ({**workflow("coverage run --source=shop,sho -m pytest --cov=x")}, {"shop": True, "sho": False}),
        ({**workflow("pytest --cov=shop-server"), "pyproject.toml": PROJECT}, {"shop-server": False}),
        ({**workflow("pytest --cov=$PKG --cov=/app/src --cov=../x")}, {"$PKG": None, "/app/src": None, "../x": None}),
        ({**workflow("pytest --cov=redis"), "requirements.txt": "redis\n"}, {"redis": None}),
        ({**workflow("pytest --cov=src/shop/gone")}, {"src/shop/gone": False}),
        ({".coveragerc": "[run]\ninclude = nobody\n"}, {"nobody": None}),
        ({**workflow("pytest -q")}, {}),
    ],
)
def test_the_targets_in_force_and_whether_they_exist(
    tmp_path: Path, files: dict[str, str], targets: dict[str, bool | None]
) -> None:
    assert {target.name: target.exists for target in settings(tmp_path, files).targets} == targets


def test_a_run_in_a_folder_below_does_not_speak_for_the_project(tmp_path: Path) -> None:
    part = {"part/.coveragerc": "[report]\nfail_under = 85\n", "part/justfile": "t:\n  pytest --cov=.\n"}
    assert gate(tmp_path, {**part, "justfile": "t:\n  pytest --cov\n"}) is None
    assert gate(tmp_path, part) == 85


def test_tests_are_known_as_tests(tmp_path: Path) -> None:
    found = settings(tmp_path, {".coveragerc": "[run]\nsource = tests,tests.unit,shop\n"}).targets
    assert [target.tests for target in found] == [True, True, False]


@pytest.mark.parametrize(
    ("files", "stands"),
    [
        ({"pyproject.toml": PROJECT + "[tool.coverage.run]\nbranch = true\n"}, "[tool.coverage.run]"),
        ({"pyproject.toml": PROJECT + "[tool.pytest.ini_options]\nx = 1\n"}, "[tool.pytest.ini_options]"),
        ({"pyproject.toml": PROJECT}, "[project]"),
        ({"setup.cfg": "[metadata]\nname = shop\n"}, "[metadata]"),
        ({"requirements.txt": "mcp\n"}, "mcp"),
        ({**workflow("pytest --cov")}, "pytest --cov"),
        ({"tests/test_a.py": "import x\ny\n"}, "import x"),
    ],
)
def test_where_to_report_what_is_not_written(tmp_path: Path, files: dict[str, str], stands: str) -> None:
    project = Project(tmp_path, {**TESTS, **files})
    found = project.artifacts(folder=".").coverage
    assert found is not None
    assert project.quoted(found.place) == stands


@pytest.mark.parametrize(
    "files",
    [
        {"shop/__init__.py": "", "shop-1.dist-info/METADATA": "Name: shop\n"},
        {"shop/test_a.py": "", "shop-1.dist-info/METADATA": "Name: shop\n"},
        {"shop/__init__.py": "", "pyproject.toml": PROJECT, "PKG-INFO": "Name: shop\n"},
        {"server.py": ""},
        {},
    ],
)
def test_nothing_is_to_be_gated(tmp_path: Path, files: dict[str, str]) -> None:
    assert Project(tmp_path, files).artifacts().coverage is None


def test_a_workspace_member_leaves_coverage_to_the_root(tmp_path: Path) -> None:
    root = {"pyproject.toml": "[tool.coverage.report]\nfail_under = 80\n"}
    files = {**root, "packages/a/pyproject.toml": PROJECT, "packages/a/tests/test_a.py": ""}
    project = Project(tmp_path, files)
    assert project.artifacts(folder="packages/a", shared=tuple(root)).coverage is None
    assert project.artifacts(folder="packages/a").coverage is not None


def test_the_root_workflow_runs_a_workspace_member(tmp_path: Path) -> None:
    text = "jobs: {a: {steps: [{run: pytest --cov --cov-fail-under=80, working-directory: '%s'}]}}\n"
    for number, (folder, value) in enumerate([("a", 80), ("${{ matrix.x }}", 80), ("b", None)]):
        ci = {".github/workflows/ci.yml": text % folder}
        project = Project(tmp_path / str(number), {**ci, "a/pyproject.toml": PROJECT, "a/test_a.py": ""})
        found = project.artifacts(folder="a", shared=tuple(ci)).coverage
        assert found is not None
        assert (found.gate.value if found.gate else None) == value
