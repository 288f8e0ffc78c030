"""JSON Lines: the same facts as the JSON report, a record a line."""

import json

from mcp_lintel.report.json import render, render_lines

from .rich import WAIVER, outcome


def test_the_records_are_those_of_the_json_report() -> None:
    whole = json.loads(render(outcome()))
    run, *records, summary = [json.loads(line) for line in render_lines(outcome()).splitlines()]
    assert run == {"type": "run", "schema_version": whole["schema_version"], "tool": whole["tool"]}
    assert summary == {"type": "summary", **whole["summary"]}
    found = [{"type": "finding", **finding} for finding in whole["findings"]]
    assert records == found + [{"type": "notice", **notice} for notice in whole["notices"]]


def test_what_a_finding_waits_for_is_told() -> None:
    found = json.loads(render(outcome()))["findings"]
    waived = next(finding for finding in found if finding["status"] == "waived")
    assert waived["waiver"] == {
        "id": "W-7",
        "owner": WAIVER.owner,
        "reason": WAIVER.reason,
        "created": "2026-03-01",
        "expires": "2026-12-31",
    }
    ignored = next(finding for finding in found if finding["status"] == "ignored")
    assert (ignored["reason"][:8], ignored["ignored_at"]["start"]) == ("a script", {"line": 1, "column": 7})


def test_a_fix_is_told_with_its_edits() -> None:
    (fix,) = [finding["fix"] for finding in json.loads(render(outcome()))["findings"] if finding["fix"]]
    assert (fix["description"], fix["safe"]) == ("pass a list and no shell", False)
    assert [edit["text"] for edit in fix["edits"]] == ['["report", 名前]', "# reads <no> shell\n"]
    assert fix["edits"][0]["start"] == {"line": 9, "column": 36}
