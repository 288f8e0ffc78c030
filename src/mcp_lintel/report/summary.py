"""The end of the report for people: what could not be looked at, the counts, and where to read more."""

from collections import Counter
from collections.abc import Iterator

from mcp_lintel.report.paint import Paint
from mcp_lintel.report.status import WORDS
from mcp_lintel.report.visible import visible
from mcp_lintel.rule import Severity
from mcp_lintel.verdict.finding import Finding, Notice, NoticeKind, Outcome
from mcp_lintel.verdict.judge import count

HEADINGS = {
    NoticeKind.UNREADABLE: "Not looked at",
    NoticeKind.SYNTAX: "Not looked at",
    NoticeKind.ARTIFACT: "Not looked at",
    NoticeKind.INTERNAL: "Faults of mcp-lintel itself (the report is not complete)",
    NoticeKind.OPEN: "Not known without running the code",
    NoticeKind.SCOPE: "Notes",
    NoticeKind.STANDARD: "Notes",
    NoticeKind.WAIVER: "Waivers",
    NoticeKind.BASELINE: "Baseline",
}
"""What a notice stands under, by its kind, the gravest first."""
_BAD = frozenset({"Not looked at", HEADINGS[NoticeKind.INTERNAL]})


def notices(outcome: Outcome, paint: Paint) -> Iterator[str]:
    """The notices under headings, the gravest first."""
    for heading, under in headed(outcome):
        yield paint.severity(Severity.ERROR, heading) if heading in _BAD else paint.strong(heading)
        yield from (f"  {_notice(notice)}" for notice in under)
        yield ""


def headed(outcome: Outcome) -> Iterator[tuple[str, list[Notice]]]:
    """The notices by heading, the gravest first; headings without a notice are left out."""
    for heading in dict.fromkeys(HEADINGS.values()):
        under = [notice for notice in outcome.notices if HEADINGS[notice.kind] == heading]
        if under:
            yield heading, under


def summary(outcome: Outcome, paint: Paint) -> Iterator[str]:
    """One line that says how it stands, the findings by rule, and the command that explains the gravest."""
    active = outcome.active
    looked_at = seen(outcome)
    if not active:
        yield paint.good("No findings") + f"{aside(outcome)} in {looked_at}."
        return
    parts = Counter(finding.severity for finding in active)
    words = ", ".join(paint.severity(s, count(parts[s], s)) for s in Severity if parts[s])
    files = count(len({finding.place.path for finding in active}), "file")
    yield f"{paint.strong(count(len(active), 'finding'))} in {files}: {words}{aside(outcome)}."
    yield f"Looked at {looked_at}."
    yield ""
    rules = by_rule(active)
    yield from _table(rules, paint)
    yield ""
    yield f"Read more: mcp-lintel explain {rules[0][0].rule}"


def _notice(notice: Notice) -> str:
    where = f"{notice.path}:{notice.line}: " if notice.line else f"{notice.path}: " if notice.path else ""
    return visible(f"{where}{notice.message}")


def seen(outcome: Outcome) -> str:
    """What was looked at, counted."""
    servers = [server for project in outcome.projects for server in project.servers]
    tools = sum(len(server.tools) for server in servers)
    parts = [count(outcome.files, "Python file"), count(len(servers), "server"), count(tools, "tool")]
    if len(outcome.projects) > 1:
        parts.insert(1, count(len(outcome.projects), "project"))
    return ", ".join(parts)


def aside(outcome: Outcome) -> str:
    """What is not among the findings that stand, in brackets."""
    counts = Counter(finding.status for finding in outcome.findings)
    parts = [f"{counts[status]:,} {word}" for status, word in WORDS.items() if counts[status]]
    return f" ({', '.join(parts)})" if parts else ""


def by_rule(findings: tuple[Finding, ...]) -> list[tuple[Finding, int]]:
    """One finding for each rule with the rule's number of findings, the gravest and most frequent rule
    first.
    """
    counts = Counter(finding.rule for finding in findings)
    first: dict[str, Finding] = {}
    for finding in findings:
        first.setdefault(finding.rule, finding)
    pairs = [(finding, counts[rule]) for rule, finding in first.items()]
    return sorted(pairs, key=lambda pair: (-pair[0].severity.rank, -pair[1], pair[0].rule))


def _table(rules: list[tuple[Finding, int]], paint: Paint) -> Iterator[str]:
    number = max(len(f"{times:,}") for _, times in rules)
    name = max(len(finding.rule) for finding, _ in rules)
    word = max(len(finding.severity) for finding, _ in rules)
    for finding, times in rules:
        severity = paint.severity(finding.severity, finding.severity.ljust(word))
        yield f"  {times:>{number},}  {severity}  {finding.rule:<{name}}  {finding.clause}".rstrip()
