"""A run can note what each rule looked at, to the end or not."""

from collections.abc import Iterator

from mcp_lintel.model.types import Project
from mcp_lintel.rule import Hit
from mcp_lintel.verdict.check import all_subjects, run_rules
from mcp_lintel.verdict.evidence import EvidenceLog

from .builders import bound, hits, place


def fails_on_b(project: Project) -> Iterator[Hit]:
    """Finds a fault everywhere, and falls over project b."""
    yield Hit(place(), "is wrong")
    if project.path == "b":
        raise LookupError


def test_what_a_rule_looked_at_and_where_it_failed_is_noted_by_number() -> None:
    projects = [Project("a", ()), Project("b", ()), Project("c", ())]
    log = EvidenceLog()
    run_rules(projects, [bound("fails", Project, fails_on_b), bound("on-nothing", int, hits())], {}, log)
    fails, nothing = log.told()
    subjects = list(all_subjects(projects))
    assert [subjects[number] for number in fails.looked] == [projects[0], projects[2]]
    assert [subjects[number] for number in fails.failed] == [projects[1]]
    assert (nothing.rule, nothing.clause, nothing.on, nothing.looked) == ("on-nothing", "TOOL-01", "int", ())


def test_a_log_changes_nothing_of_what_is_found() -> None:
    projects = [Project("a", ()), Project("b", ())]
    rules = [bound("fails", Project, fails_on_b)]
    assert run_rules(projects, rules, {}, EvidenceLog()) == run_rules(projects, rules, {})
