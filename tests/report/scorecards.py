"""A small standard and a run held to it, with a clause in every state a scorecard knows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mcp_lintel.report.scorecard.make import make
from mcp_lintel.report.scorecard.types import Scorecard
from mcp_lintel.rule import Confidence, Related
from mcp_lintel.standard.types import Check, Clause, Document, Level, Standard
from mcp_lintel.verdict.evidence import Evidence
from mcp_lintel.verdict.finding import Outcome, Status
from mcp_lintel.verdict.waivers_types import Waiver

from .sample import SERVER, at, finding, outcome

DOCUMENTS = (
    Document(2, "Security architecture", "02-security-architecture.md", "", "1.0.0", "2030-01-01", "Adopted", ()),
    Document(3, "Tool implementation", "03-tool-implementation.md", "", "1.1.0", "2030-01-01", "Adopted", ()),
    Document(5, "Observability", "05-observability.md", "", "1.0.0", "2030-01-01", "Adopted", ()),
)
_CLAUSES = (
    ("SEC-01", "Give every server an authentication provider", "must", "static", 0),
    ("SEC-02", "Review what a server may do", "must", "manual", 0),
    ("SEC-03", "Rotate keys", "should", "static", 0),
    ("TOOL-01", "Begin a name with a verb", "must", "static", 1),
    ("TOOL-07", "Take `dict` from nobody", "must", "static-heuristic", 1),
    ("TOOL-09", "Hand out pages", "may", "static", 1),
    ("OBS-03", "Log constants", "must", "static", 2),
    ("OBS-09", "Leave stdout alone", "should", "static", 2),
    ("OBS-10", "Answer in time", "should", "measured", 2),
)
RULES = (
    ("http-server-without-auth", "SEC-01"),
    ("tool-name-not-verb-noun", "TOOL-01"),
    ("parameter-free-form", "TOOL-07"),
    ("log-message-interpolated", "OBS-03"),
    ("stdout-write", "OBS-09"),
    ("rule-that-is-off", "SEC-03"),
    ("page-unbounded", "TOOL-09"),
)
WAIVER = Waiver(
    "W-1", "parameter-free-form", "", "*", "", "", "platform", "moves in spring", date(2030, 1, 1), date(2031, 12, 31)
)


def standard() -> Standard:
    """Nine clauses in three documents."""
    clauses = {
        id: Clause(id, title, Level(level), Check(check), "", DOCUMENTS[n].file, DOCUMENTS[n].file, 1, 2, 3)
        for id, title, level, check, n in _CLAUSES
    }
    return Standard(DOCUMENTS, clauses)


def run(**changed: object) -> Outcome:
    """The sample's run with evidence: the server's rule raised nothing, names are met, a fault is waived."""
    base = outcome()
    by_rule = {one.rule: one for one in base.findings}
    flow = finding(
        "http-server-without-auth",
        at(SERVER, "FastMCP(", 1),
        "server `学校` lets input reach a shell",
        tool="delete_pupil",
        flow=(
            Related("`pupil_id` comes in", at(SERVER, "pupil_id")),
            Related("it is printed here", at(SERVER, "print")),
        ),
    )
    findings = (
        by_rule["http-server-without-auth"],
        flow,
        replace(by_rule["parameter-free-form"], status=Status.WAIVED, reason=WAIVER.reason, waiver=WAIVER),
        by_rule["log-message-interpolated"],
    )
    cards = (*base.rules, replace(base.rules[0], name="page-unbounded", title="A page has no end", clause="TOOL-09"))
    facts: dict[str, object] = {"findings": findings, "notices": (), "rules": cards, "evidence": evidence()}
    return replace(base, **{**facts, **changed})  # type: ignore[arg-type]


def evidence() -> tuple[Evidence, ...]:
    """What each rule looked at; subject 0 is the project, 1 its server, 2 and 5 tools, 3 and 4 parameters."""
    on: Mapping[str, tuple[str, str, tuple[int, ...]]] = {
        "http-server-without-auth": ("SEC-01", "Server", (1,)),
        "tool-name-not-verb-noun": ("TOOL-01", "Server", (1,)),
        "parameter-free-form": ("TOOL-07", "Parameter", (3, 4)),
        "log-message-interpolated": ("OBS-03", "LogCall", ()),
        "stdout-write": ("OBS-09", "StdoutWrite", ()),
        "page-unbounded": ("TOOL-09", "Suite", ()),
    }
    return tuple(Evidence(rule, clause, kind, seen) for rule, (clause, kind, seen) in sorted(on.items()))


def scorecard(confidence: Confidence = Confidence.MEDIUM, **changed: object) -> Scorecard:
    """The run held to the standard."""
    return make(run(**changed), standard(), RULES, confidence)
