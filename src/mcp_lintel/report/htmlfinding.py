"""One finding as an HTML article."""

from collections.abc import Iterator, Sequence

from mcp_lintel.report.frame import Frames
from mcp_lintel.report.htmlpage import prose, text
from mcp_lintel.report.places import region
from mcp_lintel.report.status import standing_words
from mcp_lintel.rule import Related
from mcp_lintel.text.span import Place
from mcp_lintel.verdict.finding import Finding, Outcome

_GUTTER = 5


def rule_id(rule: str) -> str:
    """The anchor of a rule's page, in characters that need no escape."""
    return "rule-" + "".join(c if c.isascii() and (c.isalnum() or c in "-_") else f".{ord(c):x}" for c in rule)


def article(finding: Finding, outcome: Outcome, frames: Frames, project: str) -> Iterator[str]:
    """What is known of the finding; its `data-` attributes are what the page's filter looks at."""
    severity = finding.severity
    facts = {"severity": severity, "status": finding.status, "rule": finding.rule, "clause": finding.clause}
    data = " ".join(f'data-{name}="{text(value)}"' for name, value in {**facts, "project": project}.items())
    yield f'<article class="finding" {data}>'
    yield f'<h4><span class="severity {severity}">{severity}</span> {prose(finding.message)}</h4>'
    yield f"<p>{_where(finding.place, outcome)} {_names(finding)}</p>"
    if finding.reason or finding.waiver or finding.status != "active":
        yield f'<p class="status">{text(standing_words(finding))}</p>'
    source = "\n".join(text(line, keep=True) for line in frames.lines(finding.place, severity, _GUTTER))
    if source:
        yield f'<pre class="source" tabindex="0" role="group" aria-label="Source">{source}</pre>'
    yield from _others("ul", "See also", finding.related, outcome)
    yield from _others("ol", "How it gets there", finding.flow, outcome)
    if finding.fix:
        word = "safe" if finding.fix.safe else "to be read before it is taken"
        yield f"<p>Fix ({word}): {prose(finding.fix.description)}</p>"
    yield "</article>"


def _others(tag: str, heading: str, others: Sequence[Related], outcome: Outcome) -> Iterator[str]:
    if others:
        items = "".join(f"<li>{_where(one.place, outcome)}: {prose(one.message)}</li>" for one in others)
        yield f"<p>{heading}:</p><{tag}>{items}</{tag}>"


def _where(place: Place, outcome: Outcome) -> str:
    line, column = region(place, outcome.sources).start
    return f"<code>{text(f'{place.path}:{line}:{column}')}</code>"


def _names(finding: Finding) -> str:
    rule = f'<a href="#{rule_id(finding.rule)}">{text(finding.rule)}</a>'
    clause = f"{finding.clause} ({finding.level})" if finding.level else finding.clause
    tool = f"tool {finding.tool}" if finding.tool else ""
    weaknesses = ", ".join(finding.cwe)
    known = (clause, tool, f"{finding.confidence} confidence", weaknesses)
    return ", ".join([rule, *(text(part) for part in known if part)])
