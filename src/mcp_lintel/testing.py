"""Runs the examples of rules, for the tests of this project and of packs that others ship.

An example is a small project. Its `code` becomes `server.py`; where it imports neither fastmcp nor mcp, the
usual imports and a server `mcp` stand before it. `pyproject.toml` names fastmcp (or mcp) without a version
unless the example brings one. With pytest:

    @pytest.mark.parametrize("case", cases(RULES), ids=str)
    def test_example(case: Case) -> None:
        case.check()
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import dedent, indent
from typing import Any

from mcp_lintel.packs import bind
from mcp_lintel.rule import Bad, Good, Rule
from mcp_lintel.run import follows
from mcp_lintel.standard.load import load_standard
from mcp_lintel.standard.types import Standard
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span
from mcp_lintel.trial import faults, read_texts
from mcp_lintel.verdict.check import run_rules
from mcp_lintel.verdict.finding import Finding

CODE = "server.py"
IMPORTS = """\
from typing import Annotated, Any, Literal
from pydantic import BaseModel, Field
from fastmcp import Context, FastMCP
"""
SERVER = 'mcp = FastMCP("example")\n'
PYPROJECT = '[project]\nname = "example"\nversion = "1.0"\ndependencies = ["{}"]\n'

_MARK = re.compile(r"\[\||\|\]")
_FRAMEWORK = re.compile(r"^[ \t]*(?:from|import)[ \t]+(fastmcp|mcp)\b", re.MULTILINE)
_OWN_SERVER = re.compile(r"^mcp\s*=", re.MULTILINE)


class ExampleError(AssertionError):
    """An example on which its rule does not do what the example says; the message shows both."""


@dataclass(frozen=True)
class Case:
    """One example of one rule, by the example's number from 1; as text, a name for a test."""

    rule: Rule[Any]
    number: int

    @property
    def example(self) -> Bad | Good:
        """The example itself."""
        return self.rule.examples[self.number - 1]

    def check(self, standard: Standard | None = None) -> None:
        """Run the rule on the example; raises ExampleError."""
        check_example(self.rule, self.example, standard)

    def __str__(self) -> str:
        return f"{self.rule.name}-{self.number}-{type(self.example).__name__.lower()}"


def cases(rules: Iterable[Rule[Any]]) -> list[Case]:
    """Every example of every rule, to make one test of each."""
    return [Case(rule, number) for rule in rules for number, _ in enumerate(rule.examples, 1)]


def check_examples(rule: Rule[Any], standard: Standard | None = None) -> None:
    """Run a rule on all its examples; raises ExampleError at the first that fails.

    `standard` is where the rule's options come from, the shipped one by default.
    """
    for case in cases([rule]):
        case.check(standard)


def check_example(rule: Rule[Any], example: Bad | Good, standard: Standard | None = None) -> None:
    """Run a rule alone on one example and compare the places of its hits exactly; raises ExampleError.

    A Bad example must mark at least one place; its hits have the confidence it names, else the rule's.
    """
    files, marks = project_of(example)
    if isinstance(example, Bad) and not marks:
        raise ExampleError(f"a Bad example of `{rule.name}` marks no place; put `[|` and `|]` around each hit")
    if isinstance(example, Good) and marks:
        raise ExampleError(f"a Good example of `{rule.name}` marks a place")
    bound, messages = bind([rule], standard or load_standard())
    outcome = read_texts(tuple(sorted(files.items())), flows=follows(bound))
    findings, notices = run_rules(outcome.projects, bound, outcome.sources)
    reasons = [*messages, *faults(*outcome.notices, *notices)]
    if reasons:
        raise ExampleError(f"an example of `{rule.name}` cannot be run: {'; '.join(reasons)}")
    _compare(rule, example, files, marks, findings)


def project_of(example: Bad | Good) -> tuple[dict[str, str], list[Place]]:
    """The files of an example's project by path, without marks, and the marked places in order."""
    code = dedent(example.code).lstrip("\n")
    texts = {CODE: _prelude(code) + code, **example.files}
    if "pyproject.toml" not in texts:
        found = _FRAMEWORK.search(code)
        texts["pyproject.toml"] = PYPROJECT.format(found[1] if found else "fastmcp")
    files, marks = {}, []
    for path, text in texts.items():
        files[path], spans = unmark(text)
        marks += [Place(path, span) for span in spans]
    return files, sorted(marks, key=_order)


def unmark(text: str) -> tuple[str, list[Span]]:
    """A text without its `[|…|]` marks, and the spans they enclosed; raises ExampleError."""
    parts: list[str] = []
    spans: list[Span] = []
    position = length = 0
    start = -1
    for found in _MARK.finditer(text):
        parts.append(text[position : found.start()])
        length += found.start() - position
        position = found.end()
        if (found[0] == "[|") is not (start < 0):
            raise ExampleError(f"the mark `{found[0]}` has no partner in: {text[max(0, position - 30) : position]!r}")
        if start < 0:
            start = length
        else:
            spans.append(Span(start, length))
            start = -1
    if start >= 0:
        raise ExampleError("the mark `[|` has no partner")
    return "".join([*parts, text[position:]]), spans


def _prelude(code: str) -> str:
    if _FRAMEWORK.search(code):
        return ""
    return IMPORTS if _OWN_SERVER.search(code) else IMPORTS + SERVER


def _compare(
    rule: Rule[Any],
    example: Bad | Good,
    files: Mapping[str, str],
    marks: list[Place],
    findings: list[Finding],
) -> None:
    hits = sorted((finding.place for finding in findings), key=_order)
    if hits != marks:
        told = [f"missed     {_shown(place, files)}" for place in marks if place not in hits]
        told += [f"unexpected {_shown(f.place, files)}: {f.message}" for f in findings if f.place not in marks]
        told += ["a place was hit more than once"] if not told else []
        raise ExampleError(f"an example of `{rule.name}` fails\n{indent(chr(10).join(told), '  ')}")
    wanted = (example.confidence if isinstance(example, Bad) else None) or rule.confidence
    for finding in findings:
        if finding.confidence is not wanted:
            raise ExampleError(
                f"an example of `{rule.name}` has confidence {finding.confidence}, not {wanted}: "
                f"{_shown(finding.place, files)}: {finding.message}"
            )


def _order(place: Place) -> tuple[str, Span]:
    return place.path, place.span


def _shown(place: Place, files: Mapping[str, str]) -> str:
    source = SourceFile(place.path, files.get(place.path, ""))
    line, column = source.position(place.span.start)
    return f"{place.path}:{line}:{column} `{source.snippet(place.span)}`"
