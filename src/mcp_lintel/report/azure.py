"""Logging commands that Azure Pipelines turns into the errors and warnings of a run.

Source: Microsoft Learn, "Logging commands", and the escapes of microsoft/azure-pipelines-task-lib
(`node/taskcommand.ts`). There are errors and warnings only: a note is told as a warning.
"""

from collections.abc import Iterable

from mcp_lintel.report.faults import faults
from mcp_lintel.report.flowpath import with_path
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.places import region
from mcp_lintel.report.visible import visible
from mcp_lintel.rule import Severity
from mcp_lintel.verdict.finding import Finding, Notice, Outcome

_DATA = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({"]": "%5D", ";": "%3B"})


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """What could not be looked at, then the findings that stand, the gravest first."""
    standing = sorted(outcome.active, key=lambda finding: -finding.severity.rank)
    lines = [*map(_fault, faults(outcome)), *(_issue(finding, outcome) for finding in standing)]
    return "".join(f"{line}\n" for line in lines)


def _issue(finding: Finding, outcome: Outcome) -> str:
    line, column = region(finding.place, outcome.sources).start
    names = ", ".join(name for name in (finding.rule, finding.clause) if name)
    properties = [
        ("type", "error" if finding.severity is Severity.ERROR else "warning"),
        ("sourcepath", finding.place.path),
        ("linenumber", str(line)),
        ("columnnumber", str(column)),
        ("code", finding.rule),
    ]
    return _command(properties, f"{with_path(finding)} [{names}]")


def _fault(notice: Notice) -> str:
    place = [("sourcepath", notice.path), ("linenumber", str(max(1, notice.line)))] if notice.path else []
    return _command([("type", "error"), *place, ("code", str(notice.kind))], notice.message)


def _command(properties: Iterable[tuple[str, str]], message: str) -> str:
    """A command on one line; the marks of values are encoded, so none can end a property or start a command."""
    told = "".join(f"{name}={visible(value).translate(_PROPERTY)};" for name, value in properties)
    return f"##vso[task.logissue {told}]{visible(message).translate(_DATA)}"
