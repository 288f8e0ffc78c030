"""The findings as Markdown: for a pull request, a wiki, and the summary of a job in GitHub Actions.

The gravest findings stand first. A job's summary may hold 1 MiB (GitHub Docs, "Adding a job summary"): what does not
fit is left out from the end and counted.
"""

from collections.abc import Iterator, Sequence

from mcp_lintel.report.markup import code, escaped, prose
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.places import region
from mcp_lintel.report.projects import by_project
from mcp_lintel.report.status import standing_words
from mcp_lintel.report.summary import aside, by_rule, headed, seen
from mcp_lintel.rule import Related
from mcp_lintel.text.span import Place
from mcp_lintel.verdict.finding import Finding, Notice, Outcome, Status
from mcp_lintel.verdict.judge import count

SUMMARY_BYTES = 1024 * 1024
"""What GitHub takes as the summary of a step."""

_MOST_NOTICES = 100
"""Notices told under one heading; the rest is counted."""
_MARGIN = 1024
"""Bytes kept for the sentence that counts what was left out."""
_HEAD = ("| Severity | Finding | Where | Rule |", "| --- | --- | --- | --- |")
_OUT_HEAD = ("| Finding | Where | Rule | Why |", "| --- | --- | --- | --- |")


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """The counts, the rules, the findings that stand by project, the notices, and folded up what does not stand."""
    return _text([*_top(outcome), *_standing(outcome, outcome.active), *_notices(outcome), *_suppressed(outcome)])


def render_summary(outcome: Outcome, options: Options = PLAIN) -> str:
    """The same within what GitHub takes for a job's summary, what does not stand in numbers only."""
    frame = [*_top(outcome), *_notices(outcome)]
    kept = _fitting(outcome, SUMMARY_BYTES - _MARGIN - _size(frame))
    left_out = len(outcome.active) - len(kept)
    rest = f"{count(left_out, 'finding')} more did not fit into this summary; the other reports have all."
    more = [rest, ""] if left_out else []
    return _text([*_top(outcome), *_standing(outcome, kept), *more, *_notices(outcome)])


def _fitting(outcome: Outcome, room: int) -> Sequence[Finding]:
    """As many of the gravest findings as fit into `room` bytes."""
    kept: list[Finding] = []
    headings = {project for project, _ in by_project(outcome.active, outcome)}
    room -= sum(_size([*_HEAD, *_heading(project)]) for project in headings)
    for finding in _gravest_first(outcome.active):
        room -= _size([_row(finding, outcome)])
        if room < 0:
            break
        kept.append(finding)
    return kept


def _top(outcome: Outcome) -> Iterator[str]:
    active = outcome.active
    yield f"## mcp-lintel: {count(len(active), 'finding') if active else 'no findings'}"
    yield ""
    yield f"Looked at {seen(outcome)}{aside(outcome)}."
    yield ""
    if active:
        yield "| Findings | Severity | Rule | Clause |"
        yield "| ---: | --- | --- | --- |"
        for finding, times in by_rule(active):
            yield f"| {times:,} | {finding.severity} | {code(finding.rule)} | {escaped(finding.clause)} |"
        yield ""


def _standing(outcome: Outcome, findings: Sequence[Finding]) -> Iterator[str]:
    for project, group in by_project(findings, outcome) if findings else ():
        yield from _heading(project)
        yield from _HEAD
        yield from (_row(finding, outcome) for finding in _gravest_first(group))
        yield ""


def _heading(project: str) -> Sequence[str]:
    return [f"### Project {code(project)}" if project else "### Findings", ""]


def _row(finding: Finding, outcome: Outcome) -> str:
    word = f"**{finding.severity}**" if finding.severity == "error" else str(finding.severity)
    return _cells(word, _told(finding, outcome), _where(finding.place, outcome), _names(finding))


def _told(finding: Finding, outcome: Outcome) -> str:
    """The message, the tool, the second places, the steps and the fix."""
    parts = [prose(finding.message)]
    if finding.tool:
        parts.append(f"tool {code(finding.tool)}")
    parts += [_other(one, outcome) for one in finding.related]
    parts += [f"{number}\\. {_other(step, outcome)}" for number, step in enumerate(finding.flow, 1)]
    if finding.waiver:
        parts.append(escaped(standing_words(finding)))
    if finding.fix:
        parts.append(f"fix: {prose(finding.fix.description)}")
    return "<br>".join(parts)


def _other(related: Related, outcome: Outcome) -> str:
    return f"{_where(related.place, outcome)}: {prose(related.message)}"


def _names(finding: Finding) -> str:
    clause = f"{finding.clause} ({finding.level})" if finding.level else finding.clause
    return ", ".join([code(finding.rule), *([escaped(clause)] if clause else [])])


def _where(place: Place, outcome: Outcome) -> str:
    line, column = region(place, outcome.sources).start
    return code(f"{place.path}:{line}:{column}")


def _notices(outcome: Outcome) -> Iterator[str]:
    for heading, under in headed(outcome):
        yield f"### {heading}"
        yield ""
        yield from map(_notice, under[:_MOST_NOTICES])
        if len(under) > _MOST_NOTICES:
            yield f"- and {len(under) - _MOST_NOTICES:,} more"
        yield ""


def _notice(notice: Notice) -> str:
    where = f"{notice.path}:{notice.line}" if notice.line else notice.path
    return f"- {code(where)}: {prose(notice.message)}" if where else f"- {prose(notice.message)}"


def _suppressed(outcome: Outcome) -> Iterator[str]:
    """What does not stand, folded up."""
    out = [finding for finding in outcome.findings if finding.status is not Status.ACTIVE]
    if not out:
        return
    yield f"<details><summary>{count(len(out), 'finding')} that {'do' if len(out) > 1 else 'does'} not stand</summary>"
    yield ""
    yield from _OUT_HEAD
    for finding in out:
        told = (prose(finding.message), _where(finding.place, outcome), _names(finding))
        yield _cells(*told, escaped(standing_words(finding)))
    yield ""
    yield "</details>"
    yield ""


def _gravest_first(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: -finding.severity.rank)


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _size(lines: Sequence[str]) -> int:
    """The bytes that lines take, with their line ends."""
    return sum(len(line.encode("utf-8", "backslashreplace")) + 1 for line in lines)


def _text(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines[:-1])
