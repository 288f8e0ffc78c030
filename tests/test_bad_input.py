"""Trees that hold what no tree should: each is told in one clear line, and the rest is analysed all the same."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mcp_lintel.cli import app

PYPROJECT = '[project]\nname = "orders"\nversion = "1"\ndependencies = ["fastmcp>=2.10,<3"]\n'
SERVER = '''from fastmcp import FastMCP

mcp = FastMCP("orders")


@mcp.tool
def process_data(order_id: int) -> str:
    """Tell the state of an order."""
    return str(order_id)
'''
FOUND = "server.py:7:5: warning: "


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one finding."""
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "server.py").write_text(SERVER)
    return folder


def snapshot(folder: Path) -> dict[str, object]:
    """What lies in a folder: contents, links and times of change."""
    return {
        path.relative_to(folder).as_posix(): (
            os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else "",
            path.lstat().st_mtime_ns,
        )
        for path in folder.rglob("*")
    }


def check(project: Path, *words: str) -> Result:
    """The run's result with concise lines; fails when the run touched the tree or let a traceback out."""
    before = snapshot(project)
    command = ["check", "--select", "tool-name-vague", "--output-format", "concise", *words, str(project)]
    result = CliRunner().invoke(app, command, catch_exceptions=False)
    assert snapshot(project) == before
    assert "Traceback" not in result.output
    return result


def deep(open_with: str, middle: str, close_with: str) -> bytes:
    return f"value = {open_with * 3000}{middle}{close_with * 3000}\n".encode()


UNREAD = {
    "not UTF-8": (b"name = 'caf\xe9'\n", "is not valid UTF-8"),
    "null byte": (b"x = 1\ny = '\0'\n", "null byte on line 2"),
    "unknown encoding": (b"# -*- coding: klingon -*-\n", "encoding"),
    "over 5 MB": (b"x = 1\n" * 1_000_000, "above the limit"),
    "Python 2": (b"print 'hello'\n", "bad.py:1"),
    "unfinished": (b"def f(:\n", "bad.py:1"),
}


@pytest.mark.parametrize("case", UNREAD)
def test_a_file_that_cannot_be_read_is_named_and_the_rest_is_analysed(project: Path, case: str) -> None:
    data, told = UNREAD[case]
    (project / "bad.py").write_bytes(data)
    result = check(project)
    assert result.exit_code == 1
    assert FOUND in result.stdout
    lines = [line for line in result.stdout.splitlines() if line.startswith("bad.py")]
    assert len(lines) == 1, result.output
    assert told in lines[0]
    assert "1 file that could not be read" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize("case", UNREAD)
def test_it_fails_the_run_without_any_finding_too(project: Path, case: str) -> None:
    (project / "server.py").write_text(SERVER.replace("process_data", "get_order"))
    (project / "bad.py").write_bytes(UNREAD[case][0])
    assert check(project).exit_code == 1
    assert check(project, "--exit-zero").exit_code == 0


@pytest.mark.parametrize(
    "data",
    [
        deep("(", "1", ")"),
        deep("-", "1", ""),
        deep("1 + ", "1", ""),
        deep("f(", "1", ")"),
        deep("not ", "x", ""),
        deep("a.", "b", ""),
        deep("x if y else ", "z", ""),
        deep("", "'a'", ".strip()"),
    ],
    ids=["brackets", "signs", "sums", "calls", "nots", "attributes", "choices", "chain"],
)
def test_a_deep_expression_never_brings_the_run_down(project: Path, data: bytes) -> None:
    (project / "bad.py").write_bytes(data)
    result = check(project)
    assert result.exit_code == 1
    assert FOUND in result.stdout
    assert "internal" not in result.output
    (project / "server.py").write_bytes(SERVER.encode() + data)
    assert check(project).exit_code == 1
    assert "internal" not in check(project).output


READ: dict[str, Callable[[str], bytes]] = {
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "lone CR": lambda text: text.replace("\n", "\r").encode(),
    "tabs": lambda text: text.replace("    ", "\t").encode(),
    "form feed": lambda text: text.replace("\n\n\n", "\n\n\x0c\n").encode(),
    "latin-1 as declared": lambda text: ("# coding: latin-1\n" + text.replace("orders", "caf\xe9")).encode("latin-1"),
    "no line end": lambda text: text.rstrip().encode(),
}


@pytest.mark.parametrize("case", READ)
def test_unusual_but_valid_files_are_read_with_exact_places(project: Path, case: str) -> None:
    (project / "server.py").write_bytes(READ[case](SERVER))
    result = check(project)
    assert result.exit_code == 1, result.output
    line = 8 if case == "latin-1 as declared" else 7
    assert result.stdout.startswith(f"server.py:{line}:5: warning: "), result.output
    assert len(result.stdout.splitlines()) == 1


def test_symlink_loops_end(project: Path) -> None:
    (project / "a.py").symlink_to("b.py")
    (project / "b.py").symlink_to("a.py")
    (project / "self").symlink_to(".")
    (project / "deep").mkdir()
    (project / "deep" / "up").symlink_to("..")
    result = check(project)
    assert result.exit_code == 1
    assert result.stdout.count("process_data") == 1


def test_a_link_out_of_the_folder_is_not_followed(project: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "other.py").write_text(SERVER.replace("process_data", "do_stuff"))
    (project / "other.py").symlink_to(outside / "other.py")
    (project / "linked").symlink_to(outside)
    result = check(project)
    assert "do_stuff" not in result.output
    assert FOUND in result.stdout


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser can read every file")
def test_a_file_without_permission_is_named(project: Path) -> None:
    (project / "bad.py").write_text("x = 1\n")
    (project / "bad.py").chmod(0)
    before = (project / "server.py").read_bytes()
    command = ["check", "--select", "tool-name-vague", "--output-format", "concise", str(project)]
    result = CliRunner().invoke(app, command, catch_exceptions=False)
    (project / "bad.py").chmod(0o644)
    assert result.exit_code == 1
    assert "bad.py:1:1: error: cannot be read: Permission denied" in result.stdout
    assert FOUND in result.stdout
    assert (project / "server.py").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("pyproject.toml", "[project\nname = 1\n", 1),
        (".github/workflows/ci.yml", "jobs:\n  a: [1\n", 0),
        (".github/workflows/ci.yml", "a: 1\n\tb: 2\n", 2),
    ],
    ids=["TOML", "unfinished YAML", "a tab in YAML"],
)
def test_a_broken_artifact_is_named_and_the_rest_is_analysed(project: Path, name: str, text: str, line: int) -> None:
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    result = check(project)
    assert result.exit_code == 1
    assert FOUND in result.stdout
    lines = [told for told in result.stdout.splitlines() if told.startswith(f"{name}:")]
    assert len(lines) == 1, result.output
    assert not line or lines[0].startswith(f"{name}:{line}:")


def test_an_empty_repository_is_a_mistake_in_one_line(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    result = check(tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_a_tree_without_a_server_is_told(project: Path) -> None:
    (project / "server.py").write_text("x = 1\n")
    result = check(project, "-v")
    assert result.exit_code == 0
    assert "no MCP server" in result.stderr


def test_a_tool_name_cannot_move_the_cursor(project: Path) -> None:
    text = SERVER.replace("@mcp.tool", '@mcp.tool(name="process_data\\x1b[2J\\n")')
    (project / "server.py").write_text(text)
    command = ["check", "--select", "tool-name-not-snake-case", str(project)]
    result = CliRunner().invoke(app, command, catch_exceptions=False)
    assert result.exit_code == 1
    assert "\x1b" not in result.output
