"""Reviewdog's diagnostics against the shape of its format: columns in bytes, suggestions that fit the text."""

import json
from dataclasses import replace
from typing import Any

from mcp_lintel.report.rdjson import render
from mcp_lintel.text.edit import Edit, Fix
from mcp_lintel.verdict.finding import Outcome

from .rich import OFFICE, SHOP, clean, outcome
from .sample import at


def document(run: Outcome) -> dict[str, Any]:
    made = json.loads(render(run))
    assert isinstance(made, dict)
    return made


def taken(text: str, range_: dict[str, Any]) -> str:
    """The text that a range covers, read as reviewdog reads it."""
    lines = text.encode().split(b"\n")
    start, end = range_["start"], range_["end"]
    assert start["line"] == end["line"]
    line = lines[int(start["line"]) - 1]
    return line[int(start["column"]) - 1 : int(end["column"]) - 1].decode()


def test_the_document_has_the_shape_of_the_format() -> None:
    made = document(outcome())
    assert [*made] == ["source", "severity", "diagnostics"]
    assert made["severity"] == "ERROR"
    for one in made["diagnostics"]:
        assert [*one][:4] == ["message", "location", "severity", "code"]
        assert one["severity"] in ("ERROR", "WARNING", "INFO")
        for position in one["location"]["range"].values():
            assert position["line"] >= 1
            assert position["column"] >= 1


def test_columns_count_bytes() -> None:
    told = {one["code"]["value"]: one for one in document(outcome())["diagnostics"]}
    free = told["parameter-free-form"]["location"]["range"]
    assert taken(OFFICE.text, free) == "x: dict"
    assert free["start"]["column"] == 9


def test_a_fix_in_the_same_file_is_suggested() -> None:
    (told,) = [one for one in document(outcome())["diagnostics"] if "suggestions" in one]
    first, second = told["suggestions"]
    assert taken(OFFICE.text, first["range"]) == "befehl, shell=True"
    assert first["text"] == '["report", 名前]'
    assert second["range"]["start"] == second["range"]["end"] == {"line": 1, "column": 1}


def test_a_fix_that_needs_another_file_is_not() -> None:
    fix = Fix("move it", (Edit(at(SHOP, "print(x)"), ""),))
    run = replace(outcome(), findings=(replace(outcome().active[0], fix=fix),))
    assert not any("suggestions" in one for one in document(run)["diagnostics"])


def test_a_clean_run_has_no_diagnostics() -> None:
    assert document(clean())["diagnostics"] == []
