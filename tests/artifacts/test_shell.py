"""Shell text cut into commands."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.artifacts.shell import simple_commands, verbatim
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Span


def words(text: str) -> list[list[str]]:
    return [list(command.words) for command in simple_commands(verbatim(SourceFile("x", text), Span(0, len(text))))]


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("a b && c || d; e | f &", [["a", "b"], ["c"], ["d"], ["e"], ["f"]]),
        ("a \\\n  b\nc", [["a", "b"], ["c"]]),
        ("a \\\r\n  b\r\nc", [["a", "b"], ["c"]]),
        ("if x; then\n  y\nfi", [["x"], ["y"]]),
        ("a 'b c' \"d $E\" f\\ g # h", [["a", "b c", "d $E", "f g"]]),
        ("a --x=${{ env.Y || 'z' }} b", [["a", "--x=${{ env.Y || 'z' }}", "b"]]),
        ("$(X) -m pytest {posargs:tests}", [["$(X)", "-m", "pytest", "{posargs:tests}"]]),
        ("a >/dev/null 2>&1 b", [["a", "b"]]),
        ("cat <<'EOF'\npytest\nEOF\nb", [["cat"], ["b"]]),
        ("( cd x; y )", [["cd", "x"], ["y"]]),
        ("a 'never closed", [["a", "never closed"]]),
    ],
)
def test_commands_are_cut_as_a_shell_does(text: str, commands: list[list[str]]) -> None:
    assert words(text) == commands


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8), min_size=1, max_size=6))
def test_quoted_words_come_out_as_they_went_in(parts: list[str]) -> None:
    assert words(shlex.join(["run", *parts])) == [["run", *parts]]


@given(st.text("ab'\"\\$(){}|&;<>#=\n\r \t-", max_size=40))
def test_any_text_can_be_cut_and_every_word_has_a_place(text: str) -> None:
    for command in simple_commands(verbatim(SourceFile("x", text), Span(0, len(text)))):
        assert len(command.words) == len(command.spans)
        for start, end in command.spans:
            assert 0 <= start < end <= len(text)
