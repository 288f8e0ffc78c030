"""Rules run on the subjects they name, and what the runner adds to their hits."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.model.types import (
    Auth,
    AuthState,
    Endpoint,
    Family,
    Kind,
    Located,
    LogCall,
    LoggingSetup,
    MessageForm,
    Parameter,
    Project,
    Server,
    Shape,
    StdoutWrite,
    Tool,
    Transports,
)
from mcp_lintel.rule import Confidence, Hit, Related, Severity
from mcp_lintel.text.source import SourceFile
from mcp_lintel.verdict.check import run_rules
from mcp_lintel.verdict.finding import NoticeKind

from .builders import bound, hits, place


@dataclass(frozen=True)
class Suite:
    """An artifact of the tests' own."""

    place: object = None


@dataclass(frozen=True)
class SmallSuite(Suite):
    """A subtype: a rule on Suite must not see it."""


ENDPOINT = Endpoint(Located("s", place()), Family.FASTMCP, frozenset(), place(), Transports(), Auth(AuthState.ABSENT))
PARAMETER = Parameter("p", place(5, 6), True, None, Shape(Kind.STRING))
TOOL = Tool(Located("t", place(3, 4)), "t", "a.t", place(3, 4), ENDPOINT, None, (PARAMETER,))
LOG = LogCall(place(), place(), "info", "log", MessageForm.FSTRING, "a.t")
WRITE = StdoutWrite(place(), "print", False, "tool t", "a.t", (ENDPOINT,))
SETUP = LoggingSetup((), (), 0, None, False, ())
PROJECT = Project(".", (Server(ENDPOINT, (TOOL,)),), (LOG,), (WRITE,), SETUP, (), (Suite(), SmallSuite()))


@pytest.mark.parametrize("kind", [Project, LoggingSetup, LogCall, StdoutWrite, Server, Tool, Parameter, Suite])
def test_a_rule_sees_each_subject_of_its_exact_type_once(kind: type) -> None:
    seen = []

    def check(subject: object) -> Iterator[Hit]:
        seen.append(subject)
        yield from ()

    run_rules([PROJECT], [bound("r", kind, check)], {})
    assert [type(subject) for subject in seen] == [kind]


def test_a_finding_carries_what_the_runner_knows_of_the_rule() -> None:
    rule = bound("tool-bad", Tool, hits(Hit(place(), "is bad", "a.t", "t")), severity=Severity.ERROR, cwe=("CWE-78",))
    (finding,), notices = run_rules([PROJECT], [rule], {})
    assert (finding.rule, finding.clause, finding.level) == ("tool-bad", "TOOL-01", "must")
    assert (finding.severity, finding.cwe, finding.symbol, finding.tool) == ("error", ("CWE-78",), "a.t", "t")
    assert len(finding.fingerprint) == 32
    assert notices == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [(None, Confidence.MEDIUM), (Confidence.LOW, Confidence.LOW), (Confidence.HIGH, Confidence.MEDIUM)],
)
def test_a_hit_may_lower_the_confidence_of_its_rule_and_not_raise_it(said: Confidence | None, kept: Confidence) -> None:
    rule = bound("r", Tool, hits(Hit(place(), "m", confidence=said)), confidence=Confidence.MEDIUM)
    (finding,), _ = run_rules([PROJECT], [rule], {})
    assert finding.confidence is kept


def test_a_rule_that_raises_is_told_and_loses_nothing_of_the_others() -> None:
    def broken(subject: Tool) -> Iterator[Hit]:
        yield Hit(place(), "found before the fault")
        raise KeyError("no\nname")

    source = SourceFile("a.py", "\n\n\nx = 1\n")
    rules = [bound("broken", Tool, broken), bound("sound", Tool, hits(Hit(place(), "m")))]
    findings, (notice,) = run_rules([PROJECT], rules, {"a.py": source})
    assert [finding.rule for finding in findings] == ["broken", "sound"]
    assert notice.kind is NoticeKind.INTERNAL
    assert notice.message == r"rule `broken` failed with KeyError: 'no\nname'"
    assert (notice.path, notice.line) == ("a.py", 4)


def test_a_rule_that_fails_everywhere_alike_is_told_once() -> None:
    def broken(subject: Tool) -> Iterator[Hit]:
        raise RecursionError
        yield

    _, (notice,) = run_rules([PROJECT] * 3, [bound("broken", Tool, broken)], {})
    assert notice.message == "rule `broken` failed with RecursionError (and on 2 more subjects)"


def test_a_tool_on_two_servers_is_one_finding_as_sure_as_the_surest() -> None:
    def check(tool: Tool) -> Iterator[Hit]:
        yield Hit(place(), "m", confidence=Confidence.LOW if tool.conditional else None)

    server = Server(ENDPOINT, (replace(TOOL, conditional=True), TOOL))
    (finding,), _ = run_rules([Project(".", (server,))], [bound("r", Tool, check)], {})
    assert finding.confidence is Confidence.HIGH


@given(st.permutations([("b.py", 1, "r1"), ("a.py", 9, "r1"), ("a.py", 2, "r2"), ("a.py", 2, "r1"), ("a.py", 2, "r0")]))
def test_the_order_is_path_then_place_then_rule_whatever_was_met_first(order: list[tuple[str, int, str]]) -> None:
    rules = [bound(rule, Project, hits(Hit(place(start, start + 1, path), "m"))) for path, start, rule in order]
    findings, _ = run_rules([PROJECT], rules, {})
    got = [(finding.place.path, finding.place.span.start, finding.rule) for finding in findings]
    assert got == sorted(order)
    prints = {(f.rule, f.place): f.fingerprint for f in findings}
    again, _ = run_rules([PROJECT], rules[::-1], {})
    assert {(f.rule, f.place): f.fingerprint for f in again} == prints


def test_a_hit_brings_its_own_weaknesses_after_the_rules_and_the_hops() -> None:
    hops = (Related("`x` is what a client sends", place(7, 8)), Related("reaches `open`", place(3, 4)))
    hit = Hit(place(3, 4), "is wrong", flow=hops, cwe=("CWE-22", "CWE-20"))
    (found,), _ = run_rules([PROJECT], [bound("a-rule", Project, hits(hit), cwe=("CWE-20", "CWE-73"))], {})
    assert found.cwe == ("CWE-20", "CWE-73", "CWE-22")
    assert found.flow == hops
    assert found.hops == hops[:1]


def test_what_flows_in_a_project_is_a_subject() -> None:
    seen = []

    def look(subject: Suite) -> Iterator[Hit]:
        seen.append(subject)
        yield from ()

    flowing = replace(PROJECT, artifacts=(), flows=(Suite("here"),))
    run_rules([flowing], [bound("a-rule", Suite, look)], {})
    assert seen == [Suite("here")]
