"""Do the examples in the documents keep their word?

A good block must raise nothing. A bad one must raise, on each marked line and nowhere else, the rule it names;
a mark may name a rule to come while its clause is planned. Each block is tried in a small project of its own
(`promise_project.py`), and what is said of other files than the block's does not count.

Python is held to every rule. Of another language a block inside a clause shows only what that clause is about, so
it is held to the clause's rules; one outside the clauses is a whole file and is held to every rule.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mcp_lintel.packs import BoundRule
from mcp_lintel.promise_project import project_of
from mcp_lintel.rule import Rule
from mcp_lintel.run import follows
from mcp_lintel.standard.examples import Example, examples
from mcp_lintel.standard.types import Document, Standard
from mcp_lintel.trial import faults, read_texts
from mcp_lintel.verdict.check import run_rules

_LANGUAGES = ("python", "toml", "yaml", "dockerfile")


def document_examples(document: Document) -> list[Example]:
    """The examples in a document, read from its file."""
    return list(examples(Path(document.path).read_text(encoding="utf-8-sig")))


def broken_promises(standard: Standard, bound: Sequence[BoundRule], rules: Sequence[Rule[Any]]) -> Iterator[str]:
    """A line for each example that does not do what it says; `bound` are those of all `rules` that are not off."""
    clauses = {rule.name: rule.clause for rule in rules}
    for document in standard.documents:
        for example in document_examples(document):
            for line, reason in faults_of(example, standard, bound, clauses):
                at = f"{document.path}:{line}: "
                yield f"{at}{example.clause}: {reason}" if example.clause else f"{at}{reason}"


def faults_of(
    example: Example, standard: Standard, bound: Sequence[BoundRule], clauses: Mapping[str, str]
) -> Iterator[tuple[int, str]]:
    """What is wrong with one example: lines of the document, and reasons.

    `clauses` are the clauses of all rules by name, also of those that are not bound because their clause is gone.
    """
    if not example.kind:
        return
    if not example.file or example.language not in _LANGUAGES:
        yield example.line - 1, f"a block of {example.language} names no file that it stands for"
        return
    if example.kind == "bad" and not example.marks:
        yield example.line - 1, "a bad block marks no line: end each faulty one with `# <- rule-name`"
    yield from _marks(example, standard, clauses)
    yield from _findings(example, bound)


def _marks(example: Example, standard: Standard, clauses: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Marks that name no rule, or one that answers another clause."""
    clause = standard.clause(example.clause)
    for line, name in example.marks:
        if name not in clauses:
            if clause is None or not clause.planned:
                yield example.line + line - 1, f"the mark names `{name}`, which is no rule"
        elif clause is not None and clauses[name] != clause.id:
            yield example.line + line - 1, f"the mark names `{name}`, which answers {clauses[name]}"


def _findings(example: Example, bound: Sequence[BoundRule]) -> Iterator[tuple[int, str]]:
    held_to = [one for one in bound if _applies(one, example)]
    outcome = read_texts(project_of(example), flows=follows(held_to))
    found, notices = run_rules(outcome.projects, held_to, outcome.sources)
    for fault in faults(*outcome.notices, *notices):
        yield example.line, f"the block cannot be read: {fault}"
    names = {one.name for one in held_to}
    expected = {(line, name) for line, name in example.marks if name in names}
    hits = {
        (outcome.sources[f.place.path].position(f.place.span.start).line, f.rule): f.message
        for f in found
        if f.place.path == example.file
    }
    for line, name in sorted(expected - set(hits)):
        yield example.line + line - 1, f"`{name}` should fire on this line and does not"
    for line, name in sorted(set(hits) - expected):
        yield example.line + line - 1, f"`{name}` fires here: {hits[line, name]}"


def _applies(rule: BoundRule, example: Example) -> bool:
    return example.language == "python" or not example.clause or rule.clause.id == example.clause
