"""The findings as one HTML page: opens from disk, needs no network, can be filtered, printed and read aloud."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from mcp_lintel.report.cards import all_cards
from mcp_lintel.report.frame import Frames
from mcp_lintel.report.htmlfinding import article, rule_id
from mcp_lintel.report.htmlpage import choice, page, prose, text
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.paint import Paint
from mcp_lintel.report.projects import by_project
from mcp_lintel.report.summary import aside, by_rule, headed, seen
from mcp_lintel.rule import Severity
from mcp_lintel.verdict.finding import Finding, Outcome, RuleCard, Status
from mcp_lintel.verdict.judge import count


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """The counts, the filter, the findings by project and file, the notices, and the pages of the rules met."""
    active = outcome.active
    title = f"mcp-lintel: {count(len(active), 'finding') if active else 'no findings'}"
    return page(title, "\n".join(_body(outcome, title)), f"mcp-lintel {text(outcome.version)}".rstrip())


def _body(outcome: Outcome, title: str) -> Iterator[str]:
    yield f"<header><h1>{text(title)}</h1>"
    yield f"<p>Looked at {text(seen(outcome) + aside(outcome))}.</p></header>"
    yield '<main id="main">'
    yield from _rules_table(outcome)
    if outcome.findings:
        yield from _filter(outcome)
    frames = Frames(outcome.sources, Paint(on=False), None)
    out = [finding for finding in outcome.findings if finding.status is not Status.ACTIVE]
    for heading, findings in (("Findings that stand", outcome.active), ("Findings that do not stand", out)):
        if findings:
            yield f'<section class="group"><h2>{heading}</h2>'
            yield from _findings(findings, outcome, frames)
            yield "</section>"
    yield from _notices(outcome)
    yield from _pages(outcome)
    yield "</main>"


def _rules_table(outcome: Outcome) -> Iterator[str]:
    if not outcome.active:
        return
    yield '<table><caption>Findings that stand, by rule</caption><thead><tr><th scope="col">Findings</th>'
    yield '<th scope="col">Severity</th><th scope="col">Rule</th><th scope="col">Clause</th></tr></thead><tbody>'
    for finding, times in by_rule(outcome.active):
        rule = f'<a href="#{rule_id(finding.rule)}">{text(finding.rule)}</a>'
        severity = f'<span class="severity {finding.severity}">{finding.severity}</span>'
        yield f"<tr><td>{times:,}</td><td>{severity}</td><td>{rule}</td><td>{text(finding.clause)}</td></tr>"
    yield "</tbody></table>"


def _filter(outcome: Outcome) -> Iterator[str]:
    """The form; it stays hidden where scripts do not run, and everything is shown."""
    severities = [str(one) for one in Severity if any(f.severity is one for f in outcome.findings)]
    statuses = [str(one) for one in Status if any(f.status is one for f in outcome.findings)]
    yield '<form id="filter" role="search" aria-label="Filter the findings" hidden>'
    yield '<p><label for="words">Words</label><input id="words" type="search" autocomplete="off"></p>'
    yield choice("severity", "Severity", severities)
    yield choice("status", "Status", statuses)
    yield choice("rule", "Rule", sorted({finding.rule for finding in outcome.findings}))
    yield choice("clause", "Clause", sorted({f.clause for f in outcome.findings if f.clause}))
    projects = [name for name, _ in by_project(outcome.findings, outcome) if name]
    if projects:
        yield choice("project", "Project", projects)
    yield '<p><button type="reset">Show all</button></p><p id="shown" role="status"></p></form>'


def _findings(findings: Iterable[Finding], outcome: Outcome, frames: Frames) -> Iterator[str]:
    for project, group in by_project(findings, outcome):
        for path, inside in groupby(group, key=lambda finding: finding.place.path):
            yield f'<section class="group"><h3>{text(path)}</h3>'
            for finding in inside:
                yield from article(finding, outcome, frames, project)
            yield "</section>"


def _notices(outcome: Outcome) -> Iterator[str]:
    for heading, under in headed(outcome):
        yield f"<section><h2>{text(heading)}</h2><ul>"
        for notice in under:
            where = f"{notice.path}:{notice.line}" if notice.line else notice.path
            place = f"<code>{text(where)}</code>: " if where else ""
            yield f"<li>{place}{prose(notice.message)}</li>"
        yield "</ul></section>"


def _pages(outcome: Outcome) -> Iterator[str]:
    """The page of every rule that a finding names."""
    met = {finding.rule for finding in outcome.findings}
    cards = [card for card in all_cards(outcome) if card.name in met]
    if cards:
        yield "<section><h2>Rules</h2>"
        for card in cards:
            yield from _page(card)
        yield "</section>"


def _page(card: RuleCard) -> Iterator[str]:
    yield f'<section id="{rule_id(card.name)}" class="rule"><h3>{text(card.name)}</h3>'
    if card.clause:
        clause = f"{card.clause} ({card.level}): {card.clause_title}" if card.clause_title else card.clause
        document = f", in {card.document}" if card.document else ""
        yield f"<p>{text(clause + document)}</p>"
    told = "\n".join(text(line) for line in card.page.splitlines())
    yield f'<pre class="page">{told}</pre></section>'
