"""Long tails of coverage targets that are too many for the rule's own examples."""

from pathlib import Path

import pytest

from .hits import PROJECT, TESTED, rule_of, told, workflow

RULE = rule_of("coverage_source_missing")


def source(tmp_path: Path, files: dict[str, str], folder: str = ".") -> list[str]:
    return told(tmp_path, {**TESTED, **files}, RULE, folder=folder)


@pytest.mark.parametrize(
    "files",
    [
        workflow("pytest --cov=shop"),
        workflow("pytest --cov shop --cov tests"),
        workflow("pytest --cov=."),
        workflow("pytest --cov=$PACKAGE"),
        workflow("coverage run --source shop -m pytest"),
        {".coveragerc": "[run]\nsource_pkgs = shop\n", **workflow("pytest --cov")},
        {".coveragerc": "[run]\ninclude = shop/*\n"},
        {".coveragerc": "[run]\nsource = ${PACKAGE}\n"},
        {
            "pyproject.toml": PROJECT.replace("1", "1", 1) + 'dependencies = ["sibling"]\n',
            **workflow("pytest --cov=sibling"),
        },
        {"pyproject.toml": "[broken\n"},
    ],
)
def test_a_target_that_is_there_or_cannot_be_known_is_left_alone(tmp_path: Path, files: dict[str, str]) -> None:
    assert source(tmp_path, files) == []


@pytest.mark.parametrize(
    ("files", "start"),
    [
        (workflow("pytest --cov=shop-server"), ".github/workflows/ci.yml: --cov=shop-server: `shop-server` names no"),
        (workflow("pytest --cov tests"), ".github/workflows/ci.yml: tests: `tests` points coverage at the tests only"),
        (workflow("pytest --cov -q"), ".github/workflows/ci.yml: --cov: `--cov` names no package"),
        ({"setup.cfg": "[coverage:run]\nsource = shop, gone\n"}, "setup.cfg: gone: `gone` names no package"),
        ({"pyproject.toml": PROJECT}, "pyproject.toml: [project]: nothing points coverage"),
        (
            {".coveragerc": "[run]\nsource = shop\n", "setup.cfg": "[coverage:run]\nsource = tests\n"},
            "setup.cfg: tests: `tests` is never read as a target: coverage.py reads .coveragerc",
        ),
    ],
)
def test_a_target_that_is_missing_is_reported_where_it_stands(
    tmp_path: Path, files: dict[str, str], start: str
) -> None:
    (found,) = source(tmp_path, files)
    assert found.startswith(start)
    assert found.endswith("(high)")


def test_each_missing_target_is_reported_once(tmp_path: Path) -> None:
    text = "jobs: {a: {steps: [{run: pytest --cov=gone --cov=lost --cov=shop}]}}\n"
    assert len(source(tmp_path, {".github/workflows/ci.yml": text})) == 2
