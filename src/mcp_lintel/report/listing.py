"""The list of the standard's documents and clauses for `mcp-lintel standard`: table, JSON and Markdown."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from mcp_lintel.report.tables import markdown, plain
from mcp_lintel.rule import Rule
from mcp_lintel.standard.types import Check, Clause, Document, Standard

SCHEMA_VERSION = 1
STATES = ("checked", "planned", "measured", "manual", "not checked")
_HEAD = ("CLAUSE", "LEVEL", "CHECK", "STATE", "RULES", "TITLE")
_SUMS = ("DOCUMENT", "CLAUSES", "MUST", "SHOULD", "MAY", *(state.upper() for state in STATES))


def standard_table(standard: Standard, rules: Sequence[Rule[Any]]) -> str:
    """Every document with its clauses as tables, then the sums by document."""
    bound = bound_names(rules)
    parts = [
        f"{_title(document)}\n\n{plain(_HEAD, _rows(standard.clauses_of(document), bound))}"
        for document in standard.documents
    ]
    return "\n\n".join([*parts, plain(_SUMS, _sums(standard, bound))]) + "\n"


def standard_markdown(standard: Standard, rules: Sequence[Rule[Any]]) -> str:
    """The same as Markdown; clause ids link to their place in the documents."""
    bound = bound_names(rules)
    parts = []
    for document in standard.documents:
        clauses = standard.clauses_of(document)
        rows = [
            (f"[{row[0]}]({clause.link})", *row[1:]) for clause, row in zip(clauses, _rows(clauses, bound), strict=True)
        ]
        parts.append(f"## {_title(document)}\n\n{markdown(_small(_HEAD), rows)}")
    return "\n\n".join([*parts, f"## Sums\n\n{markdown(_small(_SUMS), _sums(standard, bound))}"]) + "\n"


def standard_json(standard: Standard, rules: Sequence[Rule[Any]]) -> str:
    """The same as JSON: `{"schema_version", "documents": [{…, "clauses": [{…}], "sums": {…}}]}`."""
    bound = bound_names(rules)
    documents = [_document(standard, document, bound) for document in standard.documents]
    content = {"schema_version": SCHEMA_VERSION, "documents": documents}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def state(clause: Clause, bound: Mapping[str, Sequence[str]]) -> str:
    """What becomes of a clause today: one of STATES."""
    if clause.check is Check.MANUAL:
        return "manual"
    if clause.id in bound:
        return "measured" if clause.check is Check.MEASURED else "checked"
    return "planned" if clause.planned else "not checked"


def bound_names(rules: Sequence[Rule[Any]]) -> dict[str, list[str]]:
    """The names of the rules by the clause they answer."""
    bound: dict[str, list[str]] = {}
    for rule in rules:
        bound.setdefault(rule.clause, []).append(rule.name)
    return bound


def _rows(clauses: Sequence[Clause], bound: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    return [(c.id, c.level, c.check, state(c, bound), ", ".join(bound.get(c.id, ())) or "-", c.title) for c in clauses]


def _sums(standard: Standard, bound: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """A row of figures for each document, and one for all of them."""
    groups = {document.file: standard.clauses_of(document) for document in standard.documents}
    groups["all"] = tuple(standard.clauses.values())
    return [
        (name, str(len(clauses)), *(str(figure) for figure in _figures(clauses, bound).values()))
        for name, clauses in groups.items()
    ]


def _figures(clauses: Sequence[Clause], bound: Mapping[str, Sequence[str]]) -> dict[str, int]:
    levels = Counter(str(clause.level) for clause in clauses)
    states = Counter(state(clause, bound) for clause in clauses)
    return {name: levels[name] for name in ("must", "should", "may")} | {name: states[name] for name in STATES}


def _document(standard: Standard, document: Document, bound: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    clauses = standard.clauses_of(document)
    return {
        "number": document.number,
        "title": document.title,
        "file": document.file,
        "version": document.version,
        "updated": document.updated,
        "status": document.status,
        "sums": {"clauses": len(clauses)} | _figures(clauses, bound),
        "clauses": [_clause(clause, bound) for clause in clauses],
    }


def _clause(clause: Clause, bound: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {
        "id": clause.id,
        "title": clause.title,
        "level": clause.level,
        "check": clause.check,
        "state": state(clause, bound),
        "rules": list(bound.get(clause.id, ())),
        "parameters": dict(clause.parameters),
        "cwe": list(clause.cwe),
        "references": list(clause.references),
        "link": clause.link,
        "line": clause.line,
    }


def _title(document: Document) -> str:
    facts = (document.file, f"version {document.version}", document.status, document.updated)
    return f"{document.title} ({', '.join(facts)})"


def _small(head: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell.capitalize() for cell in head)
