"""SARIF 2.1.0 (OASIS standard, 27 March 2020) in two profiles.

`github` holds what should become an alert, within GitHub's limits; `audit` holds everything, what was
ignored with its reason included. GitHub reads neither suppressions nor baseline states: there, all of it
would become open alerts.
"""

from collections.abc import Sequence

from mcp_lintel.report.cards import all_cards
from mcp_lintel.report.jsontext import dumps
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.sarif_driver import Json, cwe_component, cwe_ids, driver, sentence, wellformed
from mcp_lintel.report.sarif_notices import NOTIFICATIONS, invocation
from mcp_lintel.report.sarif_results import Results
from mcp_lintel.verdict.finding import Finding, Outcome
from mcp_lintel.verdict.judge import count

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000
"""GitHub rejects a run with more results (it keeps the 5,000 most severe)."""


def render_github(outcome: Outcome, options: Options = PLAIN) -> str:
    """The profile for GitHub code scanning: the findings that stand."""
    standing = outcome.active
    kept = _most_severe(standing, MOST_RESULTS)
    left_out = len(standing) - len(kept)
    return _render(outcome, options, kept, suppressions=False, left_out=left_out)


def render_audit(outcome: Outcome, options: Options = PLAIN) -> str:
    """The profile for evidence: every finding, each with its suppressions (none: it stands)."""
    return _render(outcome, options, outcome.findings, suppressions=True)


def _render(
    outcome: Outcome, options: Options, findings: Sequence[Finding], *, suppressions: bool, left_out: int = 0
) -> str:
    cards = all_cards(outcome)
    cwes = cwe_ids(cards)
    results = Results(outcome, {card.name: i for i, card in enumerate(cards)}, suppressions=suppressions)
    told = invocation(outcome, options.exit_code)
    if left_out:
        told["toolExecutionNotifications"].append(_left_out(left_out))
    run: Json = {
        "tool": {"driver": {**driver(cards, cwes, outcome.version), "notifications": NOTIFICATIONS}},
        "automationDetails": {"id": "mcp-lintel/check/"},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder that was checked."}}},
        "invocations": [told],
        "results": [results.result(finding) for finding in findings],
    }
    if cwes:
        run["tool"]["driver"]["supportedTaxonomies"] = [{"name": "CWE", "index": 0}]
        run["taxonomies"] = [cwe_component(cwes)]
    return dumps(wellformed({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}))


def _most_severe(findings: Sequence[Finding], most: int) -> Sequence[Finding]:
    """At most `most` findings in their order, the most severe kept."""
    if len(findings) <= most:
        return findings
    gravest = sorted(range(len(findings)), key=lambda i: -findings[i].severity.rank)[:most]
    return [findings[i] for i in sorted(gravest)]


def _left_out(number: int) -> Json:
    text = sentence(f"{count(number, 'finding')} left out: a run may hold {MOST_RESULTS:,}")
    return {"level": "warning", "message": {"text": text}}
