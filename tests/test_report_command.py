"""`report` as people and programs meet it: states told from a real project, files, exit codes, mistakes."""

import json
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Command = Callable[..., Result]
SERVER = '''
from fastmcp import FastMCP

mcp = FastMCP("orders")


@mcp.tool
def get_order(order_id: int) -> str:
    """Tell the state of an order."""
    return str(order_id)


if __name__ == "__main__":
    mcp.run({transport})
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one server on stdio."""
    return made(tmp_path / "project")


def made(folder: Path, transport: str = "", **files: str) -> Path:
    """A repository with one server; `files` are further modules by name."""
    (folder / ".git").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "orders"\nversion = "1"\ndependencies = ["fastmcp>=3,<4"]\n'
    )
    (folder / "server.py").write_text(SERVER.replace("{transport}", transport))
    for name, text in files.items():
        (folder / f"{name}.py").write_text(textwrap.dedent(text))
    return folder


def clauses(lintel: Command, *words: str | Path) -> dict[str, Any]:
    """The clauses of a report by id."""
    told = json.loads(lintel("report", "--format", "json", *words).stdout)
    return {clause["id"]: clause for document in told["documents"] for clause in document["clauses"]}


def test_a_server_on_stdio_needs_no_http_authentication(lintel: Command, project: Path) -> None:
    one = clauses(lintel, project)["SEC-02"]
    assert (one["state"], one["reasons"]) == ("not-applicable", ["no server here is served over HTTP"])


def test_a_server_over_http_without_authentication_breaks_the_clause(lintel: Command, tmp_path: Path) -> None:
    one = clauses(lintel, made(tmp_path / "project", 'transport="http"'))["SEC-02"]
    assert one["state"] == "broken"
    assert one["findings"][0]["rule"] == "http-server-without-auth"
    assert one["rules"][0]["evidence"] == [{"what": "server `orders`", "path": "server.py", "line": 4}]


def test_where_the_transport_cannot_be_read_authentication_is_not_decided(lintel: Command, tmp_path: Path) -> None:
    server = made(tmp_path / "project", 'transport=__import__("os").environ["TRANSPORT"]')
    assert clauses(lintel, server)["SEC-02"]["state"] in ("not-decided", "broken")


def test_a_met_clause_names_the_tools_that_were_looked_at(lintel: Command, project: Path) -> None:
    one = clauses(lintel, project)["TOOL-27"]
    assert (one["state"], one["rules"][0]["looked_at"]) == ("met", 1)
    assert one["rules"][0]["evidence"] == [{"what": "tool `get_order`", "path": "server.py", "line": 8}]


def test_a_note_below_the_shown_severity_still_breaks_its_clause(lintel: Command, project: Path) -> None:
    (project / "server.py").write_text(SERVER.replace("order_id: int", "text: str").replace("order_id", "text"))
    assert clauses(lintel, project)["SEC-23"]["state"] == "broken"


def test_a_module_that_cannot_be_parsed_leaves_clauses_undecided(lintel: Command, tmp_path: Path) -> None:
    project = made(tmp_path / "project", broken="def f(:\n    pass\n")
    result = lintel("report", "--format", "json", project)
    assert result.exit_code == 1
    one = clauses(lintel, project)["TOOL-27"]
    assert one["state"] == "not-decided"
    assert one["reasons"][0].startswith("broken.py:1: ")


def test_tools_registered_from_data_leave_the_rest_undecided(lintel: Command, project: Path) -> None:
    loop = "def register(functions):\n    for one in functions:\n        mcp.add_tool(one)\n"
    (project / "server.py").write_text(SERVER.replace("if __name__", f"{loop}\n\nif __name__"))
    one = clauses(lintel, project)["TOOL-27"]
    assert one["state"] == "not-decided"
    assert one["reasons"][0].startswith("server.py:15: a tool is registered under a computed name")
    assert one["rules"][0]["looked_at"] >= 1


def test_an_ignore_comment_waives_with_its_reason(lintel: Command, project: Path) -> None:
    comment = "  # lintel: ignore[tool-without-description] the gateway describes it"
    bare = SERVER.replace('    """Tell the state of an order."""\n', "")
    (project / "server.py").write_text(bare.replace("-> str:", f"-> str:{comment}"))
    one = clauses(lintel, project)["TOOL-27"]
    assert (one["state"], one["reasons"]) == ("waived", ["ignored in the code: the gateway describes it"])


def test_a_rule_that_is_switched_off_checks_nothing(lintel: Command, project: Path) -> None:
    one = clauses(lintel, project, "--ignore", "tool-without-description")["TOOL-27"]
    assert (one["state"], one["cause"]) == ("not-checkable", "off")


def test_without_tests_there_is_no_coverage_to_speak_of_or_it_is_broken(lintel: Command, project: Path) -> None:
    one = clauses(lintel, project)["TEST-19"]
    assert one["state"] in ("broken", "not-applicable")
    assert one["reasons"] or one["findings"]


def test_every_clause_of_the_standard_stands_in_every_format(lintel: Command, project: Path) -> None:
    ids = clauses(lintel, project).keys()
    assert len(ids) > 300
    for form in ("text", "markdown", "html"):
        told = lintel("report", "--format", form, project).stdout
        assert [id for id in ids if id not in told] == []


def test_a_standard_of_ones_own_is_what_is_told(lintel: Command, project: Path, tmp_path: Path) -> None:
    lintel("standard", "init", tmp_path / "own")
    for path in (tmp_path / "own").glob("*.md"):
        if not path.name.startswith("03-"):
            path.unlink()
    ids = clauses(lintel, project, "--standard", tmp_path / "own").keys()
    assert {id.partition("-")[0] for id in ids} == {"TOOL"}


def test_a_subfolder_is_told_alone(lintel: Command, project: Path) -> None:
    (project / "lib").mkdir()
    (project / "lib" / "helpers.py").write_text("x = 1\n")
    one = clauses(lintel, project / "lib")["TOOL-27"]
    assert one["state"] == "not-applicable"


def test_what_is_broken_does_not_fail_the_command(lintel: Command, tmp_path: Path) -> None:
    result = lintel("report", made(tmp_path / "project", 'transport="http"'))
    assert result.exit_code == 0
    assert "Broken (" in result.stdout
    assert result.stderr.startswith("mcp-lintel: 324 clauses: ") or "clauses: " in result.stderr


@pytest.mark.parametrize("form", ["text", "markdown", "json", "html"])
def test_a_report_goes_to_its_file_the_same_each_time(
    lintel: Command, project: Path, tmp_path: Path, form: str
) -> None:
    paths = [tmp_path / "first", tmp_path / "again"]
    for path in paths:
        result = lintel("report", "--format", form, "--output", path, project, "--quiet")
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert paths[0].read_bytes() == paths[1].read_bytes() == lintel("report", "--format", form, project).stdout_bytes
    assert str(tmp_path) not in paths[0].read_text(encoding="utf-8")


def test_no_server_where_one_is_required_ends_with_3(lintel: Command, tmp_path: Path) -> None:
    (tmp_path / "empty.py").write_text("x = 1\n")
    result = lintel("report", tmp_path, "--require-server")
    assert result.exit_code == 3
    assert clauses(lintel, tmp_path)["TOOL-27"]["reasons"] == ["no MCP server was found"]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--output", "{}"], "is a folder; name a file in it"),
        (["--output", "{}/no/where.html"], "make it first"),
        (["{}/server.py"], "is a file; a scorecard is of a project, so name its folder"),
        (["{}/missing"], "there is no such file or folder"),
        (["--select", "no-such-rule", "{}"], "no rule, clause or rule folder is called `no-such-rule`"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(lintel: Command, project: Path, words: list[str], fault: str) -> None:
    result = lintel("report", *(word.format(project) for word in words))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
    assert fault in result.stderr


WAIVERS = """[[waiver]]
id = "W-7"
rule = "http-server-without-auth"
path = "server.py"
owner = "platform"
reason = "the gateway in front asks who calls"
created = 2030-01-01
expires = 2030-06-30
"""


def test_a_waiver_counts_until_its_last_day(lintel: Command, tmp_path: Path) -> None:
    project = made(tmp_path / "project", 'transport="http"')
    (project / "waivers.toml").write_text(WAIVERS)
    held = clauses(lintel, project, "--today", "2030-06-30")["SEC-02"]
    assert held["state"] == "waived"
    assert held["reasons"] == ["waived: the gateway in front asks who calls (waiver W-7 of platform until 2030-06-30)"]
    over = clauses(lintel, project, "--today", "2030-07-01")["SEC-02"]
    assert (over["state"], over["findings"][0]["status"]) == ("broken", "active")
    assert over["findings"][0]["waiver"]["expires"] == "2030-06-30"
