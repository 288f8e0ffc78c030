"""What `standard` prints: documents and clauses, what checks them, and sums."""

import json
from typing import Any

from mcp_lintel.report.listing import standard_json, standard_markdown, standard_table
from mcp_lintel.rule import Confidence, Rule, Severity
from mcp_lintel.standard.types import Check, Clause, Document, Level, Standard

FILE = "04-testing-strategy.md"


def nothing(*_: object) -> Any:
    yield from ()


def a_clause(id: str, level: Level, check: Check, *, planned: bool = False) -> Clause:
    return Clause(
        id=id,
        title=f"Title | of {id}",
        level=level,
        check=check,
        guidance="",
        document=FILE,
        path=f"docs/{FILE}",
        line=9,
        block_line=13,
        text_line=10,
        planned=planned,
    )


CLAUSES = (
    a_clause("TEST-16", Level.MUST, Check.STATIC),
    a_clause("TEST-17", Level.SHOULD, Check.STATIC, planned=True),
    a_clause("TEST-18", Level.MUST, Check.HEURISTIC),
    a_clause("TEST-20", Level.MUST, Check.MEASURED),
    a_clause("TEST-01", Level.MAY, Check.MANUAL),
)
DOCUMENT = Document(4, "Testing strategy", FILE, f"docs/{FILE}", "1.0.0", "2026-11-22", "Adopted", ("1.0.0",))
STANDARD = Standard((DOCUMENT,), {clause.id: clause for clause in CLAUSES})
RULES = tuple(
    Rule(name, str, clause, Severity.NOTE, Confidence.HIGH, (), None, (), nothing, __name__)
    for name, clause in (("source-missing", "TEST-16"), ("tools-untested", "TEST-20"))
)


def test_the_table_shows_what_becomes_of_each_clause() -> None:
    lines = standard_table(STANDARD, RULES).splitlines()
    assert lines[0] == "Testing strategy (04-testing-strategy.md, version 1.0.0, Adopted, 2026-11-22)"
    assert lines[3].split()[:5] == ["TEST-16", "must", "static", "checked", "source-missing"]
    assert lines[4].split()[:5] == ["TEST-17", "should", "static", "planned", "-"]
    assert "not checked" in lines[5]
    assert lines[6].split()[3:5] == ["measured", "tools-untested"]
    assert lines[7].split()[3] == "manual"


def test_the_sums_count_levels_and_states() -> None:
    lines = standard_table(STANDARD, RULES).splitlines()
    assert lines[-2].split() == [FILE, "5", "3", "1", "1", "1", "1", "1", "1", "1"]
    assert lines[-1].split()[0] == "all"


def test_the_json_tells_the_same() -> None:
    (document,) = json.loads(standard_json(STANDARD, RULES))["documents"]
    assert document["sums"] == {
        "clauses": 5,
        "must": 3,
        "should": 1,
        "may": 1,
        "checked": 1,
        "planned": 1,
        "measured": 1,
        "manual": 1,
        "not checked": 1,
    }
    assert document["clauses"][0]["rules"] == ["source-missing"]
    assert document["clauses"][0]["link"] == f"{FILE}#TEST-16"


def test_the_markdown_links_clauses_and_keeps_its_columns() -> None:
    text = standard_markdown(STANDARD, RULES)
    assert f"| [TEST-16]({FILE}#TEST-16) | must | static | checked | source-missing | Title \\| of TEST-16 |" in text
    assert text.count("## ") == 2
