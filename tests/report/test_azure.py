"""Logging commands as the agent of Azure Pipelines reads them."""

import re

from mcp_lintel.report.azure import render

from .rich import clean, outcome

COMMAND = re.compile(r"##vso\[task\.logissue ([^\]]*)\](.*)")


def test_every_line_is_one_command_with_known_properties() -> None:
    lines = render(outcome()).splitlines()
    assert len(lines) == len(outcome().active) + 2
    for line in lines:
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = [part.partition("=")[0] for part in match[1].rstrip(";").split(";")]
        assert set(properties) <= {"type", "sourcepath", "linenumber", "columnnumber", "code"}


def test_there_are_only_errors_and_warnings_the_gravest_first() -> None:
    kinds = re.findall(r"logissue type=(\w+);", render(outcome()))
    assert kinds == ["error", "error", "error", "warning", "warning", "warning"]


def test_a_bracket_in_a_name_ends_no_command() -> None:
    (line,) = [line for line in render(outcome()).splitlines() if "x::y" in line]
    assert "sourcepath=apps/shop/::warning file=x::y%5D.py;linenumber=3;" in line


def test_a_clean_run_tells_nothing() -> None:
    assert render(clean()) == ""
