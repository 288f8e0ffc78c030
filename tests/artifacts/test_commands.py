"""Commands as the files of a project hold them."""

from pathlib import Path

import pytest

from mcp_lintel.artifacts.invocation import invocation
from mcp_lintel.artifacts.types import Command, Runner
from mcp_lintel.text.span import Place, Span

from .project import Project

WORKFLOW = """\
on: push
env: {PYTEST_ADDOPTS: --cov, OTHER: x}
defaults: {run: {working-directory: app}}
jobs:
  test:
    steps:
      - uses: actions/checkout@v5
      - name: é😀
        run: |
          uv sync
          uv run pytest \\
            --cov=shop
        working-directory: server
      - run: >-
          pytest
          -q
      - {run: "tox -e py"}
"""


def commands(tmp_path: Path, files: dict[str, str]) -> list[Command]:
    return list(Project(tmp_path, files).artifacts(folder=".").commands)


def test_steps_of_a_workflow_with_folder_and_settings(tmp_path: Path) -> None:
    project = Project(tmp_path, {".github/workflows/ci.yml": WORKFLOW, "app/server/a.py": "", "server/a.py": ""})
    found = project.artifacts(folder=".").commands
    assert [(c.text, c.folder) for c in found] == [
        ("uv sync", "app/server"),
        ("uv run pytest --cov=shop", "app/server"),
        ("pytest -q", "app"),
        ("tox -e py", "app"),
    ]
    assert found[1].env == (("PYTEST_ADDOPTS", "--cov"),)
    assert [project.quoted(place) for place in found[1].places] == ["uv", "run", "pytest", "--cov=shop"]
    assert [project.quoted(place) for place in found[2].places] == ["pytest", "-q"]
    assert project.quoted(found[3].place) == "tox -e py"
    assert {(c.runner, c.where) for c in found} == {(Runner.CI, "job test")}


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "Makefile",
            "COV ?= --cov=shop\ntest: build\n\t@-pytest $(COV) \\\n\t  -q\n\techo $$X\n",
            "pytest --cov=shop -q",
        ),
        ("justfile", "test *args:\n    uv run pytest {{args}}\n", "uv run pytest {{args}}"),
        ("tox.ini", "[testenv:py]\ncommands =\n    pytest {posargs:tests} --cov\n", "pytest {posargs:tests} --cov"),
        ("noxfile.py", 'def tests(session):\n    session.run("pytest", "--cov", *x)\n', "pytest --cov $…"),
        ("tasks.py", 'def tests(c):\n    c.run("pytest --cov")\n', "pytest --cov"),
        ("pyproject.toml", '[tool.poe.tasks]\ntest = { cmd = "pytest --cov" }\n', "pytest --cov"),
        ("pyproject.toml", '[tool.hatch.envs.default.scripts]\ncov = ["pytest --cov"]\n', "pytest --cov"),
        ("pyproject.toml", '[tool.tox.env_run_base]\ncommands = [["pytest", "--cov"]]\n', "pytest --cov"),
        ("package.json", '{"scripts": {"test": "pytest --cov"}}', "pytest --cov"),
        ("scripts/test.sh", "#!/bin/sh\nset -e\npytest --cov\n", "pytest --cov"),
        ("ci/run", "#!/usr/bin/env bash\npytest --cov\n", "pytest --cov"),
        (".gitlab-ci.yml", "test:\n  script:\n    - pytest --cov\n", "pytest --cov"),
        ("azure-pipelines.yml", "steps:\n  - script: |\n      pytest --cov\n", "pytest --cov"),
        (".circleci/config.yml", "jobs:\n  a:\n    steps:\n      - run: {command: pytest --cov}\n", "pytest --cov"),
        ("compose.yaml", "services:\n  t:\n    command: [pytest, --cov]\n", "pytest --cov"),
        ("Dockerfile", "FROM x\nRUN --mount=type=cache,target=/c \\\n  # why\n  pytest --cov\n", "pytest --cov"),
        ("Dockerfile", 'FROM x\nCMD ["pytest", "--cov"]\n', "pytest --cov"),
        ("Dockerfile", "FROM x\nRUN <<EOF\nset -e\npytest --cov\nEOF\n", "pytest --cov"),
        ("Dockerfile", "# escape=`\nFROM x\nRUN pytest `\n  --cov\n", "pytest --cov"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_command_is_found_in_every_kind_of_file(
    tmp_path: Path, path: str, text: str, expected: str, newline: str
) -> None:
    found = commands(tmp_path, {path: text.replace("\n", newline)})
    runs = [command for command in found if "pytest" in command.words]
    assert [command.text for command in runs] == [expected]
    source = Project(tmp_path, {path: text.replace("\n", newline)}).read(path)
    assert "pytest" in source.snippet(runs[0].place.span)


@pytest.mark.parametrize(
    ("text", "program", "args"),
    [
        ("pytest -q", "pytest", ["-q"]),
        ("python -m pytest -q", "pytest", ["-q"]),
        ("python3.12 -W error -m coverage run", "coverage", ["run"]),
        ("uv run --with x --extra pytest pytest -q", "pytest", ["-q"]),
        ("A=1 sudo -E poetry run python -m pytest", "pytest", []),
        ("hatch run test:pytest -q", "pytest", ["-q"]),
        ("docker compose run --rm app pytest -q", "pytest", ["-q"]),
        (".venv/bin/pytest -q", "pytest", ["-q"]),
        ("uvx --from x coverage report", "coverage", ["report"]),
        ("$(UV) pytest -q", "pytest", ["-q"]),
        ("timeout 60 pytest", "pytest", []),
        ("uv pip install pytest coverage", None, []),
        ("pip install pytest", None, []),
        ("uv add --dev pytest", None, []),
        ("echo pytest", None, []),
        ("python tests/pytest", None, []),
        ("uv run python scripts/coverage.py", None, []),
        ("uv", None, []),
        ("python -m", None, []),
    ],
)
def test_what_a_command_runs_in_the_end(text: str, program: str | None, args: list[str]) -> None:
    words, place = tuple(text.split()), Place("x", Span(0, 1))
    found = invocation(Command(text, words, place, (place,) * len(words), Runner.CI, ""))
    assert (found.program if found else None) == program
    assert list(found.args if found else ()) == args


def test_a_secret_in_a_command_is_never_kept(tmp_path: Path) -> None:
    text = (
        "a:\n\tAPI_TOKEN=hunter2 run --password hunter2 --api-key=hunter2 -e DB_PASSWORD=hunter2 "
        "-H 'Authorization: hunter2' https://me:hunter2@example.org/\n"
    )
    found = commands(tmp_path, {"Makefile": text})
    assert len(found) == 1
    assert "hunter2" not in repr(found)


def test_a_changed_folder_counts_for_the_commands_that_follow(tmp_path: Path) -> None:
    found = commands(tmp_path, {"scripts/a.sh": "a\ncd app\nb\ncd $X\nc\n", "app/x.py": ""})
    assert [(c.text, c.folder) for c in found if c.words[0] != "cd"] == [("a", "."), ("b", "app"), ("c", None)]
