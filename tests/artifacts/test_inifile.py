"""Where the values of an INI file stand."""

import pytest

from mcp_lintel.artifacts.faults import ParseError
from mcp_lintel.artifacts.inifile import IniFile
from mcp_lintel.text.source import SourceFile

TEXT = """; ☃ first
[DEFAULT]
shared = 1

[coverage:run]  ; after
source =
    shop
    # not this
    other

branch: True
[report]
Fail_Under=80
"""


def quoted(file: IniFile, section: str, option: str | None = None) -> str:
    return file.source.snippet(file.place(section, option).span)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_values_stand_where_they_are_written_whatever_the_line_end(newline: str) -> None:
    file = IniFile(SourceFile("setup.cfg", TEXT.replace("\n", newline)))
    assert quoted(file, "coverage:run") == "[coverage:run]"
    assert quoted(file, "coverage:run", "source").split() == ["shop", "#", "not", "this", "other"]
    assert quoted(file, "coverage:run", "branch") == "True"
    assert quoted(file, "report", "fail_under") == "80"
    assert quoted(file, "report", "shared") == "1"
    assert quoted(file, "absent") == "; ☃ first"
    assert file.get("report", "fail_under") == "80"
    assert file.source.snippet(file.entry_place("report", "fail_under").span) == "Fail_Under=80"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("[a]\nx = 1\nx = 2\n", 3, "gives the option `x` twice"),
        ("[a]\n[b]\n[a]\n", 3, "has the section .a. twice"),
        ("x = 1\n", 1, "before the first"),
        ("[a]\nwhat is this\n", 2, "neither a"),
    ],
)
def test_a_broken_file_is_told_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(ParseError, match=reason) as caught:
        IniFile(SourceFile("tox.ini", text))
    assert caught.value.line == line
