"""Both pre-commit hooks work as somebody else's repository would use them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
SERVER = '''
from fastmcp import FastMCP

mcp = FastMCP("orders")


@mcp.tool
def process_data(order_id: int) -> str:
    """Tell the state of an order."""
    return str(order_id)
'''
IDENTITY = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false")

pytestmark = [
    pytest.mark.network,
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
]


def git(folder: Path, *words: str) -> str:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(["git", *IDENTITY, *words], cwd=folder, env=bare, capture_output=True, text=True, check=True)
    return done.stdout


def commit(folder: Path) -> Path:
    """Make a repository of a folder with everything in it committed."""
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "all")
    return folder


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """A repository with what the hooks are installed from, as it stands in the tree now."""
    folder = tmp_path / "hooks"
    unwanted = shutil.ignore_patterns("__pycache__", ".*_cache", "*.egg-info")
    for name in ("src", "rules", "docs"):
        shutil.copytree(TOP / name, folder / name, ignore=unwanted)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml", ".gitignore"):
        shutil.copy(TOP / name, folder / name)
    return commit(folder)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a faulty server, a second faulty file, and a file of no concern."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "orders"\nversion = "1"\ndependencies = ["fastmcp>=2.10,<3"]\n'
    )
    (folder / "server.py").write_text(SERVER)
    (folder / "other.py").write_text(SERVER.replace('"orders"', '"others"').replace("process_data", "do_stuff"))
    return commit(folder)


def try_hook(hook: str, hooks: Path, project: Path, tmp_path: Path, *words: str) -> tuple[int, str]:
    """The exit code and output of a hook tried on a project, with a pre-commit store of its own."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), hook, "--verbose", *words],
        cwd=project,
        env=bare | {"PRE_COMMIT_HOME": str(tmp_path / "store"), "PRE_COMMIT_COLOR": "never"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_the_hooks_report_the_project_and_the_changed_files(hooks: Path, project: Path, tmp_path: Path) -> None:
    code, told = try_hook("mcp-lintel", hooks, project, tmp_path, "--all-files")
    assert code == 1, told
    assert "process_data" in told, told
    assert "do_stuff" in told, told

    code, told = try_hook("mcp-lintel-changed", hooks, project, tmp_path, "--files", "other.py")
    assert code == 1, told
    assert "do_stuff" in told, told
    assert "process_data" not in told, told

    (project / "server.py").write_text(SERVER.replace("process_data", "get_order"))
    code, told = try_hook("mcp-lintel-changed", hooks, project, tmp_path, "--files", "server.py")
    assert code == 0, told
    assert "Passed" in told, told
