"""The command as people and programs meet it: exit codes, streams, colour, reports, settings and mistakes."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from mcp_lintel import run
from mcp_lintel.console import Colour, wants_colour
from mcp_lintel.verdict.finding import Outcome

PYPROJECT = '[project]\nname = "orders"\nversion = "1"\ndependencies = ["fastmcp>=2.10,<3"]\n'
SERVER = '''from fastmcp import FastMCP

mcp = FastMCP("orders")


@mcp.tool
def process_data(order_id: int) -> str:
    """Tell the state of an order."""
    return str(order_id)


if __name__ == "__main__":
    mcp.run()
'''
Command = Callable[..., Result]
VAGUE = ("--select", "tool-name-vague")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one server, one of whose tools has a vague name."""
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "server.py").write_text(SERVER)
    return folder


def clean(project: Path) -> Path:
    """The project with the vague name mended."""
    (project / "server.py").write_text(SERVER.replace("process_data", "get_order"))
    return project


def last_line(result: Result) -> str:
    return result.stderr.splitlines()[-1]


def run_apart(*words: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "mcp_lintel", *map(str, words)],
        cwd=cwd,
        env=os.environ | more,
        capture_output=True,
        text=True,
        check=False,
    )


# Exit codes and streams


def test_a_clean_project_ends_with_0_and_says_so(lintel: Command, project: Path) -> None:
    result = lintel("check", *VAGUE, clean(project))
    assert result.exit_code == 0
    assert last_line(result) == "mcp-lintel: no findings at or above warning"


def test_a_finding_ends_with_1_and_stands_on_stdout(lintel: Command, project: Path) -> None:
    result = lintel("check", *VAGUE, project)
    assert result.exit_code == 1
    assert "process_data" in result.stdout
    assert "process_data" not in result.stderr
    assert last_line(result) == "mcp-lintel: 1 finding at or above warning (1 warning)"


@pytest.mark.parametrize("format", ["text", "concise", "json", "sarif"])
def test_the_exit_code_is_the_same_for_every_format(lintel: Command, project: Path, format: str) -> None:
    assert lintel("check", *VAGUE, "--output-format", format, project).exit_code == 1


def test_exit_zero_turns_1_into_0_only(lintel: Command, project: Path, tmp_path: Path) -> None:
    result = lintel("check", *VAGUE, "--exit-zero", project)
    assert result.exit_code == 0
    assert "process_data" in result.stdout
    assert lintel("check", "--exit-zero", tmp_path / "gone").exit_code == 2


def test_fail_on_error_lets_a_warning_pass(lintel: Command, project: Path) -> None:
    result = lintel("check", *VAGUE, "--fail-on", "error", project)
    assert result.exit_code == 0
    assert "process_data" in result.stdout


def test_quiet_says_nothing_of_success_but_names_a_failure(lintel: Command, project: Path) -> None:
    assert "1 finding" in lintel("check", *VAGUE, "-q", project).stderr
    assert lintel("check", *VAGUE, "-q", clean(project)).stderr == ""


def test_no_server_is_told_and_fails_only_where_one_is_required(lintel: Command, project: Path) -> None:
    (project / "server.py").write_text("x = 1\n")
    assert lintel("check", *VAGUE, project).exit_code == 0
    result = lintel("check", *VAGUE, "--require-server", project)
    assert result.exit_code == 3
    assert "no MCP server was found" in last_line(result)


