"""A scorecard tells what was decided from what was not, on what evidence, and with which arithmetic."""

from dataclasses import replace

import pytest

from mcp_lintel.report.scorecard.types import ALL, LEVELS, Cause, ClauseEntry, State, Tally
from mcp_lintel.report.scorecard.words import decided, met, numbered
from mcp_lintel.rule import Confidence
from mcp_lintel.verdict.evidence import Evidence
from mcp_lintel.verdict.finding import NOT_FOLLOWED, Notice, NoticeKind, Status

from .sample import findings
from .scorecards import evidence, run, scorecard

PYTHON = {"TOOL-01", "TOOL-07", "TOOL-09", "OBS-03", "OBS-09"}
"""The clauses of the sample that modules bear on and that are not broken."""


def clause(id: str, **changed: object) -> ClauseEntry:
    """One clause of the sample's scorecard."""
    return next(one for one in scorecard(**changed).clauses if one.id == id)  # type: ignore[arg-type]


def test_each_clause_has_its_state() -> None:
    assert {one.id: one.state for one in scorecard().clauses} == {
        "SEC-01": State.BROKEN,
        "SEC-02": State.UNCHECKED,
        "SEC-03": State.UNCHECKED,
        "TOOL-01": State.MET,
        "TOOL-07": State.WAIVED,
        "TOOL-09": State.NOT_APPLICABLE,
        "OBS-03": State.WAIVED,
        "OBS-09": State.MET,
        "OBS-10": State.UNCHECKED,
    }


@pytest.mark.parametrize(
    ("id", "cause"), [("SEC-02", Cause.MANUAL), ("SEC-03", Cause.OFF), ("OBS-10", Cause.MEASURED), ("TOOL-01", "")]
)
def test_a_clause_that_no_rule_ran_for_says_why(id: str, cause: Cause) -> None:
    assert clause(id).cause == cause


def test_a_met_clause_names_what_was_looked_at() -> None:
    (rule,) = clause("TOOL-01").rules
    assert (rule.looked, rule.kind) == (1, "servers")
    assert [(item.what, item.path, item.line) for item in rule.items] == [("server `学校`", "src/school/server.py", 3)]


def test_a_rule_that_looked_at_nothing_meets_nothing() -> None:
    nothing = tuple(replace(one, looked=()) for one in evidence())
    assert clause("TOOL-01", evidence=nothing).state is State.NOT_APPLICABLE


def test_many_subjects_are_counted_and_the_first_named() -> None:
    many = tuple(replace(one, looked=one.looked * 50) for one in evidence())
    (rule,) = clause("TOOL-01", evidence=many).rules
    assert (rule.looked, len(rule.items)) == (50, 20)


def test_a_waived_clause_names_waiver_owner_and_last_day() -> None:
    assert clause("TOOL-07").reasons == ("waived: moves in spring (waiver W-1 of platform until 2031-12-31)",)


def test_an_ignored_fault_is_waived_with_the_comments_reason() -> None:
    assert clause("OBS-03").reasons == ("ignored in the code: audit log",)


def test_a_fault_in_a_baseline_still_breaks_its_clause() -> None:
    known = tuple(replace(one, status=Status.BASELINED) for one in run().findings)
    assert clause("SEC-01", findings=known).state is State.BROKEN


def test_a_doubtful_finding_neither_breaks_nor_meets() -> None:
    doubtful = tuple(replace(one, confidence=Confidence.LOW) for one in findings())
    one = clause("SEC-01", findings=doubtful)
    assert one.state is State.UNDECIDED
    assert one.reasons == ("1 finding below confidence medium: a person has to look",)


@pytest.mark.parametrize(
    ("notice", "undecided"),
    [
        (Notice(NoticeKind.SYNTAX, "is not Python 3", "src/b.py", 3), PYTHON),
        (Notice(NoticeKind.UNREADABLE, "is not UTF-8", "src/b.py"), PYTHON),
        (Notice(NoticeKind.OPEN, "registered from a list", "src/b.py", 9), {"TOOL-01", "TOOL-07"}),
        (Notice(NoticeKind.ARTIFACT, "is no YAML", "deploy/x.yaml"), set()),
        (Notice(NoticeKind.SCOPE, "a folder was left out"), set()),
    ],
)
def test_what_was_not_read_is_not_met(notice: Notice, undecided: set[str]) -> None:
    card = scorecard(notices=(notice,))
    found = [one for one in card.clauses if one.state is State.UNDECIDED]
    assert {one.id for one in found} == undecided
    assert all(notice.path in " ".join(one.reasons) for one in found)
    assert clause("SEC-01", notices=(notice,)).state is State.BROKEN


