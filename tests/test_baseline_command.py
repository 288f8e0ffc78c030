"""The baseline as a team meets it: what is known passes, what is new fails, what is gone is told and taken out."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

PYPROJECT = '[project]\nname = "orders"\nversion = "1"\ndependencies = ["fastmcp>=2.10,<3"]\n'
SERVER = '''from fastmcp import FastMCP

mcp = FastMCP("orders")


@mcp.tool
def process_data(order_id: int, options: dict) -> str:
    """Tell the state of an order."""
    return str(order_id)


@mcp.tool
def get_order(order_id: int) -> str:
    """Tell an order."""
    return str(order_id)
'''
NAME = ".mcp-lintel-baseline.json"
RULES = ("--select", "tool-name-vague,free-form-parameter")
Command = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one server that has two faults; the current folder."""
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "server.py").write_text(SERVER)
    monkeypatch.chdir(folder)
    return folder


def change(project: Path, old: str, new: str) -> None:
    text = (project / "server.py").read_text()
    assert old in text
    (project / "server.py").write_text(text.replace(old, new))


def entries(project: Path) -> list[dict[str, str]]:
    return list(json.loads((project / NAME).read_text())["entries"])


def last_line(result: Result) -> str:
    return result.stderr.splitlines()[-1]


def test_what_is_found_today_is_written_one_entry_a_line_and_passes_tomorrow(lintel: Command, project: Path) -> None:
    written = lintel("baseline", *RULES)
    assert written.exit_code == 0
    assert last_line(written).startswith(f"mcp-lintel: 2 findings written to {NAME}; use it with")
    found = entries(project)
    assert [{e["rule"], e["path"], e["symbol"]} for e in found]
    assert [e["fingerprint"] for e in found] == sorted(e["fingerprint"] for e in found)
    lines = (project / NAME).read_text().splitlines()
    assert sum('"fingerprint"' in line for line in lines) == 2
    assert all(json.loads(line.rstrip(",")) in found for line in lines if "fingerprint" in line)
    checked = lintel("check", *RULES, "--baseline", NAME)
    assert checked.exit_code == 0
    assert "No findings (2 in the baseline)" in checked.stdout


def test_only_a_new_fault_fails(lintel: Command, project: Path) -> None:
    lintel("baseline", *RULES)
    change(project, "def get_order(order_id: int)", "def get_order(order_id: int, more: dict)")
    result = lintel("check", *RULES, "--baseline", NAME, "--output-format", "json")
    assert result.exit_code == 1
    assert {(f["symbol"], f["status"]) for f in json.loads(result.stdout)["findings"]} == {
        ("server.process_data", "baselined"),
        ("server.get_order", "active"),
    }


def test_an_audit_says_of_each_finding_whether_it_is_new(lintel: Command, project: Path) -> None:
    lintel("baseline", *RULES)
    change(project, "def get_order(order_id: int)", "def get_order(order_id: int, more: dict)")
    told = lintel("check", *RULES, "--baseline", NAME, "--output-format", "sarif", "--sarif-profile", "audit").stdout
    results = json.loads(told)["runs"][0]["results"]
    assert sorted(result["baselineState"] for result in results) == ["new", "unchanged", "unchanged"]


def test_the_second_of_two_equal_faults_is_new(lintel: Command, project: Path) -> None:
    tools = 'def shout() -> str:\n    """Shout it."""\n    print(1)\n    return ""\n'
    change(project, "def get_order", f"{tools}\n\n@mcp.tool\ndef get_order")
    rule = ("--select", "stdout-written-on-stdio-server")
    change(project, SERVER[-20:], SERVER[-20:] + '\n\nmcp.run(transport="stdio")\n')
    assert last_line(lintel("baseline", *rule)).startswith("mcp-lintel: 1 finding written")
    change(project, "    print(1)\n", "    print(0)\n    print(1)\n")
    result = lintel("check", *rule, "--baseline", NAME)
    assert result.exit_code == 1
    assert last_line(result) == "mcp-lintel: 1 finding at or above warning (1 warning)" or "1 error" in last_line(
        result
    )


def test_a_repaired_fault_is_told_as_stale_and_pruned(lintel: Command, project: Path) -> None:
    lintel("baseline", *RULES)
    before = entries(project)
    change(project, "options: dict", "options: bool")
    checked = lintel("check", *RULES, "--baseline", NAME)
    assert checked.exit_code == 0
    assert "`free-form-parameter` of `server.process_data` is in the baseline and is found no more" in checked.stdout
    assert "1 stale entry" in checked.stdout
    pruned = lintel("baseline", "prune")
    assert pruned.exit_code == 0
    assert last_line(pruned) == f"mcp-lintel: 1 entry taken out of {NAME}, 1 finding left"
    assert [entry for entry in before if entry["rule"] == "tool-name-vague"] == entries(project)