def test_an_internal_fault_is_one_line_and_3_and_a_traceback_with_v(
    lintel: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(request: run.Request) -> Outcome:
        raise ZeroDivisionError(f"for {request.paths[0].name}\nsecond line")

    monkeypatch.setattr(run, "check", broken)
    result = lintel("check", project)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.splitlines() == [
        "mcp-lintel: internal fault: ZeroDivisionError: for project second line; "
        "run again with -v for the traceback (exit 3)"
    ]
    assert "Traceback" in lintel("check", "-v", project).stderr


def test_a_reader_that_stops_early_changes_nothing(project: Path) -> None:
    words = [sys.executable, "-m", "mcp_lintel", "check", *VAGUE, "--output-format", "sarif", str(project)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    told = process.stderr.read()
    assert process.wait() == 1
    assert told.splitlines()[-1].endswith("1 finding at or above warning (1 warning)")
    assert "Traceback" not in told
    assert "Exception" not in told


# Mistakes: one clear line, exit code 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "gone"), "gone"),
        (("check", "project", "gone.py"), "gone.py"),
        (("check", "--select", "tool-name-vauge", "project"), "did you mean `tool-name-vague`?"),
        (("check", "--ignore", "tool-name-vauge", "project"), "did you mean `tool-name-vague`?"),
        (("check", "--report", "sarif", "project"), "must be FORMAT=PATH"),
        (("check", "--report", "sarfi=x", "project"), "did you mean `sarif`?"),
        (("check", "--report", "sarif=gone/x", "project"), "there is no folder gone"),
        (("check", "--report", "sarif=project", "project"), "is a folder"),
        (("check", "--config", "gone.toml", "project"), "gone.toml: cannot be read"),
        (("check", "--standard", "gone", "project"), "gone"),
        (("check", "--rules", "gone", "project"), "gone"),
        (("check", "--severity", "fatal", "project"), "'fatal' is not one of 'error', 'warning', 'note'"),
        (("check", "--slect", "x"), "--select"),
        (("chekc",), "Did you mean 'check'?"),
        (("explain", "tool-name-vauge"), "did you mean `tool-name-vague`?"),
        (("explain", "TOOL-999"), "TOOL-999"),
    ],
)
def test_a_mistake_is_answered_on_the_last_line_of_stderr(
    lintel: Command,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(project.parent)
    result = lintel(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in last_line(result)
    assert "Traceback" not in result.stderr


def test_a_folder_without_python_is_a_mistake(lintel: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "README.md").write_text("nothing here\n")
    result = lintel("check", tmp_path / "empty")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "Python" in result.stderr


def test_a_misspelt_setting_is_a_mistake(lintel: Command, project: Path) -> None:
    (project / "mcp-lintel.toml").write_text("slect = []\n")
    result = lintel("check", project)
    assert result.exit_code == 2
    assert "mcp-lintel.toml:1: unknown setting `slect`; did you mean `select`?" in last_line(result)
    assert lintel("check", "--isolated", *VAGUE, project).exit_code == 1


def test_a_setting_for_an_unknown_rule_is_a_mistake(lintel: Command, project: Path) -> None:
    (project / "mcp-lintel.toml").write_text("[rules.tool-name-vauge]\na = 1\n")
    result = lintel("check", project)
    assert result.exit_code == 2
    assert "did you mean `tool-name-vague`?" in last_line(result)


# Settings reach the run


def test_settings_files_flags_and_environment_reach_the_run(
    lintel: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "mcp-lintel.toml").write_text('select = ["tool-name-vague"]\nfail-on = "error"\n')
    assert lintel("check", project).exit_code == 0
    assert lintel("check", "--fail-on", "note", project).exit_code == 1
    monkeypatch.setenv("MCP_LINTEL_FAIL_ON", "warning")
    assert lintel("check", project).exit_code == 1
    assert lintel("check", "--ignore", "tool-name-vague", project).exit_code == 0


def test_rules_can_be_named_by_clause_and_folder(lintel: Command, project: Path) -> None:
    for name in ("TOOL-03", "tools"):
        assert "tool-name-vague" in lintel("check", "--select", name, project).stdout, name
    assert "tool-name-vague" not in lintel("check", "--select", "security", project).stdout


def test_an_excluded_file_is_left_out(lintel: Command, project: Path) -> None:
    (project / "other.py").write_text("x = 1\n")
    result = lintel("check", *VAGUE, "--extend-exclude", "server.py", project)
    assert "process_data" not in result.stdout
    named = ("check", *VAGUE, "--extend-exclude", "server.py", project / "server.py")
    assert "process_data" in lintel(*named).stdout
    assert "process_data" not in lintel(*named, "--force-exclude").stdout


def test_paths_narrow_the_report_and_not_the_reading(lintel: Command, project: Path) -> None:
    (project / "other.py").write_text("x = 1\n")
    assert lintel("check", *VAGUE, project / "other.py").exit_code == 0
    assert lintel("check", *VAGUE, project / "server.py").exit_code == 1


def test_rules_of_one_s_own_come_from_the_command_line_only(lintel: Command, project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "evil.py").write_text("raise RuntimeError('was run')\n")
    result = lintel("check", "--rules", folder, project)
    assert result.exit_code == 2
    assert "was run" in last_line(result)
    (project / "rules").mkdir()
    (project / "rules" / "evil.py").write_text("raise RuntimeError('was run')\n")
    assert lintel("check", *VAGUE, project).exit_code == 1


# Reports


def test_reports_go_to_files_beside_stdout(lintel: Command, project: Path, tmp_path: Path) -> None:
    sarif, concise = tmp_path / "r.sarif", tmp_path / "r.txt"
    concise.write_text("old")
    result = lintel("check", *VAGUE, "--report", f"sarif={sarif}", "--report", f"concise={concise}", project)
    assert "process_data" in result.stdout
    assert json.loads(sarif.read_text())["version"] == "2.1.0"
    assert "old" not in concise.read_text()
    assert concise.read_text().startswith("server.py:7:5: warning: ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "r.sarif", "r.txt"]


def test_a_report_file_is_the_same_as_the_report_on_stdout(lintel: Command, project: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.json"
    result = lintel("check", *VAGUE, "--output-format", "json", "--report", f"json={file}", project)
    assert file.read_text() == result.stdout
    findings = json.loads(result.stdout)["findings"]
    assert [(finding["rule"], finding["path"]) for finding in findings] == [("tool-name-vague", "server.py")]


def test_a_report_can_be_written_to_a_device(lintel: Command, project: Path) -> None:
    assert lintel("check", *VAGUE, "--report", f"json={os.devnull}", project).exit_code == 1
    assert not Path(os.devnull).is_file()


def test_the_audit_profile_keeps_ignored_findings(lintel: Command, project: Path) -> None:
    text = SERVER.replace("def process_data", "def process_data").replace(
        "-> str:", "-> str:  # lintel: ignore[tool-name-vague] clients call it by this name", 1
    )
    (project / "server.py").write_text(text)
    words = ("check", *VAGUE, "--output-format", "sarif", project)
    bare = json.loads(lintel(*words).stdout)
    kept = json.loads(lintel(*words, "--sarif-profile", "audit").stdout)
    assert bare["runs"][0]["results"] == []
    assert [result["ruleId"] for result in kept["runs"][0]["results"] if result.get("suppressions")] == [
        "tool-name-vague"
    ]


def test_statistics_count_by_rule_on_stderr(lintel: Command, project: Path) -> None:
    result = lintel("check", *VAGUE, "--statistics", "--output-format", "json", project)
    assert "     1  tool-name-vague" in result.stderr
    json.loads(result.stdout)


# Colour

ESCAPE = "\x1b["


def test_colour_is_for_terminals_unless_asked_for(lintel: Command, project: Path) -> None:
    assert ESCAPE not in lintel("check", *VAGUE, project).stdout
    assert ESCAPE in lintel("check", *VAGUE, "--color", "always", project).stdout
    words = ("--color", "always", "--output-format", "json", project)
    assert ESCAPE not in lintel("check", *VAGUE, *words).stdout


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "environment", "coloured"),
    [
        (Colour.AUTO, {}, True),
        (Colour.AUTO, {"NO_COLOR": ""}, True),
        (Colour.AUTO, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (Colour.AUTO, {"TERM": "dumb"}, False),
        (Colour.AUTO, {"TERM": "xterm"}, True),
        (Colour.ALWAYS, {"NO_COLOR": "1"}, True),
        (Colour.NEVER, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_who_decides_on_colour(choice: Colour, environment: dict[str, str], coloured: bool) -> None:
    assert wants_colour(choice, environment, Terminal()) is coloured


def test_force_color_colours_a_pipe(project: Path) -> None:
    words = ("check", *VAGUE, project)
    assert ESCAPE in run_apart(*words, cwd=project, FORCE_COLOR="1").stdout
    assert ESCAPE not in run_apart(*words, cwd=project, FORCE_COLOR="1", NO_COLOR="1").stdout


# The other commands


def test_inventory_lists_tools_and_never_fails_on_findings(lintel: Command, project: Path) -> None:
    result = lintel("inventory", project)
    assert result.exit_code == 0
    assert "process_data" in result.stdout
    assert last_line(result) == "mcp-lintel: 1 server with 1 tool"
    data = json.loads(lintel("inventory", "--format", "json", project).stdout)
    assert [tool["name"] for tool in data["servers"][0]["tools"]] == ["process_data"]


def test_inventory_of_nothing_is_a_mistake(lintel: Command, tmp_path: Path) -> None:
    assert lintel("inventory", tmp_path / "gone").exit_code == 2


def test_rules_are_listed(lintel: Command) -> None:
    assert "tool-name-vague" in lintel("rules").stdout
    rules = json.loads(lintel("rules", "--format", "json").stdout)["rules"]
    assert "tool-name-vague" in [rule["name"] for rule in rules]


def test_explain_knows_rules_and_clauses(lintel: Command) -> None:
    assert lintel("explain", "tool-name-vague").stdout.startswith("# tool-name-vague")
    assert lintel("explain", "tool-03").stdout.startswith("# TOOL-03")


@pytest.mark.parametrize("words", [["--version"], ["-V"]])
def test_the_version_is_told(words: list[str], tmp_path: Path) -> None:
    done = run_apart(*words, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("mcp-lintel 0.")


# The example that `make audit` shows


def test_the_example_shows_what_the_rules_find_and_its_good_module_stays_quiet(lintel: Command) -> None:
    example = Path(run.__file__).parents[2] / "examples" / "legacy-server"
    findings = json.loads(lintel("check", "--output-format", "json", example).stdout)["findings"]
    assert {finding["rule"] for finding in findings} >= {
        "coverage-gate-too-low",
        "coverage-source-missing",
        "free-form-parameter",
        "http-server-without-auth",
        "log-message-interpolated",
        "logging-not-json",
        "parameter-without-type",
        "privileged-tool-without-auth",
        "stdout-written-on-stdio-server",
        "tool-name-not-snake-case",
        "tool-name-not-verb-noun",
        "tool-name-registered-twice",
        "tool-name-vague",
        "tool-without-description",
        "variadic-tool-parameter",
    }
    assert [finding for finding in findings if finding["path"].endswith("carriers.py")] == []
