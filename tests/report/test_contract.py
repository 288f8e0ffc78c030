"""The JSON that other programs rely on, and what every format must do alike."""

import json
import random
from dataclasses import replace

import pytest

from mcp_lintel.report import FORMATS, INVENTORY_FORMATS, renderer
from mcp_lintel.report.options import Options
from mcp_lintel.text.span import Place, Span
from mcp_lintel.verdict.finding import Outcome
from mcp_lintel.verdict.order import distinct, report_order

from .sample import findings, outcome

FINDING = [
    "rule",
    "clause",
    "level",
    "severity",
    "confidence",
    "message",
    "path",
    "start",
    "end",
    "symbol",
    "tool",
    "cwe",
    "fingerprint",
    "status",
    "related",
    "flow",
    "fix",
]
FINDING_SINCE = ["reason", "ignored_at", "waiver"]
TOOL = ["name", "function", "path", "line", "description", "parameters", "annotations", "conditional"]
TOOL_SINCE = ["title", "effects", "unread"]
PARAMETER = ["name", "required", "type", "description", "constraints"]
PARAMETER_SINCE = ["nullable", "type_name", "validated", "parts", "default", "form", "unread"]


def test_the_keys_of_the_check_report_are_the_contract() -> None:
    told = json.loads(renderer("json")(outcome(), Options()))
    assert [*told] == ["schema_version", "tool", "findings", "notices", "summary"]
    assert told["schema_version"] == 1
    assert told["tool"] == {"name": "mcp-lintel", "version": "0.1.0"}
    assert all([*finding] == FINDING + FINDING_SINCE for finding in told["findings"])
    assert all([*notice] == ["kind", "message", "path"] for notice in told["notices"])


def test_lines_and_columns_count_code_points_from_one_and_the_end_is_exclusive() -> None:
    told = json.loads(renderer("json")(outcome(), Options()))
    wide = next(f for f in told["findings"] if f["tool"] == "delete_pupil")
    assert (wide["start"], wide["end"]) == ({"line": 10, "column": 3}, {"line": 10, "column": 25})
    crlf = next(f for f in told["findings"] if f["status"] == "ignored")
    assert (crlf["start"], crlf["end"]) == ({"line": 4, "column": 14}, {"line": 4, "column": 29})
    last = next(f for f in told["findings"] if f["path"].endswith("admin.py") and f["status"] == "active")
    assert (last["start"], last["end"]) == ({"line": 5, "column": 5}, {"line": 5, "column": 15})


def test_the_keys_of_the_inventory_are_the_contract() -> None:
    told = json.loads(renderer("json", INVENTORY_FORMATS)(outcome(), Options()))
    assert [*told] == ["schema_version", "servers", "open"]
    (server,) = told["servers"]
    agreed = ["name", "framework", "generations", "path", "line", "transports", "auth", "tools", "resources", "prompts"]
    assert set(agreed) <= set(server)
    assert all([key for key in tool if key in TOOL] == TOOL for tool in server["tools"])
    assert all({*tool} == {*TOOL, *TOOL_SINCE} for tool in server["tools"])
    assert all([*one] == ["path", "line", "reason"] for one in told["open"])
    assert [*server["tools"][0]["parameters"][0]] == PARAMETER + PARAMETER_SINCE


def test_a_file_name_that_is_not_text_stays_encodable() -> None:
    odd = replace(outcome().active[0], place=Place("caf\udce9.py", Span(0, 0)))
    run = replace(outcome(), findings=(odd,))
    told = {name: renderer(name)(run, Options()).encode("utf-8") for name in FORMATS}
    assert json.loads(told["json"])["findings"][0]["path"] == "caf\udce9.py"
    assert b'"uri": "caf%E9.py"' in told["sarif"]
    assert told["concise"].startswith(b"caf\\udce9.py:1:1: ")


@pytest.mark.parametrize("name", [*FORMATS])
def test_a_report_is_the_same_whatever_order_findings_were_made_in(name: str) -> None:
    def told(made: tuple[object, ...]) -> str:
        run = outcome()
        ordered = tuple(distinct(made))  # type: ignore[arg-type]
        again = Outcome(
            run.root, ordered, run.notices, run.projects, run.rules[::-1], run.sources, run.files, run.version
        )
        return renderer(name)(again, Options())

    made = list(findings())
    first = told(tuple(made))
    for seed in range(5):
        random.Random(seed).shuffle(made)
        assert told((*made, made[0])) == first


def test_the_sample_is_in_report_order() -> None:
    assert list(findings()) == sorted(findings(), key=report_order)
