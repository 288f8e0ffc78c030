"""What a build service would obey in a log is shown and does nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.report.commands import defused
from mcp_lintel.report.jsontext import one_line
from mcp_lintel.report.visible import cells, text_width, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("##[error]x", "#\\x23[error]x"),
        ("a ##vso[task.complete]", "a #\\x23vso[task.complete]"),
        ("##VSO[task.complete]", "#\\x23VSO[task.complete]"),
        ("###[x]", "##\\x23[x]"),
        ("## A heading", "## A heading"),
        ("# [x]", "# [x]"),
        ("##vso", "##vso"),
    ],
)
def test_a_mark_is_broken_and_nothing_else_is(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert text_width(text) == len(shown)
    assert "".join(cell.shown for cell in cells(text)) == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("::error::x", "./::error::x"),
        ("  ::error::x", "  ./::error::x"),
        ("a ::error::x", "a ::error::x"),
        (":a", ":a"),
    ],
)
def test_a_line_that_starts_with_a_command_names_a_file_instead(line: str, shown: str) -> None:
    assert defused(line) == shown


@given(st.text(alphabet="#[]vsoVSO: \t", max_size=20))
def test_no_text_becomes_a_command(text: str) -> None:
    line = defused(visible(text)).lower()
    assert "##[" not in line
    assert "##vso[" not in line
    assert not line.strip().startswith("::")


@given(st.text(alphabet='#[]vso"\\ud', max_size=20))
def test_json_says_the_same_without_a_command(text: str) -> None:
    import json

    told = one_line({"text": text})
    assert json.loads(told) == {"text": text}
    assert "##[" not in told
    assert "##vso[" not in told
