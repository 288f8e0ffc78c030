"""The concise report: `path:line:col: severity: message [rule-name, CLAUSE-01]`, one line a finding.

Where a value goes through calls to get there, they stand behind the message in brackets.
"""

from collections.abc import Iterator

from mcp_lintel.report.commands import defused
from mcp_lintel.report.faults import faults
from mcp_lintel.report.flowpath import with_path
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.places import region
from mcp_lintel.report.visible import visible
from mcp_lintel.verdict.finding import Outcome


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """The findings that stand, then what could not be looked at as errors in the same form; empty when all
    is well.
    """
    return "".join(f"{defused(visible(line))}\n" for line in (*_findings(outcome), *_faults(outcome)))


def _findings(outcome: Outcome) -> Iterator[str]:
    for finding in outcome.active:
        line, column = region(finding.place, outcome.sources).start
        names = ", ".join(name for name in (finding.rule, finding.clause) if name)
        yield f"{finding.place.path}:{line}:{column}: {finding.severity}: {with_path(finding)} [{names}]"


def _faults(outcome: Outcome) -> Iterator[str]:
    for notice in faults(outcome):
        where = f"{notice.path}:{max(1, notice.line)}:1" if notice.path else "mcp-lintel"
        yield f"{where}: error: {notice.message} [{notice.kind}]"
