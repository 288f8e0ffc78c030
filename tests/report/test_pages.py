"""What `rules` and `explain` print."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from mcp_lintel.packs import BoundRule
from mcp_lintel.report.pages import UnknownNameError, explain, rules_json, rules_table
from mcp_lintel.rule import Bad, Confidence, Good, Rule, Severity
from mcp_lintel.standard.types import Check, Clause, Level, Standard


@dataclass(frozen=True)
class Options:
    words: tuple[str, ...]


def nothing(*_: object) -> Any:
    yield from ()


EXAMPLES = (
    Bad("""
        @mcp.tool
        def [|assignment|]() -> str: ...
    """),
    Good(files={"pyproject.toml": "[project]\nname = 'x'\n"}),
)
VAGUE = Rule(
    "tool-name-vague",
    str,
    "TOOL-03",
    Severity.WARNING,
    Confidence.HIGH,
    EXAMPLES,
    Options,
    ("CWE-1",),
    nothing,
    __name__,
)
QUIET = Rule("text-unbounded", str, "SEC-23", Severity.NOTE, Confidence.HIGH, (), None, (), nothing, __name__)
CLAUSE = Clause(
    id="TOOL-03",
    title="Say what it is about",
    level=Level.MUST,
    check=Check.HEURISTIC,
    guidance="\nName the thing.\n",
    document="03-tool-implementation.md",
    path="docs/03-tool-implementation.md",
    line=9,
    block_line=13,
    text_line=10,
    parameters={"words": ("do", "stuff")},
    references=("RFC 2119",),
)
STANDARD = Standard((), {"TOOL-03": CLAUSE})
RULES = (QUIET, VAGUE)


def test_the_list_of_rules_says_which_are_on() -> None:
    head, quiet, vague, _, total = rules_table(RULES, STANDARD).splitlines()
    assert head.split() == ["RULE", "CLAUSE", "SEVERITY", "DEFAULT", "TITLE"]
    assert quiet.split()[:4] == ["text-unbounded", "SEC-23", "note", "off"]
    assert vague.split()[:4] == ["tool-name-vague", "TOOL-03", "warning", "on"]
    assert vague.endswith("What `rules` and `explain` print")
    assert total == "2 rules, 1 on by default"


def test_the_list_of_rules_as_json() -> None:
    listed = json.loads(rules_json(RULES, STANDARD))
    assert listed["schema_version"] == 1
    quiet, vague = listed["rules"]
    assert (quiet["name"], quiet["on"], quiet["level"]) == ("text-unbounded", False, None)
    assert (vague["level"], vague["severity"], vague["on"]) == ("must", "warning", True)
    assert vague["options"] == {"words": ["do", "stuff"]}


def test_a_rule_is_explained_by_its_page_its_options_and_its_examples() -> None:
    page = explain("tool-name-vague", RULES, STANDARD)
    assert page.startswith("# tool-name-vague\n")
    assert "TOOL-03 · Say what it is about (must, 03-tool-implementation.md#TOOL-03)" in page
    assert "What `rules` and `explain` print." in page
    assert '- `words` = ["do", "stuff"]' in page
    assert "```python\n@mcp.tool\ndef assignment() -> str: ...\n```" in page
    assert "`pyproject.toml`:\n\n```toml\n[project]" in page
    assert "[|" not in page


def test_a_rule_is_explained_with_the_options_it_runs_with() -> None:
    bound = BoundRule(VAGUE, CLAUSE, Options(("run",)))
    assert '- `words` = ["run"]' in explain("tool-name-vague", RULES, STANDARD, [bound])


def test_a_rule_whose_clause_is_gone_is_explained_all_the_same() -> None:
    page = explain("text-unbounded", RULES, STANDARD)
    assert "clause: SEC-23 (not in the standard)" in page
    assert "shown at default settings: no" in page


def test_a_clause_is_explained_by_its_text_its_parameters_and_its_rules() -> None:
    page = explain("tool-03", RULES, STANDARD)
    assert page.startswith("# TOOL-03 · Say what it is about\n")
    assert "level: must" in page
    assert "partly by names and guesses" in page
    assert "see: RFC 2119" in page
    assert '- `words` = ["do", "stuff"]' in page
    assert "Name the thing." in page
    assert "- `tool-name-vague`: " in page


def test_the_rules_about_ignore_comments_are_explained_too() -> None:
    page = explain("ignore-malformed", RULES, STANDARD)
    assert page.startswith("# ignore-malformed\n")
    assert "# lintel: ignore[rule-name] reason" in page


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ignore-unusd", "did you mean `ignore-unused`?"),
        ("tool_name_vage", "did you mean `tool-name-vague`?"),
        ("tool-3", "did you mean `TOOL-03`?"),
        ("TOOL-O3", "did you mean `TOOL-03`?"),
        ("zzz", "`mcp-lintel rules` lists the rules"),
    ],
)
def test_an_unknown_name_is_answered_with_what_may_be_meant(name: str, meant: str) -> None:
    with pytest.raises(UnknownNameError) as raised:
        explain(name, RULES, STANDARD)
    assert str(raised.value).endswith(meant)
    assert name in str(raised.value)
