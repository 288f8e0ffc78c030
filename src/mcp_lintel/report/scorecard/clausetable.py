"""Every clause of every document as tables of the page: state, what stands behind it, evidence and findings."""

from collections.abc import Iterator

from mcp_lintel.report.scorecard.document import WORDS
from mcp_lintel.report.scorecard.markup import listed, place, prose, text
from mcp_lintel.report.scorecard.types import ALL, ClauseEntry, DocumentEntry, FindingEntry, RuleEntry, Scorecard
from mcp_lintel.report.scorecard.words import HEADINGS, decided, evidence, left_out, met, numbered

MOST_FINDINGS = 40
"""Findings that the page lists of one clause."""


def documents(card: Scorecard) -> str:
    """A section for each document."""
    return "".join(part for document in card.documents for part in _document(document))


def _document(document: DocumentEntry) -> Iterator[str]:
    anchor, tally = f"d{document.number:02}", document.tallies[ALL]
    yield f'<section class="document" id="{anchor}" aria-labelledby="{anchor}-h">'
    yield f'<h3 id="{anchor}-h">{document.number}. {text(document.title)}</h3>'
    yield f'<p class="soft">{text(document.file)}, version {text(document.version)}; met of decided: {met(tally)};'
    yield f" decided of applicable: {decided(tally)}</p>"
    yield f'<div class="wide" tabindex="0" role="region" aria-label="Clauses of {text(document.title)}">'
    yield f'<table class="clauses"><caption>The clauses of {text(document.title)}</caption><thead><tr>'
    yield "".join(f'<th scope="col">{head}</th>' for head in ("Clause", "Level", "State", "Title", "Evidence"))
    yield "</tr></thead><tbody>\n"
    yield from map(_clause, document.clauses)
    yield "</tbody></table></div></section>\n"


def _clause(clause: ClauseEntry) -> str:
    state = WORDS[clause.state]
    return (
        f'<tr id="{text(clause.id)}" data-state="{state}" data-level="{text(clause.level)}"><th scope="row">'
        f'{text(clause.id)}</th><td>{text(clause.level)}</td><td class="state {state}"><span class="badge">'
        f'{HEADINGS[clause.state]}</span></td><td class="name">{prose(clause.title)}</td>'
        f"<td>{_behind(clause)}</td></tr>\n"
    )


def _behind(clause: ClauseEntry) -> str:
    """One sentence; behind it the findings and what each rule looked at."""
    told = prose(evidence(clause))
    if not clause.rules:
        return told
    parts = [_findings(clause), *(_rule(rule) for rule in clause.rules)]
    return f"<details><summary>{told}</summary>{''.join(parts)}</details>"


def _findings(clause: ClauseEntry) -> str:
    if not clause.findings:
        return ""
    shown = [_finding(one) for one in clause.findings[:MOST_FINDINGS]]
    more = len(clause.findings) - len(shown)
    rest = f"and {more:,} more; <code>mcp-lintel check --select {text(clause.id)}</code> lists them"
    return f"<p>Findings</p>{listed([*shown, *([rest] if more else [])], 'plain')}"


def _finding(one: FindingEntry) -> str:
    marks = [one.severity, f"confidence {one.confidence}"]
    marks += [one.standing] if one.standing else []
    return f'{place(one.path, one.line)} {prose(one.message)} <span class="soft">({prose(", ".join(marks))})</span>'


def _rule(rule: RuleEntry) -> str:
    """A rule of a clause, with what it looked at."""
    items = [f"{prose(item.what)} {place(item.path, item.line)}" for item in rule.items]
    items += [f"and {left_out(rule):,} more"] if left_out(rule) else []
    why = f": {prose('; '.join(rule.reasons))}" if rule.reasons else ""
    return (
        f"<p>Rule <code>{text(rule.name)}</code> looked at {text(numbered(rule.looked, rule.kind))}:"
        f" {HEADINGS[rule.state].lower()}{why}</p>{listed(items, 'plain')}"
    )
