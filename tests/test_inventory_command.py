"""`inventory --diff` as people and programs meet it: exit codes, streams, mistakes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Command = Callable[..., Result]
SERVER = '''from fastmcp import FastMCP

mcp = FastMCP("orders")


@mcp.tool
def get_order(order_id: int, currency: str = "EUR") -> str:
    """Tell the state of an order."""
    return str(order_id)
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one server."""
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    (folder / "server.py").write_text(SERVER)
    return folder


@pytest.fixture
def base(project: Path, tmp_path: Path, lintel: Command) -> Path:
    """Its inventory, stored."""
    path = tmp_path / "base.json"
    path.write_text(lintel("inventory", "--format", "json", project).stdout, encoding="utf-8")
    return path


def test_nothing_changed_ends_with_0(lintel: Command, project: Path, base: Path) -> None:
    result = lintel("inventory", "--diff", base, project)
    assert (result.exit_code, result.stdout) == (0, "Nothing that a client would notice.\n")


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_a_breaking_change_ends_with_1(lintel: Command, project: Path, base: Path, form: str) -> None:
    (project / "server.py").write_text(SERVER.replace(' = "EUR"', "").replace("state", "price"))
    result = lintel("inventory", "--diff", base, "--format", form, project)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == "mcp-lintel: 1 breaking change, 1 note"
    assert "is now required" in result.stdout
    if form == "json":
        found = json.loads(result.stdout)
        assert (found["breaking"], found["summary"]["breaking"]) == (True, 1)
        assert [one["what"] for one in found["servers"][0]["changes"]] == ["parameter-required", "description-changed"]


def test_a_change_that_breaks_nobody_ends_with_0(lintel: Command, project: Path, base: Path) -> None:
    (project / "server.py").write_text(SERVER.replace("EUR", "CHF"))
    result = lintel("inventory", "--diff", base, project, "--quiet")
    assert (result.exit_code, result.stderr) == (0, "")
    assert 'default "EUR" -> "CHF"' in result.stdout


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff\xfe{", b'{"findings": []}'])
def test_what_is_no_inventory_is_one_line_and_exit_code_2(
    lintel: Command, project: Path, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "other.json"
    if content is not None:
        path.write_bytes(content)
    result = lintel("inventory", "--diff", path, project)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"mcp-lintel: --diff {path}: ")
    assert "make one with `mcp-lintel inventory --format json`" in line
