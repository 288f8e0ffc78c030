"""The report for people: what stands where, on a pipe and in a terminal."""

import re
import subprocess
import sys
from dataclasses import replace

from mcp_lintel.model.types import Project
from mcp_lintel.report.options import Options
from mcp_lintel.report.text import render
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span

from .sample import NOTICES, findings, outcome


def test_a_clean_run_is_one_line() -> None:
    clean = replace(outcome(), findings=(), notices=())
    assert render(clean) == "No findings in 3 Python files, 1 server, 2 tools.\n"


def test_a_clean_run_tells_what_was_ignored() -> None:
    ignored = tuple(f for f in findings() if f.status == "ignored")
    told = render(replace(outcome(), findings=ignored, notices=()))
    assert told == "No findings (1 ignored by comment) in 3 Python files, 1 server, 2 tools.\n"


def test_what_could_not_be_looked_at_stands_before_the_verdict() -> None:
    told = render(replace(outcome(), findings=(), notices=NOTICES)).splitlines()
    assert told[:2] == ["Not looked at", "  src/school/py2.py:3: is not Python 3: `print` needs brackets"]
    assert told[-1].startswith("No findings")


def test_colour_adds_codes_and_changes_no_word() -> None:
    plain = render(outcome())
    coloured = render(outcome(), Options(colour=True))
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_a_long_message_is_wrapped_in_a_terminal_and_never_on_a_pipe() -> None:
    long = replace(outcome().active[0], message="words " * 40 + "end")
    run = replace(outcome(), findings=(long,), notices=())
    assert max(map(len, render(run).splitlines())) > 200
    wrapped = render(run, Options(width=60)).splitlines()
    assert max(map(len, wrapped[:6])) <= 60
    assert " ".join(" ".join(wrapped[2:8]).split()).count("words") == 40


def test_several_projects_have_a_section_each() -> None:
    projects = (Project(".", ()), Project("src", ()), Project("src/school", ()))
    told = render(replace(outcome(), projects=projects, notices=())).splitlines()
    assert told[0] == "Project src/school"
    assert sum(line.startswith("Project ") for line in told) == 1


def test_a_file_name_cannot_act_on_the_terminal() -> None:
    path = "a\x1b[2J\n.py"
    one = replace(outcome().active[0], place=Place(path, Span(0, 1)))
    run = replace(outcome(), findings=(one,), sources={path: SourceFile(path, "x")}, notices=())
    assert "a\\x1b[2J\\n.py\n" in render(run)


def test_a_finding_in_a_file_that_is_not_at_hand_is_still_told() -> None:
    one = replace(outcome().active[0], place=Place("gone.cfg", Span(7, 9)), related=())
    told = render(replace(outcome(), findings=(one,), notices=()))
    assert "  1:1  warning: `print` writes to standard output\n" in told


def test_neither_rich_nor_libcst_is_loaded_for_any_report() -> None:
    code = (
        "import sys\n"
        "from mcp_lintel.report import FORMATS, INVENTORY_FORMATS, renderer\n"
        "[renderer(n) for n in FORMATS], [renderer(n, INVENTORY_FORMATS) for n in INVENTORY_FORMATS]\n"
        "print(*({'rich', 'libcst', 'pydantic', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_findings_of_one_rule_at_one_place_are_told_together() -> None:
    first = replace(outcome().active[0], related=(), fix=None)
    ends = "reaches `open` as a path that is read, and nothing confines it"
    several = tuple(replace(first, message=f"`name` of tool `{tool}` {ends}", tool=tool) for tool in ("a", "b", "c"))
    told = render(replace(outcome(), findings=several, notices=()))
    assert told.count(ends) == 1
    assert "= 2 more here: `name` of tool `b`, `c`" in told
    assert "3 findings in 1 file" in told


def test_two_findings_at_one_place_are_told_in_full() -> None:
    first = replace(outcome().active[0], related=(), fix=None)
    several = tuple(replace(first, message=f"`{name}` is open", tool=name) for name in ("a", "b"))
    told = render(replace(outcome(), findings=several, notices=()))
    assert "`a` is open" in told
    assert "`b` is open" in told
    assert "more here" not in told


def test_what_is_told_together_is_wrapped_as_the_rest() -> None:
    first = replace(outcome().active[0], related=(), fix=None)
    names = [f"parameter_number_{number}" for number in range(9)]
    several = tuple(replace(first, message=f"`{name}` of tool `a` is open to all") for name in names)
    lines = render(replace(outcome(), findings=several, notices=()), Options(width=70)).splitlines()
    start = next(i for i, line in enumerate(lines) if "more here" in line)
    assert all(len(line) <= 70 for line in lines[start:])
    assert " ".join(" ".join(lines[start:]).split()).count("parameter_number_") == 8
