"""JUnit XML as a test dashboard reads it."""

from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.report.junit import render
from mcp_lintel.text.span import Place, Span
from mcp_lintel.verdict.finding import Outcome, Status

from .rich import NOTICES, clean, outcome

ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors", "skipped"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname", "file", "line"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
    "system-out": set(),
}


def read(run: Outcome) -> Element:
    return fromstring(render(run))


def cases(run: Outcome) -> dict[tuple[str, str], Element]:
    return {(case.get("classname", ""), case.get("name", "")): case for case in read(run).iter("testcase")}


def test_only_known_elements_and_attributes_are_used() -> None:
    for element in read(outcome()).iter():
        assert set(element.attrib) <= ATTRIBUTES[element.tag]


def test_a_project_is_a_suite_and_the_sums_are_right() -> None:
    root = read(outcome())
    suites = {suite.get("name"): suite for suite in root}
    assert [*suites] == ["mcp-lintel: apps/büro server", "mcp-lintel: apps/shop", "mcp-lintel: not looked at"]
    for name in ("tests", "failures", "errors", "skipped"):
        assert root.get(name) == str(sum(int(suite.get(name, "")) for suite in root))
    assert (root.get("tests"), root.get("failures"), root.get("errors"), root.get("skipped")) == ("9", "3", "2", "3")


def test_statuses_and_severities_become_outcomes_of_cases() -> None:
    told = [(case.get("classname"), [child.tag for child in case]) for case in read(outcome()).iter("testcase")]
    assert told == [
        ("shell-command-from-client", ["failure"]),
        ("tool-name-not-verb-noun", ["system-out"]),
        ("parameter-free-form", ["failure"]),
        ("stdout-write", ["skipped"]),
        ("stdout-write", ["skipped"]),
        ("stdout-write", ["failure"]),
        ("stdout-write", ["skipped"]),
        ("mcp-lintel.syntax", ["error"]),
        ("mcp-lintel.internal", ["error"]),
    ]


def test_a_skipped_case_gives_the_reason() -> None:
    reasons = [skipped.get("message", "") for skipped in read(outcome()).iter("skipped")]
    assert reasons == [
        "in the baseline",
        "waived by platform team <b> until 2026-12-31: moves to stderr in the next release | see ::error:: @platform",
        "ignored by comment: a script --> </details> ]]>",
    ]


def test_names_of_cases_differ_and_stay_when_lines_move() -> None:
    run = replace(outcome(), notices=())
    assert len(cases(run)) == len(run.findings)
    moved = tuple(
        replace(f, place=Place(f.place.path, Span(f.place.span.start + 1, f.place.span.end + 1))) for f in run.findings
    )
    assert cases(replace(run, findings=moved)).keys() == cases(run).keys()


def test_a_clean_run_is_one_passed_case() -> None:
    ((named, case),) = cases(clean()).items()
    assert named == ("mcp-lintel", "no findings")
    assert len(case) == 0


def test_a_run_that_could_not_look_does_not_pass() -> None:
    told = cases(replace(clean(), notices=NOTICES[:1]))
    assert [*told] == [("mcp-lintel.syntax", "apps/shop/alt & neu.py: is not Python: ]]> ::error::x")]


@given(st.text(), st.text(max_size=30), st.text(max_size=30))
def test_whatever_a_stranger_writes_the_report_is_xml_of_the_same_shape(message: str, path: str, reason: str) -> None:
    first = outcome().active[0]
    hostile = replace(
        first,
        message=message,
        tool=message,
        place=Place(path or "x", Span(0, 0)),
        status=Status.IGNORED,
        reason=reason,
    )
    root = read(replace(clean(), findings=(hostile,)))
    assert [element.tag for element in root.iter()] == ["testsuites", "testsuite", "testcase", "skipped"]
