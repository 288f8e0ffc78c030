"""The guide keeps its word: commands, flags, variables, files and patterns that it shows are those that exist."""

import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml
from typer.testing import Result

from mcp_lintel.cli import app
from mcp_lintel.flags import Format
from mcp_lintel.settings_file import EXPECTED

Command = Callable[..., Result]
TOP = Path(__file__).resolve().parents[1]
PAGES = ["README.md", "docs/guide.md", "docs/settings.md", "docs/vscode.md", "docs/comparison.md"]
FENCE = re.compile(r"^ *```(\w*)[^\n]*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
OTHERS = {"--check", "--filter"}  # flags of other programs that a page names: mcplint, git
WHOLE: Any = typer.main.get_command(app)


def text(page: str) -> str:
    return (TOP / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return [code for name, code in FENCE.findall(text(page)) if name == language]


def prose(page: str) -> str:
    return FENCE.sub("", text(page))


def shown(page: str) -> Iterator[list[str]]:
    """The words of every command of ours that a page shows, in blocks and within lines."""
    lines = [line for code in blocks(page, "sh") for line in code.replace("\\\n", " ").splitlines()]
    lines += [code for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", prose(page)) if code.startswith("mcp-lintel ")]
    for config in blocks(page, "yaml"):
        lines += re.findall(r"^ *-? ?(?:run: |entry: )?(mcp-lintel [a-z].*)$", config, re.MULTILINE)
    for line in lines:
        for part in re.split(r"[|;]| && ", line.split(" #")[0].split(" >")[0]):
            words = shlex.split(part)
            if words[:1] == ["uvx"]:
                words = words[1:]
            if words[:1] == ["mcp-lintel"]:
                yield words[1:]


def faults(words: list[str]) -> Iterator[str]:
    """What is wrong with a command: a sub-command or an option that does not exist."""
    command = WHOLE
    for word in words:
        if word.startswith("-"):
            known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
            known |= {"--help", "-h"} | (options(command.commands["write"]) if "write" in commands(command) else set())
            if word != "--" and word.split("=")[0] not in known:
                yield f"{command.name} has no {word}"
        elif word in commands(command):
            command = command.commands[word]
        elif command is WHOLE:
            yield f"there is no command {word}"


def commands(command: Any) -> Any:
    return getattr(command, "commands", {})


def options(command: Any) -> set[str]:
    names = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    return names.union(*map(options, commands(command).values()))


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_shown_exists_with_its_options(page: str) -> None:
    assert [fault for words in shown(page) for fault in faults(words)] == []


def test_the_guide_shows_every_command() -> None:
    told = {words[0] for page in PAGES for words in shown(page) if words}
    assert told >= set(WHOLE.commands)


@pytest.mark.parametrize("words", [["chekc"], ["check", "--fail-at=error"], ["baseline", "--shrink"], ["--loud"]])
def test_a_command_that_does_not_exist_would_be_found(words: list[str]) -> None:
    assert list(faults(words))


@pytest.mark.parametrize("page", PAGES)
def test_every_flag_and_variable_that_is_named_exists(page: str) -> None:
    known = options(WHOLE) | {"--help"} | OTHERS
    assert sorted(set(re.findall(r"`(--[a-z][a-z-]*)", prose(page))) - known) == []
    variables = {"MCP_LINTEL_" + key.upper().replace("-", "_") for key in EXPECTED}
    assert sorted(set(re.findall(r"\bMCP_LINTEL_[A-Z_]+\b", text(page))) - variables) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_within_the_repository_leads_somewhere(page: str) -> None:
    for target, _, anchor in (link.partition("#") for link in re.findall(r"\]\(([^)\s]+)\)", prose(page))):
        if target.startswith("https:"):
            continue
        file = (TOP / page).parent / target if target else TOP / page
        assert file.exists(), f"{page}: {target}"
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), f"{page}: #{anchor}"


def anchors(page: str) -> set[str]:
    """The anchors that a host makes of headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_format_is_described() -> None:
    told = set(re.findall(r"`([a-z-]+)`", text("docs/guide.md").partition("## Reports")[2].partition("\n## ")[0]))
    assert told >= {str(name) for name in Format}


def test_the_action_is_used_with_inputs_that_it_has() -> None:
    inputs = set(yaml.safe_load(text("action.yml"))["inputs"])
    used = [step for code in blocks("docs/guide.md", "yaml") for step in steps(code) if "mcp-lintel" in step["uses"]]
    assert used
    assert {key for step in used for key in step.get("with", {})} <= inputs


def test_the_component_is_included_with_inputs_that_it_has() -> None:
    spec = next(yaml.safe_load_all(text("templates/mcp-lintel.yml")))["spec"]["inputs"]
    told = [yaml.safe_load(code) for code in blocks("docs/guide.md", "yaml") if "include:" in code]
    assert told
    assert {key for config in told for each in config["include"] for key in each.get("inputs", {})} <= set(spec)


def test_the_hooks_that_are_shown_exist() -> None:
    known = {hook["id"] for hook in yaml.safe_load(text(".pre-commit-hooks.yaml"))}
    for page in ("README.md", "docs/guide.md"):
        told = {name for code in blocks(page, "yaml") for name in re.findall(r"- id: (\S+)", code)}
        assert told
        assert told <= known


def test_the_caveat_on_deletions_stands_with_every_hook() -> None:
    for page in ("README.md", "docs/guide.md"):
        assert "only delete files" in text(page)


def steps(code: str) -> list[dict[str, Any]]:
    """The steps of a workflow or of a fragment of one that use an action."""
    data = yaml.safe_load(code)
    if not isinstance(data, dict):
        return []
    listed = data.get("steps", [step for job in data.get("jobs", {}).values() for step in job.get("steps", [])])
    return [step for step in listed if "uses" in step]


@pytest.fixture(scope="module")
def task() -> Any:
    """The task for VS Code as the page shows it."""
    (code,) = blocks("docs/vscode.md", "json")
    return json.loads(code)["tasks"][0]


SERVER = '''
from fastmcp import FastMCP

mcp = FastMCP("orders")


@mcp.tool
def process_data(order_id) -> str:
    """Tell the state [of an: order]."""
    return str(order_id)
'''


def test_the_problem_matcher_reads_every_line_of_a_real_report(task: Any, lintel: Command, tmp_path: Path) -> None:
    (tmp_path / "a server: one.py").write_text(SERVER)
    (tmp_path / "broken.py").write_text("def (:\n")
    done = lintel(*task["args"], "--severity", "note", "--confidence", "low", tmp_path)
    told = done.stdout.splitlines()
    pattern = task["problemMatcher"]["pattern"]
    found = [re.match(pattern["regexp"], line) for line in told]
    assert told
    assert all(found), told
    facts = [{key: each[group] for key, group in pattern.items() if key != "regexp"} for each in found if each]
    assert {each["file"] for each in facts} == {"a server: one.py", "broken.py"}
    listed = json.loads(lintel("check", "--output-format=json", "--severity=note", "--confidence=low", tmp_path).stdout)
    expected = {
        (each["path"], each["start"]["line"], each["start"]["column"], each["severity"], each["message"])
        for each in listed["findings"]
    }
    read = {(each["file"], int(each["line"]), int(each["column"]), each["severity"], each["message"]) for each in facts}
    assert expected
    assert expected <= read
    assert {severity for *_, severity, _ in expected} >= {"error", "warning"}
    assert all(re.fullmatch(r"[a-z-]+(, [A-Z]+-\d+)?", each["code"]) for each in facts), facts


def test_the_task_names_no_path_so_that_paths_start_at_the_workspace(task: Any) -> None:
    assert not list(faults(task["args"]))
    assert task["options"]["cwd"] == task["problemMatcher"]["fileLocation"][1] == "${workspaceFolder}"
