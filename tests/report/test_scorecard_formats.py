"""Each format of the scorecard tells the sample as its golden file has it, and nothing hostile gets through."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_lintel.report.options import Options
from mcp_lintel.report.scorecard import SCORECARD_FORMATS, scorecard_renderer
from mcp_lintel.verdict.finding import Notice, NoticeKind

from .scorecards import run, scorecard

GOLDEN = Path(__file__).parents[1] / "golden"
FILES = {
    "text": "scorecard.txt",
    "markdown": "scorecard.md",
    "json": "scorecard.json",
    "html": "scorecard.html",
}
NASTY = "\x1b[31mred</code><script>alert(1)</script>|](http://x.example) @team ``` \u202e"


def test_every_format_has_a_golden_file() -> None:
    assert FILES.keys() == SCORECARD_FORMATS.keys()


@pytest.mark.parametrize(("name", "file"), FILES.items())
def test_the_scorecard_is_the_golden_one(name: str, file: str) -> None:
    told = scorecard_renderer(name)(scorecard(), Options())
    path = GOLDEN / file
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(told, encoding="utf-8", newline="")
    with path.open(encoding="utf-8", newline="") as golden:
        assert told == golden.read()


@pytest.mark.parametrize("name", FILES)
def test_the_same_run_gives_the_same_bytes_without_a_secret(name: str) -> None:
    first, again = (scorecard_renderer(name)(scorecard(), Options()) for _ in range(2))
    assert first == again
    assert "hunter2" not in first


@pytest.mark.parametrize("name", FILES)
def test_names_and_messages_of_strangers_do_nothing(name: str) -> None:
    project = run().projects[0]
    server = project.servers[0]
    tool = replace(server.tools[0], name=replace(server.tools[0].name, value=NASTY))
    endpoint = replace(server.endpoint, name=replace(server.endpoint.name, value=NASTY))
    changed = replace(project, servers=(replace(server, endpoint=endpoint, tools=(tool, *server.tools[1:])),))
    found = tuple(replace(one, message=NASTY, tool=NASTY, reason=NASTY) for one in run().findings)
    notices = (Notice(NoticeKind.SCOPE, NASTY, NASTY, 3),)
    told = scorecard_renderer(name)(scorecard(projects=(changed,), findings=found, notices=notices), Options())
    if name != "json":
        assert "\x1b" not in told
        assert "\u202e" not in told
    if name == "html":
        assert told.count("<script>") == 1
        assert "alert(1)" not in told.partition("<script>")[2]
    if name == "markdown":
        bare = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", told)
        assert "<script>" not in bare.replace("\\<", "")
        assert "http://" not in bare


def test_json_says_what_programs_rely_on() -> None:
    told = json.loads(scorecard_renderer("json")(scorecard(), Options()))
    assert told["schema_version"] == 1
    clauses = {clause["id"]: clause for document in told["documents"] for clause in document["clauses"]}
    assert clauses["SEC-02"]["state"] == "not-checkable"
    assert clauses["SEC-02"]["cause"] == "manual"
    assert clauses["TOOL-07"]["findings"][0]["waiver"] == {
        "id": "W-1",
        "owner": "platform",
        "expires": "2031-12-31",
    }
    assert told["summary"]["levels"]["all"]["met_percent"] == 40
    assert clauses["TOOL-01"]["rules"][0]["evidence"] == [
        {"what": "server `学校`", "path": "src/school/server.py", "line": 3}
    ]


@pytest.mark.parametrize("width", [60, 80, 100])
def test_text_stays_within_a_terminal(width: int) -> None:
    lines = scorecard_renderer("text")(scorecard(), Options(width=width)).splitlines()
    tables = [line for line in lines if line.startswith(("LEVEL", "DOCUMENT", "must", "02-"))]
    assert all(len(line) <= max(width, 79) for line in tables)
    assert all(len(line) <= width for line in lines if line.startswith("  "))


def test_text_is_in_colour_only_when_asked() -> None:
    render = scorecard_renderer("text")
    assert "\x1b[" not in render(scorecard(), Options())
    assert "\x1b[1;31mBroken (1)\x1b[0m" in render(scorecard(), Options(colour=True))
