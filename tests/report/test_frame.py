"""Carets stand under exactly the span, whatever the line holds, and nothing of the source can act on the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.report.frame import WIDEST, Frames
from mcp_lintel.report.paint import Paint
from mcp_lintel.report.visible import text_width, visible
from mcp_lintel.rule import Severity
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span


def frame(text: str, start: int, end: int, *, path: str = "a.py", width: int | None = None) -> list[str]:
    source = SourceFile(path, text)
    frames = Frames({path: source}, Paint(False), width)
    return list(frames.lines(Place(path, Span(start, end)), Severity.ERROR, 3, context=False))


def mark(text: str, snippet: str, **more: int) -> list[str]:
    start = text.index(snippet)
    return frame(text, start, start + len(snippet), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "snippet", "lines"),
    [
        ("x = bad\n", "bad", ["  1 | x = bad", "    |     ^^^"]),
        ("\tx\ty = bad\r\n", "bad", ["  1 |     x   y = bad", "    |             ^^^"]),
        ("学校 = 校()\n", "校()", ["  1 | 学校 = 校()", "    |        ^^^^"]),
        ("x = e\u0301 + bad", "bad", ["  1 | x = e\u0301 + bad", "    |         ^^^"]),
        ("x = '\x1b[2J' + bad", "bad", ["  1 | x = '\\x1b[2J' + bad", "    |                 ^^^"]),
        ("x = '\u202e' + bad", "bad", ["  1 | x = '\\u202e' + bad", "    |                ^^^"]),
    ],
)
def test_carets_stand_under_the_span(text: str, snippet: str, lines: list[str]) -> None:
    assert mark(text, snippet) == lines


def test_an_empty_span_at_the_end_of_a_file_gets_one_caret() -> None:
    assert frame("x = 1", 5, 5) == ["  1 | x = 1", "    |      ^"]


def test_an_empty_file_has_no_frame() -> None:
    assert frame("", 0, 0) == []


def test_a_span_over_lines_is_marked_line_by_line() -> None:
    assert mark("f(\n    1,\n)\n", "(\n    1,\n)") == [
        "  1 | f(",
        "    |  ^",
        "  2 |     1,",
        "    |     ^^",
        "  3 | )",
        "    | ^",
    ]


def test_a_long_span_shows_its_beginning_and_its_end() -> None:
    text = "".join(f"line{i}\n" for i in range(9))
    assert frame(text, 0, len(text)) == [
        "  1 | line0",
        "    | ^^^^^",
        "  2 | line1",
        "    | ^^^^^",
        "    | ...",
        "  9 | line8",
        "    | ^^^^^",
    ]


@pytest.mark.parametrize("before", [0, 10, 130, 300])
def test_a_long_line_is_cut_around_the_span(before: int) -> None:
    code, carets = mark("x" * before + " bad " + "y" * 400, "bad")
    assert len(code) <= WIDEST + 6
    assert code[carets.index("^") : carets.rindex("^") + 1] == "bad"
    assert code.endswith("...")


def test_a_span_longer_than_the_line_can_be_is_cut_too() -> None:
    code, carets = mark("x = " + "y" * 400, "y" * 400, width=60)
    assert len(code) <= 60
    assert carets.strip(" |") == "^" * (code.count("y"))


def test_a_secret_is_hidden_and_the_carets_stay() -> None:
    assert mark('f(password="hunter2", x=bad)', "bad") == [
        '  1 | f(password="*******", x=bad)',
        "    |                         ^^^",
    ]


LINES = st.text(alphabet="ab 学é\u0301\x1b\u202e😀", min_size=1, max_size=300).filter(lambda t: t.strip() != "")


@given(LINES, st.data())
def test_carets_are_as_wide_as_what_they_mark(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    code, carets = (row.split("| ", 1)[1] for row in frame(f"{line}x", start, end))
    assert text_width(code) <= WIDEST
    assert (code + carets).isprintable()
    if "..." not in code:
        assert carets.count("^") == max(1, text_width(line[start:end]))
        assert carets.index("^") == text_width(line[:start])


@given(st.text())
def test_visible_text_is_one_printable_line(text: str) -> None:
    assert visible(text).isprintable()


def test_visible_text_keeps_what_can_be_read() -> None:
    assert visible("学校 é: a\tb\x1b[31m\n") == "学校 é: a\\tb\\x1b[31m\\n"
