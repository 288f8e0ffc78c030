"""The documents that ship: whole, bound, and readable."""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest
import tomli

from mcp_lintel.packs import bind, facts, load_rules
from mcp_lintel.promises import document_examples
from mcp_lintel.standard.check import problems
from mcp_lintel.standard.load import load_standard, read_standard, shipped_documents
from mcp_lintel.standard.types import Check

PLANNED = 269
"""Clauses whose rules come later; lower this when one gets its rule, and never raise it for an old clause."""
CATALOGUE = {
    "ARC": 18, "SEC": 42, "TOOL": 34, "TEST": 27, "OBS": 27,
    "DEV": 28, "DEP": 36, "OPS": 14, "INT": 23, "AGT": 19,
}  # fmt: skip
"""How many clauses each area has from the architecture the standard restates; further ones are additions."""
REPOSITORY = Path(__file__).resolve().parents[2]
STANDARD = load_standard()
EXAMPLES = {document.file: document_examples(document) for document in STANDARD.documents}
each_document = pytest.mark.parametrize(
    "path", sorted(shipped_documents().glob("[0-9][0-9]-*.md")), ids=lambda p: p.stem
)


def numbers(area: str) -> list[int]:
    return sorted(int(id.partition("-")[2]) for id in STANDARD.clauses if id.startswith(f"{area}-"))


def test_there_are_ten_documents() -> None:
    assert [document.number for document in STANDARD.documents] == list(range(1, 11))


@pytest.mark.parametrize("area", CATALOGUE)
def test_no_clause_of_an_area_is_missing(area: str) -> None:
    found = numbers(area)
    assert found == list(range(1, len(found) + 1))
    assert len(found) >= CATALOGUE[area]


def test_an_area_is_one_document() -> None:
    documents = defaultdict(set)
    for clause in STANDARD.clauses.values():
        documents[clause.id.partition("-")[0]].add(clause.document)
    assert all(len(files) == 1 for files in documents.values())
    assert set(documents) == set(CATALOGUE)


def test_additions_say_where_they_come_from() -> None:
    added = [
        clause
        for clause in STANDARD.clauses.values()
        if int(clause.id.partition("-")[2]) > CATALOGUE[clause.id.partition("-")[0]]
    ]
    assert len(added) >= 20
    assert [clause.id for clause in added if not clause.references] == []


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


def test_every_clause_is_guided_in_words() -> None:
    for clause in STANDARD.clauses.values():
        prose = re.sub(r"^```.*?^```", "", clause.guidance, flags=re.MULTILINE | re.DOTALL)
        assert len(prose.split()) >= 25, clause.id


def test_only_clauses_that_files_can_show_have_a_rule_planned() -> None:
    assert [c.id for c in STANDARD.clauses.values() if c.planned and c.check is Check.MANUAL] == []


def test_a_rule_to_come_has_one_clause_wherever_an_example_names_it() -> None:
    clauses = defaultdict(set)
    for example in (one for listed in EXAMPLES.values() for one in listed):
        for _, name in example.marks:
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", name), (example.clause, name)
            clauses[name].add(example.clause)
    assert {name: ids for name, ids in clauses.items() if len(ids) > 1} == {}


@each_document
def test_json_and_toml_blocks_parse_even_where_they_promise_nothing(path: Path) -> None:
    for example in EXAMPLES[path.name]:
        if example.language == "toml":
            tomli.loads(example.code)
        elif example.language == "json":
            json.loads(example.code)


@each_document
def test_a_document_is_framed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert sections[-1] == "Next step"
    before = text[: text.index("\n## ")]
    assert len(before.split()) > 80, "the introduction"
    assert "RFC 2119" in text


@each_document
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        file, _, anchor = target.partition("#")
        if "://" in target:
            continue
        assert not file or (path.parent / file).is_file(), target
        assert "/" not in file, "documents are copied out, so they link to one another only"
        if anchor:
            clause = STANDARD.clause(anchor)
            assert clause is not None, target
            assert clause.document == (file or path.name), target


@each_document
def test_a_clause_that_is_named_exists(path: Path) -> None:
    areas = "|".join(CATALOGUE)
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(rf"\b(?:{areas})-\d\d\b", text)) <= set(STANDARD.clauses)


@each_document
def test_files_of_the_reference_server_that_are_named_exist(path: Path) -> None:
    named = set(re.findall(r"examples/(?:reference|legacy)-server[\w./-]*[\w/]", path.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if not (REPOSITORY / name).exists()] == []


def test_every_document_points_at_the_reference_server() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in shipped_documents().glob("[0-9][0-9]-*.md")}
    assert [name for name, text in texts.items() if "examples/reference-server" not in text] == []