def test_pruning_never_adds_and_leaves_a_file_without_stale_entries_alone(lintel: Command, project: Path) -> None:
    lintel("baseline", *RULES)
    text = (project / NAME).read_bytes()
    change(project, "def get_order(order_id: int)", "def get_order(order_id: int, more: dict)")
    assert lintel("baseline", "prune").exit_code == 0
    assert (project / NAME).read_bytes() == text


def test_what_was_not_looked_at_is_not_stale(lintel: Command, project: Path) -> None:
    """Other rules, other paths, and files that cannot be read say nothing about an entry."""
    lintel("baseline", *RULES)
    text = (project / NAME).read_bytes()
    narrowed = lintel("check", "--select", "tool-name-vague", "--baseline", NAME, "pyproject.toml")
    assert "stale" not in narrowed.stdout
    assert "stale" not in lintel("check", "--select", "TEST-19", "--baseline", NAME, "--exit-zero").stdout
    change(project, "options: dict", "options: (")
    assert "stale" not in lintel("check", *RULES, "--baseline", NAME).stdout
    lintel("baseline", "prune")
    assert (project / NAME).read_bytes() == text


def test_a_renamed_tool_and_a_moved_file_are_still_known(lintel: Command, project: Path) -> None:
    lintel("baseline", *RULES)
    change(project, "process_data", "handle_data")
    (project / "server.py").rename(project / "main.py")
    result = lintel("check", *RULES, "--baseline", NAME)
    assert (result.exit_code, "stale" in result.stdout) == (0, False)


def test_a_project_inside_a_repository_has_the_same_names_as_the_whole(lintel: Command, project: Path) -> None:
    inner = project / "services" / "shop"
    inner.mkdir(parents=True)
    for name in ("pyproject.toml", "server.py"):
        (project / name).rename(inner / name)
    lintel("baseline", *RULES)
    result = lintel("check", *RULES, "--baseline", NAME, inner)
    assert (result.exit_code, "stale" in result.stdout) == (0, False)


def test_the_setting_does_what_the_flag_does(lintel: Command, project: Path) -> None:
    (project / "mcp-lintel.toml").write_text('baseline = "known.json"\nselect = ["tool-name-vague"]\n')
    assert lintel("check").exit_code == 2
    assert last_line(lintel("baseline")) == "mcp-lintel: 1 finding written to known.json"
    assert lintel("check").exit_code == 0
    change(project, "process_data", "get_state")
    assert last_line(lintel("baseline", "prune")) == "mcp-lintel: 1 entry taken out of known.json, 0 findings left"


def test_the_same_findings_make_the_same_bytes(lintel: Command, project: Path) -> None:
    lintel("baseline", *RULES)
    first = (project / NAME).read_bytes()
    lintel("baseline", *RULES, "--output", "again.json")
    assert (project / "again.json").read_bytes() == first
    change(project, "\n\n\n@mcp.tool", "\n\nLATER = 1\n\n\n@mcp.tool")
    lintel("baseline", *RULES)
    assert (project / NAME).read_bytes() == first


def test_what_is_ignored_or_waived_is_not_written(lintel: Command, project: Path) -> None:
    change(
        project,
        "@mcp.tool\ndef process",
        "# lintel: ignore[tool-name-vague] old clients call it\n@mcp.tool\ndef process",
    )
    why = ("--owner", "shop", "--reason", "the old client", "--expires", "2030-01-01", "--today", "2029-12-01")
    lintel("waive", "free-form-parameter", "server.py:process_data", *why)
    assert last_line(lintel("baseline", *RULES, "--today", "2029-12-31")).startswith("mcp-lintel: 0 findings written")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "there is no such file; make a new one with `mcp-lintel baseline`"),
        ("{", "is not JSON"),
        ("[]", "is not a baseline of mcp-lintel"),
        ('{"schema_version": 2, "entries": []}', "was written by a newer mcp-lintel (schema 2)"),
        ('{"schema_version": 1, "entries": [{"rule": "a"}]}', "entry 1 has no `fingerprint`"),
        ('{"schema_version": 1, "entries": [1]}', "entry 1 is not a table"),
        ("\xff\x1b[31m", "is not JSON"),
    ],
)
def test_a_baseline_that_cannot_be_used_ends_with_2_and_one_line(
    lintel: Command, project: Path, text: str | None, words: str
) -> None:
    if text is not None:
        (project / NAME).write_text(text, encoding="utf-8")
    for command in (["check", "--baseline", NAME], ["baseline", "prune"]):
        result = lintel(*command)
        assert result.exit_code == 2
        (line,) = result.stderr.splitlines()
        assert words in line
        assert "\x1b" not in line


def test_a_real_repository_is_not_touched_but_for_the_file(lintel: Command, project: Path) -> None:
    (project / ".git").rmdir()
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    lintel("baseline", *RULES)
    assert sorted(path.name for path in project.iterdir()) == [".git", NAME, "pyproject.toml", "server.py"]
