"""GitLab's code quality report against the shape that its documentation asks for."""

import json
import re
from dataclasses import replace
from typing import Any

from mcp_lintel.report.gitlab import render
from mcp_lintel.verdict.finding import Outcome

from .rich import clean, outcome

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def issues(run: Outcome) -> list[dict[str, Any]]:
    made = json.loads(render(run))
    assert isinstance(made, list)
    return made


def test_every_issue_has_what_gitlab_asks_for() -> None:
    for issue in issues(outcome()):
        assert [*issue] == ["description", "check_name", "fingerprint", "severity", "location"]
        assert issue["severity"] in SEVERITIES
        assert re.fullmatch("[0-9a-f]{32}", issue["fingerprint"])
        location = issue["location"]
        assert isinstance(location["lines"]["begin"], int)
        assert location["lines"]["begin"] >= 1
        assert not location["path"].startswith(("/", "./"))


def test_the_description_names_rule_and_clause_since_nothing_else_is_shown() -> None:
    told = [issue["description"] for issue in issues(outcome())]
    assert "`print` writes [stdout-write, OBS-09]" in told


def test_severities_follow_those_of_findings_and_an_unread_file_blocks() -> None:
    told = {issue["check_name"]: issue["severity"] for issue in issues(outcome())}
    assert told == {
        "shell-command-from-client": "major",
        "parameter-free-form": "minor",
        "stdout-write": "minor",
        "tool-name-not-verb-noun": "info",
        "syntax": "blocker",
        "internal": "blocker",
    }


def test_equal_fingerprints_are_told_apart_the_same_way_every_time() -> None:
    first = outcome().active[0]
    run = replace(outcome(), findings=(first, first, first), notices=())
    named = [issue["fingerprint"] for issue in issues(run)]
    assert len(set(named)) == 3
    assert named[0] == first.fingerprint
    assert named == [issue["fingerprint"] for issue in issues(run)]


def test_a_clean_run_is_an_empty_array() -> None:
    assert render(clean()) == "[]\n"
