"""The way in that the guide describes, walked once on a repository: baseline, gate, waiver, expiry, prune, a branch."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Command = Callable[..., Result]
PYPROJECT = '[project]\nname = "orders"\nversion = "1"\ndependencies = ["fastmcp>=4.1,<5"]\n'
OLD = '''from fastmcp import FastMCP

mcp = FastMCP("orders")


@mcp.tool
def process_data(order_id: int) -> str:
    """Tell the state of an order."""
    return str(order_id)
'''
NEW = '''

@mcp.tool
def store_order(order: dict) -> str:
    """Put an order away."""
    return str(order)
'''
RULES = ("--select", "tool-name-vague,free-form-parameter")


def git(folder: Path, *words: str) -> None:
    bare = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ["-c", "user.name=Tester", "-c", "user.email=tester@example.invalid"]
    subprocess.run(["git", *who, *words], cwd=folder, env=bare | quiet, capture_output=True, check=True)


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository on `main` whose server has one old fault; the current folder."""
    folder = tmp_path / "orders"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch", "main")
    (folder / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (folder / "server.py").write_text(OLD, encoding="utf-8")
    commit(folder, "as it grew")
    monkeypatch.chdir(folder)
    return folder


def test_a_team_gets_in_and_stays_in(lintel: Command, repository: Path) -> None:
    server, baseline = repository / "server.py", repository / ".mcp-lintel-baseline.json"

    def check(*words: str) -> int:
        return lintel("check", *RULES, *words).exit_code

    gate = ("--baseline", str(baseline))
    assert check() == 1, "the old fault fails an ungated run"
    assert lintel("baseline", "write", *RULES).exit_code == 0
    assert "process_data" in baseline.read_text(encoding="utf-8")
    assert check(*gate) == 0, "what is written down passes"
    commit(repository, "a baseline")

    git(repository, "switch", "--quiet", "--create", "work")
    server.write_text("# A line above.\n" + OLD + NEW, encoding="utf-8")
    assert check(*gate) == 1, "one new fault fails, although every line moved"
    assert check("--diff-against", "main") == 1, "and so it does against the branch it came from"

    owner = ("--owner", "orders team", "--reason", "the client is being rewritten", "--expires", "2030-06-30")
    waived = lintel("waive", "free-form-parameter", "server.py:store_order", *owner, "--today", "2030-01-01")
    assert waived.exit_code == 0, waived.stderr
    assert check(*gate, "--today", "2030-02-01") == 0, "a waiver passes it"
    late = lintel("check", *RULES, *gate, "--today", "2030-07-01")
    assert late.exit_code == 1, "until its last day is over"
    assert "expired" in late.stdout + late.stderr

    server.write_text((OLD + NEW).replace("process_data", "get_order").replace("store_order", "put_order"), "utf-8")
    before = baseline.read_text(encoding="utf-8")
    assert "stale" in (told := lintel("check", *RULES, *gate)).stdout + told.stderr
    assert lintel("baseline", "prune").exit_code == 0
    assert len(baseline.read_text(encoding="utf-8")) < len(before), "what was mended is taken out"
    assert "process_data" not in baseline.read_text(encoding="utf-8")

    server.write_text(OLD, encoding="utf-8")
    assert check("--diff-against", "main") == 0, "nothing new is left on the branch"
    assert check(*gate) == 1, "and what was mended once does not come back unseen"