def test_a_rule_that_failed_leaves_its_clause_undecided() -> None:
    failed = tuple(replace(one, looked=(), failed=one.looked) for one in evidence())
    one = clause("TOOL-01", evidence=failed)
    assert (one.state, one.reasons) == (State.UNDECIDED, ("the rule itself failed on 1 subject",))


@pytest.mark.parametrize(("on", "state"), [("Flow", State.UNDECIDED), ("Tool", State.MET)])
def test_where_following_failed_no_rule_on_flows_is_met(on: str, state: State) -> None:
    notice = Notice(NoticeKind.INTERNAL, f"{NOT_FOLLOWED} with RecursionError: too deep", ".")
    looked = (Evidence("page-unbounded", "TOOL-09", on, (2, 5)),)
    assert clause("TOOL-09", evidence=looked, notices=(notice,)).state is state
    assert clause("TOOL-09", evidence=looked).state is State.MET


def test_one_rule_of_two_switched_off_leaves_a_clause_undecided() -> None:
    from mcp_lintel.report.scorecard.make import make

    from .scorecards import RULES, standard

    card = make(run(), standard(), [*RULES, ("second-rule", "TOOL-01")], Confidence.MEDIUM)
    one = next(one for one in card.clauses if one.id == "TOOL-01")
    assert (one.state, one.reasons) == (State.UNDECIDED, ("switched off: second-rule",))


def test_a_subject_outside_of_the_named_folder_is_no_evidence() -> None:
    from mcp_lintel.verdict.rebase import rebase

    moved = rebase(run(), "src/other")
    assert all(
        not rule.items
        for one in scorecard(projects=moved.projects, sources=moved.sources).clauses
        if one.state is not State.BROKEN
        for rule in one.rules
    )


def test_a_rule_on_a_kind_nobody_knows_is_told_by_its_name() -> None:
    strange = (*evidence()[:-1], Evidence("tool-name-not-verb-noun", "TOOL-01", "MessageBus"))
    assert clause("TOOL-01", evidence=strange).reasons == ("nothing of the kind message bus was found",)


def test_levels_and_documents_add_up() -> None:
    card = scorecard()
    for tallies in (card.tallies, *(one.tallies for one in card.documents)):
        assert tallies[ALL].clauses == sum(tallies[level].clauses for level in LEVELS)
        for state in State:
            assert tallies[ALL].states[state] == sum(tallies[level].states[state] for level in LEVELS)
    assert card.tallies[ALL].clauses == sum(one.tallies[ALL].clauses for one in card.documents) == len(card.clauses)


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ({State.MET: 2, State.BROKEN: 1}, ("2/3 = 66 %", "3/3 = 100 %")),
        ({State.MET: 999, State.WAIVED: 1}, ("999/1000 = 99 %", "1000/1000 = 100 %")),
        ({State.MET: 1, State.NOT_APPLICABLE: 7, State.UNCHECKED: 1}, ("1/1 = 100 %", "1/2 = 50 %")),
        ({State.UNDECIDED: 2}, ("-", "0/2 = 0 %")),
        ({State.NOT_APPLICABLE: 2}, ("-", "-")),
    ],
)
def test_shares_are_rounded_down_and_leave_out_what_does_not_apply(
    states: dict[State, int], words: tuple[str, str]
) -> None:
    tally = Tally({state: states.get(state, 0) for state in State})
    assert (met(tally), decided(tally)) == words


def test_a_flow_ends_in_a_sink() -> None:
    (sink,) = scorecard().sinks
    assert (sink.tool, sink.what, sink.spot.path) == ("delete_pupil", "it is printed here", "src/school/server.py")


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (1, "tools", "1 tool"),
        (2, "tools", "2 tools"),
        (1, "parameters of tools", "1 parameter of tools"),
        (1, "set-ups of logs", "1 set-up of logs"),
        (1, "writes to standard output", "1 write to standard output"),
        (1_032, "log calls", "1,032 log calls"),
    ],
)
def test_numbers_agree_with_their_nouns(number: int, kind: str, words: str) -> None:
    assert numbered(number, kind) == words


def test_a_secret_in_a_name_is_not_told() -> None:
    from mcp_lintel.model.types import Tool
    from mcp_lintel.report.scorecard.items import label

    project = run().projects[0]
    tool: Tool = project.servers[0].tools[0]
    named = replace(tool, name=replace(tool.name, value="sk-abcdefghijklmnop1234"))
    assert "abcdefghijklmnop" not in label(named)
