"""SARIF of a run with every status: what became of findings, flows, fixes, and what GitHub does not take."""

import gzip
import json
from dataclasses import replace
from typing import Any

from mcp_lintel.report.sarif import render_audit, render_github
from mcp_lintel.rule import Related
from mcp_lintel.verdict.finding import Outcome, Status

from .rich import OFFICE, WAIVER, outcome
from .sample import at


def results(told: str) -> list[dict[str, Any]]:
    (run,) = json.loads(told)["runs"]
    made: list[dict[str, Any]] = run["results"]
    return made


def notifications(told: str) -> list[str]:
    (run,) = json.loads(told)["runs"]
    return [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]]


def of(status: Status, *, expired: bool = False) -> dict[str, Any]:
    """The audit's result of the one finding of a status."""
    run = outcome()
    index = [(f.status, f.waiver is not None and f.status is Status.ACTIVE) for f in run.findings].index(
        (status, expired)
    )
    return results(render_audit(run))[index]


def test_a_waiver_is_told_with_its_owner_and_its_last_day() -> None:
    (one,) = of(Status.WAIVED)["suppressions"]
    assert (one["kind"], one["status"], one["justification"]) == ("external", "accepted", WAIVER.reason)
    assert one["properties"] == {
        "waiver": "W-7",
        "owner": "platform team <b>",
        "created": "2026-03-01",
        "expires": "2026-12-31",
    }


def test_a_waiver_that_expired_no_longer_suppresses() -> None:
    (one,) = of(Status.ACTIVE, expired=True)["suppressions"]
    assert (one["status"], one["properties"]["waiver"]) == ("rejected", "W-6")


def test_after_a_comparison_every_result_says_whether_it_is_new() -> None:
    states = {result["baselineState"] for result in results(render_audit(outcome()))}
    assert states == {"new", "unchanged"}
    assert of(Status.BASELINED)["baselineState"] == "unchanged"
    alone = replace(outcome(), compared=False)
    assert not any("baselineState" in result for result in results(render_audit(alone)))


def test_a_flow_is_told_hop_by_hop() -> None:
    (one,) = [result for result in results(render_github(outcome())) if "codeFlows" in result]
    (flow,) = one["codeFlows"]
    (thread,) = flow["threadFlows"]
    told = [step["location"]["message"]["text"] for step in thread["locations"]]
    assert told == ["The client gives '名前'.", "It becomes part of 'befehl'.", "Which a shell runs."]


def test_a_fix_holds_its_edits_by_file_in_the_order_of_the_text() -> None:
    (one,) = [result for result in results(render_github(outcome())) if "fixes" in result]
    (fix,) = one["fixes"]
    (change,) = fix["artifactChanges"]
    inserted, replaced = change["replacements"]
    assert change["artifactLocation"]["uri"] == "apps/b%C3%BCro%20server/%E5%AD%A6%E6%A0%A1.py"
    assert inserted["deletedRegion"] == {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    assert inserted["insertedContent"]["text"] == "# reads <no> shell\n"
    assert replaced["insertedContent"]["text"] == '["report", 名前]'


def test_a_message_makes_no_link_and_no_line() -> None:
    texts = [result["message"]["text"] for result in results(render_audit(outcome()))]
    assert not any("](" in text or "\n" in text or "\x1b" in text for text in texts)


def long() -> Outcome:
    """A run whose first finding has more steps and related places than GitHub keeps."""
    step = Related("a step", at(OFFICE, "befehl"))
    first = replace(outcome().active[0], flow=(*[step] * 1_200, Related("the end", step.place)), related=(step,) * 130)
    return replace(outcome(), findings=(first,), notices=())


def test_of_a_long_flow_github_gets_both_ends_and_the_rest_is_counted() -> None:
    told = render_github(long())
    (one,) = results(told)
    steps = one["codeFlows"][0]["threadFlows"][0]["locations"]
    assert (len(steps), len(one["relatedLocations"])) == (1_000, 100)
    assert steps[-1]["location"]["message"]["text"] == "The end."
    assert notifications(told) == [
        "231 places of flows and of related places left out: GitHub keeps no more of a result."
    ]


def test_an_audit_is_never_cut() -> None:
    (one,) = results(render_audit(long()))
    assert len(one["codeFlows"][0]["threadFlows"][0]["locations"]) == 1_201
    assert len(one["relatedLocations"]) == 130


def test_what_github_would_reject_as_too_large_is_cut_and_counted() -> None:
    many = tuple(
        replace(outcome().active[0], message=f"finding {i} {hash_like(i)}", fingerprint=f"{i:032x}") for i in range(400)
    )
    run = replace(outcome(), findings=many, notices=())
    whole = gzip.compress(render_github(run).encode(), mtime=0)
    told = render_github(run, most_bytes=len(whole) // 2)
    assert len(gzip.compress(told.encode(), mtime=0)) <= len(whole) // 2
    kept = len(results(told))
    assert 0 < kept < 400
    assert notifications(told)[0].startswith(f"{400 - kept} findings left out, the least severe: ")


def hash_like(number: int) -> str:
    """A text that compresses badly, the same in every run."""
    return f"{pow(7, 500 + number, 2**521 - 1):x}"
