"""Lines and columns of offsets, against a model that walks the text one character at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.text.span import LineIndex, Position, Span

NOT_LINE_ENDS = ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
TEXTS = st.lists(st.sampled_from(["\n", "\r", "\r\n", "a", "é", "𝔸", " ", "\t", *NOT_LINE_ENDS])).map("".join)


def positions(text: str) -> list[Position]:
    """The position of every offset, its end included, by reading the text from its start."""
    found, line, column = [], 1, 1
    for offset, char in enumerate(text):
        found.append(Position(line, column))
        ends = char == "\n" or (char == "\r" and text[offset + 1 : offset + 2] != "\n")
        line, column = (line + 1, 1) if ends else (line, column + 1)
    return [*found, Position(line, column)]


@given(TEXTS)
def test_every_offset_has_the_line_and_column_a_reader_counts(text: str) -> None:
    index = LineIndex(text)
    assert [index.position(offset) for offset in range(len(text) + 1)] == positions(text)


@given(TEXTS)
def test_lines_put_end_to_end_are_the_text(text: str) -> None:
    index = LineIndex(text)
    spans = [index.line_span(line) for line in range(1, len(index) + 1)]
    assert "".join(text[start:end] for start, end in spans) == text
    assert len(index) == positions(text)[-1].line
    assert all(not text[start:end].rstrip("\r\n").count("\n") for start, end in spans)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("a", 1),
        ("a\n", 2),
        ("a\r\nb", 2),
        ("a\rb", 2),
        ("a\r\r\n\nb", 4),
        ("\n\r", 3),
        *[(f"a{char}b", 1) for char in NOT_LINE_ENDS],
    ],
)
def test_only_lf_crlf_and_cr_end_a_line(text: str, lines: int) -> None:
    assert len(LineIndex(text)) == lines


def test_columns_count_code_points_not_bytes() -> None:
    assert LineIndex("é𝔸x = 1\n").position(2) == Position(1, 3)


def test_offsets_outside_the_text_are_its_ends() -> None:
    index = LineIndex("ab\ncd")
    assert index.position(-5) == Position(1, 1)
    assert index.position(99) == Position(2, 3)


def test_a_line_span_holds_its_line_end() -> None:
    index = LineIndex("ab\r\ncd")
    assert index.line_span(1) == Span(0, 4)
    assert index.line_span(2) == Span(4, 6)
