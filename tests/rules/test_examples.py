"""Every example of every rule, each with its own rule alone, and proof that the examples would notice a broken rule."""

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from mcp_lintel.packs import load_rules
from mcp_lintel.rule import Bad, Good, Hit, Rule
from mcp_lintel.standard.load import load_standard
from mcp_lintel.standard.types import Standard
from mcp_lintel.testing import Case, ExampleError, cases, check_examples
from mcp_lintel.text.span import Place, Span

RULES = [rule for rule in load_rules() if rule.module.startswith("mcp_lintel.rules.")]
SECTIONS = ["## Why", "## What is read", "## What is not reported", "## Fix", "## Evidence"]
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@cache
def standard() -> Standard:
    return load_standard()


@pytest.mark.parametrize("case", cases(RULES), ids=str)
def test_an_example_does_what_it_says(case: Case) -> None:
    case.check(standard())


def nothing(_subject: object, *_options: object) -> Iterator[Hit]:
    return iter(())


def beyond(function: Callable[..., Iterator[Hit]]) -> Callable[..., Iterator[Hit]]:
    """The function with a further hit on every subject."""

    def hits(subject: object, *options: object) -> Iterator[Hit]:
        yield from function(subject, *options)
        yield Hit(Place("server.py", Span(0, 0)), "a hit that no example marks")

    return hits


@each_rule
def test_the_examples_notice_a_rule_that_finds_nothing(rule: Rule[Any]) -> None:
    with pytest.raises(ExampleError, match="missed"):
        check_examples(replace(rule, function=nothing), standard())


@each_rule
def test_the_examples_notice_a_rule_that_finds_too_much(rule: Rule[Any]) -> None:
    with pytest.raises(ExampleError, match="unexpected"):
        check_examples(replace(rule, function=beyond(rule.function)), standard())


@each_rule
def test_the_page_has_a_title_and_its_sections_in_order(rule: Rule[Any]) -> None:
    assert re.findall(r"^## .*$", rule.page, re.MULTILINE) == SECTIONS
    assert rule.page.splitlines()[0].endswith(".")
    assert rule.page.splitlines()[1] == ""
    assert all(section.strip() for section in re.split(r"^## .*$", rule.page, flags=re.MULTILINE))


@each_rule
def test_a_rule_shows_what_is_bad_and_what_is_good(rule: Rule[Any]) -> None:
    assert sum(isinstance(example, Bad) for example in rule.examples) >= 2
    assert sum(isinstance(example, Good) for example in rule.examples) >= 2


@each_rule
def test_a_rule_imports_only_the_kit_and_what_it_looks_at(rule: Rule[Any]) -> None:
    source = inspect.getsource(sys.modules[rule.module])
    imported = set(re.findall(r"^(?:from|import) (mcp_lintel[\w.]*)", source, re.MULTILINE))
    subjects = {"mcp_lintel.model.types", "mcp_lintel.artifacts.types", "mcp_lintel.flow.types"}
    assert imported <= {"mcp_lintel.rule", "mcp_lintel.model.words", "mcp_lintel.flow.telling"} | subjects


def test_there_are_rules_to_test() -> None:
    assert len(RULES) >= 17
