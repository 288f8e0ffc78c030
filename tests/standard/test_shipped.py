"""The documents that ship: whole, bound, and with examples that can be read."""

import ast
import re
from pathlib import Path

import pytest
import tomli

from mcp_lintel.packs import bind, facts, load_rules
from mcp_lintel.standard.check import problems
from mcp_lintel.standard.examples import Example, examples
from mcp_lintel.standard.load import load_standard, read_standard, shipped_documents

PLANNED = 32
"""Clauses whose rules come later; lower this when one gets its rule, and never raise it for an old clause."""

STANDARD = load_standard()
EXAMPLES = [example for clause in STANDARD.clauses.values() for example in examples(clause)]


def test_rules_and_documents_are_bound_in_both_directions() -> None:
    standard, damages = read_standard()
    assert problems(facts(load_rules()), standard, damages) == ()


def test_every_rule_gets_its_options_from_its_clause() -> None:
    rules = load_rules()
    bound, messages = bind(rules, STANDARD)
    assert [b.rule for b in bound] == list(rules)
    assert messages == ()


def test_the_number_of_planned_clauses_only_falls() -> None:
    assert sum(clause.planned for clause in STANDARD.clauses.values()) == PLANNED


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.clause}-{e.line}")
def test_an_example_parses_and_a_bad_one_says_where_it_is_bad(example: Example) -> None:
    if example.language == "python":
        ast.parse(example.code)
    elif example.language == "toml":
        tomli.loads(example.code)
    assert bool(example.marks) is (example.kind == "bad")


def test_the_rules_that_examples_name_are_those_of_their_clause() -> None:
    rules = {rule.name: rule.clause for rule in load_rules()}
    for example in EXAMPLES:
        assert {rules[name] for _, name in example.marks} <= {example.clause}


@pytest.mark.parametrize("path", sorted(shipped_documents().glob("[0-9][0-9]-*.md")), ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        if "://" in target:
            continue
        assert not file or (path.parent / file).is_file(), target
        if anchor:
            clause = STANDARD.clause(anchor)
            assert clause is not None, target
            assert clause.document == (file or path.name), target
