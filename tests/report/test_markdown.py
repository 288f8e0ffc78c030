"""Markdown as a host renders it: tables stay tables, strangers' text stays text, a job's summary keeps its limit."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mcp_lintel.report import Renderer
from mcp_lintel.report.markdown import SUMMARY_BYTES, render, render_summary
from mcp_lintel.report.options import Options
from mcp_lintel.verdict.finding import Notice, NoticeKind, Outcome

from .rich import clean, outcome

OURS = ("<br>", "</details>", "<details><summary>")


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        yield token
        yield from token.children or ()


def strangers(text: str) -> list[str]:
    """HTML, links and images that are not the report's own."""
    found = [token for token in tokens(text) if token.type in ("link_open", "image", "html_inline", "html_block")]
    return [token.content for token in found if not token.content.strip().startswith(OURS)]


def rows(text: str) -> list[int]:
    """The number of cells of every row of every table."""
    made = []
    for token in tokens(text):
        if token.type == "tr_open":
            made.append(0)
        elif token.type in ("td_open", "th_open"):
            made[-1] += 1
    return made


@pytest.mark.parametrize("format", [render, render_summary])
def test_a_strangers_text_makes_no_markup(format: Renderer) -> None:
    told = format(outcome(), Options())
    assert strangers(told) == []
    assert set(rows(told)) == {4}


@given(st.text(alphabet="`|\\<>[]()!*_~#&@:/ \n\tab\u202e\x1b-", max_size=40))
def test_whatever_a_message_says_the_table_stays_whole(message: str) -> None:
    first = outcome().active[0]
    run = replace(outcome(), findings=(replace(first, message=message, tool=message),), notices=())
    told = render(run)
    assert strangers(told) == []
    assert rows(told) == [4, 4, 4, 4]


def test_every_status_is_told_with_its_reason() -> None:
    told = render(outcome())
    assert "(1 ignored by comment, 1 waived, 1 in the baseline)" in told
    assert "3 findings that do not stand" in told
    assert "waived by platform team" in told
    assert "its waiver expired on 2026-03-02" in told


def test_the_gravest_finding_of_a_project_comes_first() -> None:
    told = render(outcome())
    assert told.index("reaches a shell") < told.index("does not start with a verb")


def test_a_clean_run_says_so() -> None:
    assert render(clean()) == "## mcp-lintel: no findings\n\nLooked at 1 Python file, 0 servers, 0 tools.\n"


def large(number: int) -> Outcome:
    """A run with one error after very many notes."""
    error, note = outcome().active[0], outcome().active[1]
    many = (replace(note, message=f"note {i} " + "学" * 100) for i in range(number))
    return replace(outcome(), findings=(*many, error), notices=())


def test_a_jobs_summary_keeps_its_limit_and_counts_the_rest() -> None:
    told = render_summary(large(3_000))
    assert SUMMARY_BYTES - 5_000 < len(told.encode()) <= SUMMARY_BYTES
    kept = sum(line.startswith(("| note |", "| **error** |")) for line in told.splitlines())
    assert "| **error** |" in told
    assert f"\n{3_001 - kept:,} findings more did not fit" in told


def test_a_jobs_summary_keeps_its_limit_whatever_the_notices() -> None:
    many = tuple(Notice(NoticeKind.UNREADABLE, "is not text", f"{i}.py") for i in range(50_000))
    told = render_summary(replace(large(3_000), notices=many))
    assert len(told.encode()) <= SUMMARY_BYTES
    assert "- and 49,900 more" in told
