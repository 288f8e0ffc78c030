"""Rules, findings and sources made by hand for the tests of the verdict."""

from collections.abc import Iterator
from typing import Any

from mcp_lintel.packs import BoundRule
from mcp_lintel.rule import Confidence, Hit, Rule, Severity
from mcp_lintel.standard.types import Check, Clause, Level
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span
from mcp_lintel.verdict.finding import Finding

CLAUSE = Clause("TOOL-01", "Name tools", Level.MUST, Check.STATIC, "", "03-tools.md", "docs/03-tools.md", 1, 2, 3)


def bound(name: str, on: type[Any], check: Any, **more: Any) -> BoundRule:
    """A rule that runs `check(subject) -> Iterator[Hit]` on subjects of one type."""
    facts = {"severity": Severity.WARNING, "confidence": Confidence.HIGH, "cwe": (), **more}
    rule: Rule[Any] = Rule(
        name=name,
        on=on,
        clause=CLAUSE.id,
        examples=(),
        options=None,
        function=check,
        module=__name__,
        **facts,
    )
    return BoundRule(rule, CLAUSE)


def hits(*made: Hit) -> Any:
    """A check that gives the same hits on every subject."""

    def check(subject: object) -> Iterator[Hit]:
        yield from made

    return check


def place(start: int = 0, end: int = 1, path: str = "a.py") -> Place:
    return Place(path, Span(start, end))


def finding(rule: str, where: Place, message: str = "is wrong", **more: Any) -> Finding:
    facts = {"severity": Severity.WARNING, "confidence": Confidence.HIGH, **more}
    return Finding(rule, "TOOL-01", "must", message=message, place=where, fingerprint="", **facts)


def on(source: SourceFile, snippet: str) -> Place:
    """The place of a snippet in a source."""
    start = source.text.index(snippet)
    return Place(source.path, Span(start, start + len(snippet)))
