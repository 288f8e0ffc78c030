"""Reports as a build service meets them: several in one run, paths from where it looks for files, the job's summary."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from typer.testing import Result

from mcp_lintel.report import FORMATS
from mcp_lintel.report.below import below
from mcp_lintel.report.json import render

from .rich import outcome

Command = Callable[..., Result]
VAGUE = ("--select", "tool-name-vague", "--isolated")
SERVER = '''from fastmcp import FastMCP

mcp = FastMCP("orders")


@mcp.tool
def process_data(order_id: int) -> str:
    """Tell the state of an order."""
    return str(order_id)
'''


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, the current folder, with a server in `apps/büro server`."""
    project = tmp_path / "apps" / "büro server"
    project.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (project / "pyproject.toml").write_text(
        '[project]\nname = "orders"\nversion = "1"\ndependencies = ["fastmcp>=2.10,<3"]\n'
    )
    (project / "server.py").write_text(SERVER)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path


def test_one_run_writes_every_format(lintel: Command, repository: Path) -> None:
    formats = sorted(FORMATS.keys() - {"sarif-audit"})
    words = [word for name in formats for word in ("--report", f"{name}=r.{name}")]
    assert lintel("check", *VAGUE, *words).exit_code == 1
    assert all("process_data" in (repository / f"r.{name}").read_text(encoding="utf-8") for name in formats)


def test_every_format_can_go_to_stdout_with_the_same_exit_code(lintel: Command, repository: Path) -> None:
    for name in FORMATS.keys() - {"sarif-audit"}:
        result = lintel("check", *VAGUE, "--output-format", name)
        assert (result.exit_code, "process_data" in result.stdout) == (1, True)


def test_services_get_paths_from_the_current_folder(lintel: Command, repository: Path) -> None:
    def told(format: str) -> str:
        return lintel("check", *VAGUE, "--output-format", format, "apps/büro server").stdout

    path = "apps/büro server/server.py"
    assert told("github").startswith(f"::warning file={path},line=7,")
    assert f"sourcepath={path};" in told("azure")
    assert json.loads(told("gitlab"))[0]["location"]["path"] == path
    assert json.loads(told("rdjson"))["diagnostics"][0]["location"]["path"] == path
    assert [case.get("file") for case in fromstring(told("junit")).iter("testcase")] == [path]
    (result,) = json.loads(told("sarif"))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == "apps/b%C3%BCro%20server/server.py"


def test_programs_get_paths_from_the_folder_that_was_named(lintel: Command, repository: Path) -> None:
    told = json.loads(lintel("check", *VAGUE, "--output-format", "json", "apps/büro server").stdout)
    assert [finding["path"] for finding in told["findings"]] == ["server.py"]


def test_a_folder_elsewhere_changes_no_path(lintel: Command, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "other").mkdir()
    monkeypatch.chdir(repository / "other")
    told = lintel("check", *VAGUE, "--output-format", "github", "../apps/büro server").stdout
    assert told.startswith("::warning file=server.py,line=7,")


def test_everything_that_is_told_moves_below_a_folder() -> None:
    told = json.loads(render(below(outcome(), "a b/c")))

    def paths(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["path"]] if value.get("path") else []
            return own + [path for one in value.values() for path in paths(one)]
        return [path for one in value for path in paths(one)] if isinstance(value, list) else []

    assert len(paths(told)) > 15
    assert all(path.startswith("a b/c/") for path in paths(told))
    plain = json.loads(render(outcome()))
    assert [f["start"] for f in told["findings"]] == [f["start"] for f in plain["findings"]]
    assert below(outcome(), "a b/c").projects[0].path == "a b/c/apps/büro server"


def test_the_jobs_summary_keeps_what_others_wrote(
    lintel: Command, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = repository / "summary.md"
    summary.write_text("# Tests passed\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    lintel("check", *VAGUE, "--report", f"github-summary={summary}")
    assert summary.read_text().startswith("# Tests passed\n## mcp-lintel: 1 finding\n")


def test_a_summary_in_a_file_of_its_own_is_written_anew(lintel: Command, repository: Path) -> None:
    for _ in range(2):
        lintel("check", *VAGUE, "--report", "github-summary=own.md")
    assert (repository / "own.md").read_text().count("## mcp-lintel") == 1


def test_the_same_run_gives_the_same_bytes(lintel: Command, repository: Path) -> None:
    for name in FORMATS.keys() - {"sarif-audit"}:
        first, second = (lintel("check", *VAGUE, "--output-format", name).stdout for _ in range(2))
        assert first == second


def test_a_line_on_stderr_starts_no_command(lintel: Command, repository: Path) -> None:
    (repository / "::error::x.py").write_text("def broken(:\n    # ##vso[task.complete]\n")
    result = lintel("check", *VAGUE, "--output-format", "json")
    assert "./::error::x.py:1: " in result.stderr
    assert not any(line.startswith("::") or "##vso[" in line for line in result.stderr.splitlines())
