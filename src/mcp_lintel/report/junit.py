"""JUnit XML, as test dashboards read it (Jenkins, GitLab, Azure): a suite a project, a case a finding.

There is no official schema; the shape is that of Jenkins' `xunit` plug-in, `junit-10.xsd`. Names of cases hold no
line number, so that a dashboard follows a case when lines move. Times are left out: equal input gives equal bytes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mcp_lintel.report.faults import faults
from mcp_lintel.report.options import PLAIN, Options
from mcp_lintel.report.places import region
from mcp_lintel.report.projects import by_project
from mcp_lintel.report.status import standing_words
from mcp_lintel.report.visible import visible
from mcp_lintel.rule import Severity
from mcp_lintel.verdict.finding import Finding, Notice, Outcome, Status


def render(outcome: Outcome, options: Options = PLAIN) -> str:
    """Errors and warnings as failures, notes as passed cases with output, what is not to be mended as skipped, what
    could not be looked at as errors; one passed case when there is nothing to tell.
    """
    root = Element("testsuites", {"name": "mcp-lintel"})
    unread = faults(outcome)
    for project, findings in by_project(outcome.findings, outcome):
        if findings or not unread:
            _suite(root, f"mcp-lintel: {project}" if project else "mcp-lintel", findings, outcome)
    if unread:
        _count(_faults(SubElement(root, "testsuite", {"name": "mcp-lintel: not looked at"}), unread))
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, name: str, findings: Sequence[Finding], outcome: Outcome) -> None:
    suite = SubElement(root, "testsuite", {"name": visible(name)})
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        named = f"{visible(finding.place.path)}: {visible(finding.message)}"
        seen[finding.rule, named] += 1
        times = seen[finding.rule, named]
        _case(suite, finding, f"{named} ({times})" if times > 1 else named, outcome)
    if not findings:
        SubElement(suite, "testcase", {"name": "no findings", "classname": "mcp-lintel"})
    _count(suite)


def _case(suite: Element, finding: Finding, name: str, outcome: Outcome) -> None:
    line, column = region(finding.place, outcome.sources).start
    path = visible(finding.place.path)
    case = _testcase(suite, name, finding.rule, path, line)
    told = "\n".join(_details(finding, outcome, f"{path}:{line}:{column}"))
    if finding.status is not Status.ACTIVE:
        SubElement(case, "skipped", {"message": visible(standing_words(finding))})
    elif finding.severity is Severity.NOTE:
        SubElement(case, "system-out").text = told
    else:
        SubElement(case, "failure", {"message": visible(finding.message), "type": str(finding.severity)}).text = told


def _details(finding: Finding, outcome: Outcome, where: str) -> Iterable[str]:
    yield f"{where}: {finding.severity}: {visible(finding.message)}"
    clause = f", clause {finding.clause} ({finding.level})" if finding.clause else ""
    tool = f", tool {visible(finding.tool)}" if finding.tool else ""
    yield f"rule {finding.rule}{clause}{tool}, {finding.confidence} confidence"
    for other in (*finding.related, *finding.flow):
        line, column = region(other.place, outcome.sources).start
        yield f"{visible(other.place.path)}:{line}:{column}: {visible(other.message)}"
    if finding.fix:
        yield f"fix: {visible(finding.fix.description)}"


def _faults(suite: Element, notices: Sequence[Notice]) -> Element:
    for notice in notices:
        path, message = visible(notice.path), visible(notice.message)
        name = f"{path}: {message}" if path else message
        case = _testcase(suite, name, f"mcp-lintel.{notice.kind}", path, max(1, notice.line))
        SubElement(case, "error", {"message": message, "type": str(notice.kind)})
    return suite


def _testcase(suite: Element, name: str, classname: str, path: str, line: int) -> Element:
    place = {"file": path, "line": str(line)} if path else {}
    return SubElement(suite, "testcase", {"name": name, "classname": classname, **place})


def _count(suite: Element) -> None:
    kinds = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite.set("tests", str(len(suite)))
    for name, tag in kinds.items():
        suite.set(name, str(len(suite.findall(f"testcase/{tag}"))))
