"""What a company does with the standard: list it, copy it out, edit it, and be held to what it then says."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from mcp_lintel.standard.load import load_standard, shipped_documents

Command = Callable[..., Result]
SERVER = '''from fastmcp import FastMCP

mcp = FastMCP("orders")


@mcp.tool
def process_data(order_id: int) -> str:
    """Tell the state of an order."""
    return str(order_id)


if __name__ == "__main__":
    mcp.run()
'''
PYPROJECT = """\
[project]
name = "orders"
version = "1"
dependencies = ["fastmcp>=4,<5"]

[tool.pytest.ini_options]
addopts = "--cov=orders"

[tool.coverage.run]
source = ["orders"]

[tool.coverage.report]
fail_under = 70
"""
TESTING = "04-testing-strategy.md"
TOOLS = "03-tool-implementation.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A server with a vague name for a tool and a gate of 70 percent."""
    folder = tmp_path / "project"
    (folder / ".git").mkdir(parents=True)
    for path, text in {
        "pyproject.toml": PYPROJECT,
        "orders/__init__.py": "",
        "orders/server.py": SERVER,
        "tests/test_orders.py": "def test_it() -> None: ...\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def own(lintel: Command, tmp_path: Path) -> Path:
    """The documents as `standard init` copies them out."""
    folder = tmp_path / "our" / "docs"
    assert lintel("standard", "init", folder).exit_code == 0
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def without(text: str, clause: str) -> str:
    """A document without one clause and without links to it."""
    cut = re.sub(rf"^### {clause} .*?(?=^##)", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(rf"\[{clause}\]\([^)]*\)", "another clause", cut)


def rules_found(lintel: Command, *words: str | Path) -> set[str]:
    result = lintel("check", "--output-format", "json", *words)
    return {finding["rule"] for finding in json.loads(result.stdout)["findings"]}


# Listing


def test_the_clauses_are_listed_with_what_becomes_of_them(lintel: Command) -> None:
    row = next(line for line in lintel("standard").stdout.splitlines() if line.startswith("TEST-19 "))
    assert row.split()[:5] == ["TEST-19", "must", "static", "checked", "coverage-gate-too-low"]


def test_the_sums_by_document_add_up(lintel: Command) -> None:
    documents = json.loads(lintel("standard", "--format", "json").stdout)["documents"]
    assert len(documents) == len(load_standard().documents)
    for document in documents:
        sums = document["sums"]
        states = ("checked", "planned", "measured", "manual", "not checked")
        assert sum(sums[state] for state in states) == sums["clauses"] == len(document["clauses"])
        assert sums["must"] + sums["should"] + sums["may"] == sums["clauses"]


def test_the_markdown_links_every_clause_to_its_place(lintel: Command) -> None:
    text = lintel("standard", "--format", "markdown").stdout
    links = re.findall(r"^\| \[([A-Z]+-\d+)\]\((\S+\.md)#([A-Z]+-\d+)\)", text, re.MULTILINE)
    assert [id for id, _, anchor in links if id == anchor] == list(load_standard().clauses)
    assert all((shipped_documents() / file).is_file() for _, file, _ in links)


# Checking


def test_the_shipped_standard_and_rules_agree(lintel: Command) -> None:
    result = lintel("standard", "check")
    assert (result.exit_code, result.stdout) == (0, "")


def test_an_example_that_breaks_its_word_is_told_with_its_place(lintel: Command, own: Path) -> None:
    edit(own / TESTING, "fail_under = 60  # <- coverage-gate-too-low", "fail_under = 60")
    result = lintel("standard", "check", "--standard", own)
    assert result.exit_code == 1
    lines = (own / TESTING).read_text(encoding="utf-8").splitlines()
    at = lines.index("fail_under = 60") + 1
    assert f"{TESTING}:{at}: TEST-19: `coverage-gate-too-low` fires here" in result.stdout


def test_a_figure_that_only_the_text_has_is_told(lintel: Command, own: Path) -> None:
    edit(own / TESTING, "parameters = { fail_under = 80 }", "parameters = { fail_under = 85 }")
    result = lintel("standard", "check", "--standard", own)
    assert result.exit_code == 1
    assert "the title says 80, which none of the parameters is" in result.stdout


# Copying out


def test_the_documents_are_copied_as_they_are(own: Path) -> None:
    shipped = sorted(shipped_documents().glob("[0-9][0-9]-*.md"))
    assert [path.name for path in sorted(own.iterdir())] == [path.name for path in shipped]
    assert [path.read_bytes() for path in sorted(own.iterdir())] == [path.read_bytes() for path in shipped]


def test_copies_replace_nothing(lintel: Command, tmp_path: Path) -> None:
    mine = tmp_path / TESTING
    mine.write_text("mine", encoding="utf-8")
    result = lintel("standard", "init", tmp_path)
    assert result.exit_code == 2
    assert f"{TESTING}: is there already" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [TESTING]
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_copy_may_be_made_of_a_copy(lintel: Command, own: Path, tmp_path: Path) -> None:
    edit(own / TESTING, "Testing strategy", "How we test")
    assert lintel("standard", "--standard", own, "init", tmp_path / "other").exit_code == 0
    assert "How we test" in (tmp_path / "other" / TESTING).read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_told(lintel: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = lintel("standard", "init", tmp_path / "file" / "docs")
    assert result.exit_code == 2
    assert "cannot be written: Not a directory" in result.stderr


# Being held to it


def test_a_fresh_copy_changes_nothing(lintel: Command, own: Path, project: Path) -> None:
    assert rules_found(lintel, "--standard", own, project) == rules_found(lintel, project) != set()


def test_a_changed_figure_changes_the_gate(lintel: Command, own: Path, project: Path) -> None:
    assert "coverage-gate-too-low" in rules_found(lintel, project)
    edit(own / TESTING, "parameters = { fail_under = 80 }", "parameters = { fail_under = 60 }")
    assert "coverage-gate-too-low" not in rules_found(lintel, "--standard", own, project)


def test_the_setting_names_the_folder_too(lintel: Command, own: Path, project: Path) -> None:
    edit(own / TESTING, "parameters = { fail_under = 80 }", "parameters = { fail_under = 60 }")
    (project / "mcp-lintel.toml").write_text('standard = "../our/docs"\n', encoding="utf-8")
    assert "coverage-gate-too-low" not in rules_found(lintel, project)


def test_a_clause_that_is_taken_out_switches_its_rules_off_and_says_so(
    lintel: Command, own: Path, project: Path
) -> None:
    assert "tool-name-vague" in rules_found(lintel, project)
    for path in own.iterdir():
        path.write_text(without(path.read_text(encoding="utf-8"), "TOOL-03"), encoding="utf-8")
    result = lintel("check", "--standard", own, project)
    assert "tool-name-vague" not in rules_found(lintel, "--standard", own, project)
    assert "rule `tool-name-vague` is off: the standard has no clause TOOL-03" in result.stdout
    checked = lintel("standard", "check", "--standard", own)
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert "rule `tool-name-vague` is off" in checked.stderr


def test_a_clause_that_is_added_without_a_rule_is_listed_as_not_checked(lintel: Command, own: Path) -> None:
    added = '### TEST-93 · Name an owner {#TEST-93}\n\nSay who.\n\n```toml clause\nid = "TEST-93"\nlevel = "must"\ncheck = "static"\n```\n\n## Next step'
    edit(own / TESTING, "## Next step", added)
    row = next(
        line for line in lintel("standard", "--standard", own).stdout.splitlines() if line.startswith("TEST-93 ")
    )
    assert "not checked" in row
    result = lintel("standard", "check", "--standard", own)
    assert result.exit_code == 1
    assert "TEST-93 is to be checked (static) and no rule does" in result.stdout


def test_a_damaged_block_is_an_error_with_file_and_line(lintel: Command, own: Path, project: Path) -> None:
    edit(own / TESTING, "parameters = { fail_under = 80 }", "parameters = { fail_under = }")
    lines = (own / TESTING).read_text(encoding="utf-8").splitlines()
    at = lines.index("parameters = { fail_under = }") + 1
    for words in (("check", "--standard", own, project), ("standard", "--standard", own)):
        result = lintel(*words)
        assert result.exit_code == 2
        assert f"{TESTING}:{at}: TEST-19: the block is not TOML" in result.stderr
