"""SARIF in both profiles: what each holds, how places are written, and GitHub's limits."""

import json
from dataclasses import replace
from typing import Any

import pytest

from mcp_lintel.report.linehash import line_hashes
from mcp_lintel.report.options import Options
from mcp_lintel.report.sarif import MOST_RESULTS, render_audit, render_github
from mcp_lintel.report.sarif_places import uri
from mcp_lintel.rule import Severity
from mcp_lintel.verdict.finding import Outcome, Status

from .sample import ADMIN, NOTICES, findings, outcome


def run_of(text: str) -> dict[str, Any]:
    (run,) = json.loads(text)["runs"]
    assert isinstance(run, dict)
    return run


@pytest.fixture
def github() -> dict[str, Any]:
    return run_of(render_github(outcome(), Options(exit_code=1)))


@pytest.fixture
def audit() -> dict[str, Any]:
    return run_of(render_audit(outcome()))


def test_github_is_shown_only_what_stands(github: dict[str, Any]) -> None:
    assert len(github["results"]) == len(outcome().active)
    assert not any("suppressions" in result or "baselineState" in result for result in github["results"])


def test_an_audit_is_shown_everything_with_suppressions_on_every_result(audit: dict[str, Any]) -> None:
    by_rule = {result["ruleId"]: result["suppressions"] for result in audit["results"]}
    assert len(audit["results"]) == len(findings())
    assert all("suppressions" in result for result in audit["results"])
    (one,) = by_rule["log-message-interpolated"]
    assert (one["kind"], one["status"], one["justification"]) == ("inSource", "accepted", "audit log")
    assert one["location"]["physicalLocation"]["region"]["startLine"] == 4
    assert by_rule["stdout-write"] == []


def test_a_baselined_finding_is_suppressed_from_outside() -> None:
    one = replace(outcome().active[0], status=Status.BASELINED)
    (result,) = run_of(render_audit(replace(outcome(), findings=(one,))))["results"]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted"}]


def test_columns_are_code_points_and_said_to_be(github: dict[str, Any]) -> None:
    assert github["columnKind"] == "unicodeCodePoints"
    result = next(
        r for r in github["results"] if r["ruleId"] == "stdout-write" and "删除" in json.dumps(r, ensure_ascii=False)
    )
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (3, 25)
    assert region["snippet"]["text"] == 'print("删除:", pupil_id)'


def test_rules_are_sorted_and_results_point_at_them(github: dict[str, Any]) -> None:
    rules = [rule["id"] for rule in github["tool"]["driver"]["rules"]]
    assert rules == sorted(rules)
    assert {"ignore-unused", "http-server-without-auth"} <= set(rules)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in github["results"])


def test_only_security_rules_have_a_security_score(github: dict[str, Any]) -> None:
    properties = {rule["id"]: rule["properties"] for rule in github["tool"]["driver"]["rules"]}
    auth = properties["http-server-without-auth"]
    assert auth["security-severity"] == "8.0"
    assert {"security", "external/cwe/cwe-306", "external/cwe/cwe-862"} <= set(auth["tags"])
    assert "security-severity" not in properties["tool-name-not-verb-noun"]
    assert "security" not in properties["tool-name-not-verb-noun"]["tags"]


def test_weaknesses_and_clauses_are_taxonomies_that_rules_relate_to(github: dict[str, Any]) -> None:
    taxa = [[taxon["id"] for taxon in component["taxa"]] for component in github["taxonomies"]]
    assert taxa == [["CWE-117", "CWE-306", "CWE-862"], ["OBS-03", "OBS-09", "SEC-01", "TOOL-01", "TOOL-07"]]
    names = [component["name"] for component in github["taxonomies"]]
    assert [one["name"] for one in github["tool"]["driver"]["supportedTaxonomies"]] == names
    for rule in github["tool"]["driver"]["rules"]:
        for relationship in rule.get("relationships", ()):
            target = relationship["target"]
            component = target["toolComponent"]
            assert names[component["index"]] == component["name"]
            assert taxa[component["index"]][target["index"]] == target["id"]


def test_a_run_without_weaknesses_relates_to_clauses_only() -> None:
    cards = tuple(card for card in outcome().rules if not card.cwe)
    run = run_of(render_github(replace(outcome(), findings=(), rules=cards)))
    (component,) = run["taxonomies"]
    assert {"SEC-01"}.isdisjoint(taxon["id"] for taxon in component["taxa"])
    related = [rule["relationships"][0]["target"] for rule in run["tool"]["driver"]["rules"] if "relationships" in rule]
    assert {target["toolComponent"]["index"] for target in related} == {0}


def test_both_fingerprints_are_given(github: dict[str, Any]) -> None:
    result = github["results"][0]
    standing = outcome().active[0]
    assert result["partialFingerprints"] == {
        "primaryLocationLineHash": line_hashes(ADMIN.text)[4],
        "mcpLintel/v1": standing.fingerprint,
    }


def test_messages_are_sentences_with_single_quotes(github: dict[str, Any]) -> None:
    texts = [result["message"]["text"] for result in github["results"]]
    assert "'print' writes to standard output." in texts
    assert not any("`" in text for text in texts)


def test_notices_are_notifications(github: dict[str, Any]) -> None:
    (told,) = github["invocations"]
    assert (told["executionSuccessful"], told["exitCode"]) == (True, 1)
    unread, opened = told["toolExecutionNotifications"]
    assert (unread["level"], unread["locations"][0]["physicalLocation"]["region"]) == ("error", {"startLine": 3})
    assert opened["level"] == "note"
    (configuration,) = told["toolConfigurationNotifications"]
    names = [one["id"] for one in github["tool"]["driver"]["notifications"]]
    assert names[configuration["descriptor"]["index"]] == configuration["descriptor"]["id"] == "standard"
    assert len(NOTICES) == 3


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("src/a.py", "src/a.py"),
        ("./src/old admin.py", "src/old%20admin.py"),
        ("a#b/100%.py", "a%23b/100%25.py"),
        ("学/é.py", "%E5%AD%A6/%C3%A9.py"),
        ("c:x.py", "c%3Ax.py"),
        ("src\\a.py", "src/a.py"),
        ("/abs/a.py", "abs/a.py"),
        ("x\ud800.py", "x%3F.py"),
    ],
)
def test_paths_become_relative_uris(path: str, written: str) -> None:
    assert uri(path) == written


def test_github_gets_no_more_than_it_takes_and_the_gravest_first() -> None:
    note = replace(outcome().active[0], severity=Severity.NOTE)
    error = replace(outcome().active[0], severity=Severity.ERROR)
    run = run_of(render_github(replace(outcome(), findings=(*[note] * MOST_RESULTS, error), notices=())))
    assert len(run["results"]) == MOST_RESULTS
    assert run["results"][-1]["level"] == "error"
    told = [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]]
    assert told == [
        "1 finding left out, the least severe: GitHub takes 25,000 results and 10 MB compressed.",
        "20,000 findings more than the 5,000 that GitHub shows.",
    ]


def test_nothing_of_the_machine_is_told() -> None:
    run = run_of(render_github(Outcome("/home/someone/repo", (), (), (), (), {}, version="1.0.0")))
    assert "someone" not in json.dumps(run)
    assert run["results"] == []
    assert "taxonomies" not in run
