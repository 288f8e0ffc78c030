"""`standard check` fails on everything that is bound in one direction only."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from mcp_lintel.standard.check import RuleFacts, problems
from mcp_lintel.standard.load import read_standard

from .folder import GATE, HEADER, clause, write_standard

GATE_RULE = RuleFacts("coverage-gate-too-low", "TEST-19", ("fail_under",))


def check(folder: Path, rules: Sequence[RuleFacts], *clauses: str) -> tuple[str, ...]:
    standard, damages = read_standard(write_standard(folder, HEADER, *clauses))
    prefix = f"{folder.as_posix()}/"
    return tuple(line.replace(prefix, "") for line in problems(rules, standard, damages))


def only(lines: tuple[str, ...]) -> str:
    (line,) = lines
    return line


def test_rules_and_clauses_that_are_bound_both_ways_have_no_problem(tmp_path: Path) -> None:
    planned = clause("TEST-17", 'level = "must"\ncheck = "static"\nplanned = true')
    manual = clause("TEST-01", 'level = "should"\ncheck = "manual"')
    assert check(tmp_path, [GATE_RULE], GATE, planned, manual) == ()


def test_a_rule_whose_clause_is_in_no_document_dangles(tmp_path: Path) -> None:
    line = only(check(tmp_path, [GATE_RULE, RuleFacts("other", "TEST-91")], GATE))
    assert line == "rule `other` names clause TEST-91, which no document has; did you mean TEST-19?"


def test_a_rule_without_clause_is_a_problem(tmp_path: Path) -> None:
    line = only(check(tmp_path, [GATE_RULE, RuleFacts("other", "")], GATE))
    assert line.startswith("rule `other` names no clause")


def test_an_option_without_parameter_is_a_problem(tmp_path: Path) -> None:
    rule = RuleFacts("coverage-gate-too-low", "TEST-19", ("fail_under", "margin"))
    line = only(check(tmp_path, [rule], GATE))
    assert line.startswith("04-testing-strategy.md:17: rule `coverage-gate-too-low` needs parameter `margin`")


@pytest.mark.parametrize("how", ["static", "static-heuristic", "measured"])
def test_a_clause_that_promises_a_rule_needs_one(tmp_path: Path, how: str) -> None:
    line = only(check(tmp_path, [], clause("TEST-16", f'level = "must"\ncheck = "{how}"')))
    assert f"TEST-16 is to be checked ({how}) and no rule does" in line


def test_a_clause_with_a_rule_is_no_longer_planned(tmp_path: Path) -> None:
    planned = GATE.replace("check =", "planned = true\ncheck =")
    line = only(check(tmp_path, [GATE_RULE], planned))
    assert "TEST-19 says `planned = true`, but `coverage-gate-too-low` checks it" in line


def test_a_clause_for_people_has_no_rule_and_none_planned(tmp_path: Path) -> None:
    manual = clause("TEST-01", 'level = "should"\ncheck = "manual"\nplanned = true')
    lines = check(tmp_path, [], manual)
    assert "remove `planned`" in only(lines)
    manual = clause("TEST-01", 'level = "should"\ncheck = "manual"')
    assert "change `check`" in only(check(tmp_path, [RuleFacts("a-rule", "TEST-01")], manual))


def test_a_damaged_block_is_a_problem_and_the_others_are_still_told(tmp_path: Path) -> None:
    lines = check(tmp_path, [GATE_RULE], GATE.replace("= 80 }", "="), clause("TEST-16"))
    assert "the block is not TOML" in lines[0]
    assert any("TEST-16 is to be checked" in line for line in lines)
    assert any("names clause TEST-19" in line for line in lines)


def test_a_missing_header_is_a_problem(tmp_path: Path) -> None:
    folder = write_standard(tmp_path, "# Testing strategy\n", GATE)
    standard, damages = read_standard(folder)
    assert any("has no `Version`" in line for line in problems([GATE_RULE], standard, damages))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("`fail_under` of 80", "`fail_under` of 75"),
        ("`fail_under` is at least 80", "`fail_under` is at least 75"),
        ("`fail_under = 80`", "`fail_under = 75`"),
        ("`fail_under` `80`", "`fail_under` `75`"),
    ],
)
def test_a_figure_in_prose_is_the_parameter(tmp_path: Path, text: str, stated: str) -> None:
    assert check(tmp_path, [GATE_RULE], GATE.replace("`fail_under` to 80", text)) == ()
    line = only(check(tmp_path, [GATE_RULE], GATE.replace("`fail_under` to 80", stated)))
    assert line == "04-testing-strategy.md:15: TEST-19: the text gives `fail_under` as 75, the parameter as 80"


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("below eighty percent", True),
        ("below 80 percent", True),
        ("below eighty-five percent", False),
        ("below 85 percent", False),
        ("before it is too late", False),
    ],
)
def test_a_figure_in_the_title_is_the_parameter(tmp_path: Path, title: str, wrong: bool) -> None:
    text = GATE.replace("80", "85").replace("below eighty percent", title)
    lines = check(tmp_path, [GATE_RULE], text)
    assert bool(lines) is wrong


def test_a_pattern_in_prose_is_the_parameter(tmp_path: Path) -> None:
    rule = RuleFacts("a-rule", "TEST-16", ("pattern",))
    block = 'level = "must"\ncheck = "static"\nparameters = { pattern = "^[a-z]+$" }'
    assert check(tmp_path, [rule], clause(block=block, guidance="Names match `^[a-z]+$`.")) == ()
    line = only(check(tmp_path, [rule], clause(block=block, guidance="Names match `^[a-z_]+$`.")))
    assert "the text gives the pattern `^[a-z_]+$`" in line


def test_a_stricter_figure_in_an_example_is_no_problem(tmp_path: Path) -> None:
    example = "Set `fail_under` to 80.\n\n```toml good\nfail_under = 95\n```\n\n```text\n`fail_under = 95`\n```"
    assert check(tmp_path, [GATE_RULE], GATE.replace("Set `fail_under` to 80.", example)) == ()
