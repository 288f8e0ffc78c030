"""Long tails of the coverage gate that are too many for the rule's own examples."""

from pathlib import Path

import pytest

from .hits import PROJECT, TESTED, rule_of, told, workflow

RULE = rule_of("coverage_gate_too_low")
RC80 = {".coveragerc": "[report]\nfail_under = 80\n"}
RC60 = {".coveragerc": "[report]\nfail_under = 60\n"}


def gate(tmp_path: Path, files: dict[str, str], least: float = 80.0, folder: str = ".") -> list[str]:
    assert RULE.options is not None
    return told(tmp_path, files, RULE, RULE.options(least), folder)


def test_the_declaration_that_decides_is_named_and_the_one_it_overrides(tmp_path: Path) -> None:
    found = gate(tmp_path, {**TESTED, **RC80, **workflow("pytest --cov=shop --cov-fail-under 59.5")})
    assert found == [
        ".github/workflows/ci.yml: --cov-fail-under 59.5: `--cov-fail-under=59.5` (command line) lets coverage fall"
        " to 59.5 %, below 80 %, and overrides `fail_under = 80` in .coveragerc (high)"
    ]


@pytest.mark.parametrize(
    ("value", "least", "hits"),
    [("80", 80, 0), ("79.99", 80, 1), ("80", 90, 1), ("90.0", 90, 0), ("0", 80, 1), ("nan", 80, 1)],
)
def test_the_clause_sets_the_figure(tmp_path: Path, value: str, least: float, hits: int) -> None:
    files = {**TESTED, ".coveragerc": f"[report]\nfail_under = {value}\n"}
    assert len(gate(tmp_path, files, least)) == hits


def test_a_gate_without_measuring_does_nothing(tmp_path: Path) -> None:
    found = gate(tmp_path, {**TESTED, "pyproject.toml": PROJECT, **workflow("pytest --cov-fail-under=90")})
    assert len(found) == 1
    assert "`--cov-fail-under=90` has no effect" in found[0]


def test_a_gate_that_ci_never_applies_is_less_sure(tmp_path: Path) -> None:
    assert [text[-8:] for text in gate(tmp_path, {**TESTED, **RC80, **workflow("pytest")})] == ["(medium)"]


@pytest.mark.parametrize("run", ["make test", "./ci.sh", "tox -e py", "pytest $OPTIONS --cov", "uv run nox"])
def test_a_sufficient_gate_is_left_alone_where_ci_hands_over(tmp_path: Path, run: str) -> None:
    assert gate(tmp_path, {**TESTED, **RC80, **workflow(run)}) == []


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": "[project\n"},
        {"tox.ini": "x\n"},
        {".github/workflows/ci.yml": "a: [\n"},
        {".coveragerc": "[report]\nfail_under = $LEAST\n"},
        workflow("pytest --cov --cov-fail-under=${{ vars.X }}"),
    ],
)
def test_what_cannot_be_decided_is_not_reported(tmp_path: Path, files: dict[str, str]) -> None:
    assert gate(tmp_path, {**TESTED, **files}) == []


def test_a_project_without_tests_is_less_sure_and_a_member_is_left_alone(tmp_path: Path) -> None:
    files = {"a/pyproject.toml": PROJECT, "a/shop.py": ""}
    assert gate(tmp_path, files, folder="a") == []
    (alone,) = gate(tmp_path / "alone", {"pyproject.toml": PROJECT, "shop.py": ""})
    assert alone == (
        "pyproject.toml: [project]: no gate breaks the build when coverage falls below 80 %, and no tests were"
        " found (medium)"
    )


def test_a_service_with_a_target_in_the_repository_is_a_gate(tmp_path: Path) -> None:
    codecov = {"codecov.yml": "coverage: {status: {project: {default: {target: 80%}}}}\n"}
    assert gate(tmp_path, {**TESTED, **codecov, **workflow("pytest --cov=shop")}) == []


def test_a_lower_configured_gate_is_reported_where_it_stands(tmp_path: Path) -> None:
    (found,) = gate(tmp_path, {**TESTED, **RC60, **workflow("pytest --cov=shop")})
    assert found.startswith(".coveragerc: fail_under = 60: `fail_under = 60` (coverage configuration) lets")
