"""The order in which findings are told, and the one merger of findings that say the same."""

from collections.abc import Iterable
from itertools import groupby

from mcp_lintel.verdict.finding import Finding


def report_order(finding: Finding) -> tuple[str, int, int, str, str]:
    """The sort key of reports: path, span, rule, message."""
    place = finding.place
    return place.path, place.span.start, place.span.end, finding.rule, finding.message


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in report order, one for each rule, place and message; of equal ones the surest is kept.

    A tool that stands on two servers is met twice and told once, whatever the order it was met in.
    """
    ordered = sorted(findings, key=lambda f: (*report_order(f), -f.confidence.rank, f.symbol, f.tool))
    return [next(equals) for _, equals in groupby(ordered, key=report_order)]
