"""SARIF 2.1.0 (OASIS standard, 27 March 2020) in two profiles.

`github` holds what should become an alert, within GitHub's limits; `audit` holds everything, what was
ignored with its reason included. GitHub reads neither suppressions nor baseline states: there, all of it
would become open alerts.
"""

from collections.abc import Sequence
from gzip import compress

from mcp_lintel.report.cards import all_cards
from mcp_lintel.report.jsontext import dumps
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.sarif_driver import driver
from mcp_lintel.report.sarif_notices import NOTIFICATIONS, invocation, left_out
from mcp_lintel.report.sarif_results import Results
from mcp_lintel.report.sarif_taxonomies import Taxonomies
from mcp_lintel.report.sarif_text import Json, wellformed
from mcp_lintel.verdict.finding import Finding, Outcome
from mcp_lintel.verdict.judge import count

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
"""GitHub rejects a run with more results."""
SHOWN_RESULTS = 5_000
"""Of a run's results GitHub keeps the most severe."""
MOST_BYTES = 10_000_000
"""GitHub rejects a report that is larger when compressed with gzip (10 MB)."""


def render_github(outcome: Outcome, options: Options = PLAIN, most_bytes: int = MOST_BYTES) -> str:
    """The profile for GitHub code scanning: the findings that stand, as many of the gravest as it takes."""
    kept = _most_severe(outcome.active, MOST_RESULTS)
    while True:
        told = _render(outcome, options, kept, audit=False)
        if not kept or _takes(told, most_bytes):
            return told
        kept = _most_severe(kept, len(kept) * 3 // 4)


def render_audit(outcome: Outcome, options: Options = PLAIN) -> str:
    """The profile for evidence: every finding, each with its suppressions (none: it stands)."""
    return _render(outcome, options, outcome.findings, audit=True)


def _render(outcome: Outcome, options: Options, findings: Sequence[Finding], *, audit: bool) -> str:
    cards = all_cards(outcome)
    taxonomies = Taxonomies(cards)
    results = Results(outcome, {card.name: i for i, card in enumerate(cards)}, audit=audit)
    made = [results.result(finding) for finding in findings]
    told = invocation(outcome, options.exit_code)
    if not audit:
        told["toolExecutionNotifications"] += map(left_out, _limits(outcome, len(made), results.cut))
    run: Json = {
        "tool": {"driver": {**driver(cards, taxonomies, outcome.version), "notifications": NOTIFICATIONS}},
        "automationDetails": {"id": "mcp-lintel/check/"},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder that the paths start from."}}},
        "invocations": [told],
        "results": made,
    }
    if taxonomies.components:
        run["tool"]["driver"]["supportedTaxonomies"] = taxonomies.references
        run["taxonomies"] = taxonomies.components
    return dumps(wellformed({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}))


def _most_severe(findings: Sequence[Finding], most: int) -> Sequence[Finding]:
    """At most `most` findings in their order, the most severe kept."""
    if len(findings) <= most:
        return findings
    gravest = sorted(range(len(findings)), key=lambda i: -findings[i].severity.rank)[:most]
    return [findings[i] for i in sorted(gravest)]


def _takes(told: str, most_bytes: int) -> bool:
    """Does a report keep within so many bytes, compressed?"""
    data = told.encode()
    return len(data) <= most_bytes or len(compress(data, mtime=0)) <= most_bytes


def _limits(outcome: Outcome, results: int, cut: int) -> list[str]:
    """What GitHub's limits left out of the report, and what they will leave out of its pages, in words."""
    told = []
    if missing := len(outcome.active) - results:
        most = f"{MOST_RESULTS:,} results and {MOST_BYTES // 1_000_000} MB compressed"
        told.append(f"{count(missing, 'finding')} left out, the least severe: GitHub takes {most}")
    if results > SHOWN_RESULTS:
        told.append(f"{count(results - SHOWN_RESULTS, 'finding')} more than the {SHOWN_RESULTS:,} that GitHub shows")
    if cut:
        told.append(f"{count(cut, 'place')} of flows and of related places left out: GitHub keeps no more of a result")
    return told
