"""Each format of `check` tells the rich run exactly as its golden file has it; `UPDATE_GOLDEN=1` writes them anew."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_lintel.report import FORMATS, renderer
from mcp_lintel.report.options import Options

from .rich import clean, outcome

GOLDEN = Path(__file__).parents[1] / "golden" / "rich"
FILES = {
    "text": "findings.txt",
    "concise": "findings.concise",
    "json": "findings.json",
    "jsonl": "findings.jsonl",
    "sarif": "github.sarif",
    "sarif-audit": "audit.sarif",
    "github": "github.log",
    "github-summary": "summary.md",
    "gitlab": "gitlab.json",
    "junit": "junit.xml",
    "rdjson": "rdjson.json",
    "azure": "azure.log",
    "markdown": "findings.md",
    "html": "findings.html",
}


def test_every_format_has_a_golden_file() -> None:
    assert FILES.keys() == FORMATS.keys()


@pytest.mark.parametrize("name", [*FORMATS])
def test_the_report_is_the_golden_one(name: str) -> None:
    told = renderer(name)(outcome(), Options(exit_code=1))
    path = GOLDEN / FILES[name]
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, encoding="utf-8", errors="backslashreplace", newline="")
    assert told.encode("utf-8", "backslashreplace") == path.read_bytes()


@pytest.mark.parametrize("name", [*FORMATS])
def test_a_report_ends_its_last_line_and_tells_no_secret(name: str) -> None:
    told = renderer(name)(outcome(), Options())
    assert told.endswith("\n")
    assert "hunter2" not in told


@pytest.mark.parametrize("name", [*FORMATS])
def test_a_run_without_findings_can_be_told(name: str) -> None:
    told = renderer(name)(clean(), Options())
    assert told == "" or told.endswith("\n")


@pytest.mark.parametrize("name", [*FORMATS])
def test_no_line_of_a_report_is_a_strangers_command_to_a_build_service(name: str) -> None:
    told = renderer(name)(outcome(), Options())
    for line in told.splitlines():
        assert "##[" not in line
        assert line.count("##vso[") == (name == "azure")
        assert name == "github" or not line.lstrip().startswith("::")


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"json", "jsonl", "sarif", "sarif-audit"}))
def test_a_report_for_people_holds_no_control_character(name: str) -> None:
    told = renderer(name)(outcome(), Options())
    assert not [c for c in told if c != "\n" and not c.isprintable() and not "\ud800" <= c <= "\udfff"]


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"json", "jsonl", "sarif-audit", "junit", "markdown", "html"}))
def test_a_report_of_what_stands_leaves_out_what_does_not(name: str) -> None:
    run = outcome()
    told = renderer(name)(replace(run, findings=run.findings, notices=()), Options())
    assert "caf" not in told
