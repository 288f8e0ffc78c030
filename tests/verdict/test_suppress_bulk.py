"""Comments added in bulk: valid wherever the finding stands, and found again by the next run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span
from mcp_lintel.verdict.finding import Status
from mcp_lintel.verdict.suppress import suppress
from mcp_lintel.verdict.suppress_bulk import add_ignores
from mcp_lintel.verdict.suppress_meaning import meaning

from .builders import finding
from .test_suppress import comments

CODE = '''#!/usr/bin/env python
# -*- coding: utf-8 -*-
"""What it is
and does.
"""
x = call(1,
    2) + \\
    3
y = f"""{x
    } and
{x}"""; z = 1  # old
@tool(
    text="""a
    b""",
)
def f(
    a, b
):
\t
    return """one
""" + "two" \\
        "three"  # noqa

if x: pass
'''


def covered(path: str, text: str, spans: list[Span]) -> None:
    """Every finding on these spans is ignored after comments were added, and the file means the same."""
    source = SourceFile(path, text)
    found = [finding(f"rule-{'ab'[i % 2]}", Place(path, span)) for i, span in enumerate(spans)]
    after, missed = add_ignores(source, found, "why not")
    assert missed == []
    assert meaning(path, after) == meaning(path, text)
    # The findings where they stand now: each added comment moves what comes after it.
    moved = []
    for one in found:
        start, end = one.place.span
        moved.append(finding(one.rule, Place(path, Span(_now(text, after, start), _now(text, after, end)))))
    new = SourceFile(path, after)
    known = {"rule-a", "rule-b"}
    judged = suppress(moved, {path: comments(new)}, {path: new}, selected=known, known=known)
    assert {one.status for one in judged} == {Status.IGNORED}


def _now(before: str, after: str, offset: int) -> int:
    """Where what stood at an offset stands after comments were put between."""
    place = 0
    for i in range(offset):
        while after.startswith(("  # lintel:", "# lintel:"), place) or (
            after[place : place + 1] != before[i : i + 1] or _is_added(after, place)
        ):
            place = _past(after, place)
        place += 1
    while _is_added(after, place) and offset < len(before):
        place = _past(after, place)
    return place


def _is_added(after: str, place: int) -> bool:
    return after[place:].lstrip(" \t").startswith("# lintel:")


def _past(after: str, place: int) -> int:
    start = after.index("# lintel:", place)
    end = len(after) if "\n" not in after[start:] else after.index("\n", start)
    trailing = after[place : place + 2] == "  " and after[after.rfind("\n", 0, place) + 1 : place].strip() != ""
    return end if trailing else min(end + 1, len(after))


@given(st.lists(st.tuples(st.integers(0, len(CODE) - 1), st.integers(0, 60)), min_size=1, max_size=4))
def test_comments_for_findings_anywhere_in_python_are_valid_and_cover_them(where: list[tuple[int, int]]) -> None:
    covered("a.py", CODE, [Span(start, min(start + length, len(CODE))) for start, length in where])


@pytest.mark.parametrize(
    ("path", "text", "snippet", "made"),
    [
        ("a.py", "x = (1,\n  2)\n", "x = (1,\n  2)", "x = (1,  # lintel: ignore[r] why\n  2)\n"),
        ("a.py", "x = 1 + \\\n  2\n", "1", "# lintel: ignore[r] why\nx = 1 + \\\n  2\n"),
        ("a.py", 'x = """a\nb"""\n', "a\nb", 'x = """a\nb"""  # lintel: ignore[r] why\n'),
        ("a.py", 'x = """a\nb\nc"""\n', "b", 'x = """a\nb\nc"""  # lintel: ignore[r] why\n'),
        ("a.py", "bad()  # noqa", "bad()", "bad()  # noqa  # lintel: ignore[r] why"),
        ("a.py", "#!/bin/python\nx = 1\n", "#!", "#!/bin/python\n# lintel: ignore-file[r] why\nx = 1\n"),
        ("a.py", "", "", "# lintel: ignore-file[r] why\n"),
        ("a.toml", "[a]\r\nb = 1\r\n", "b = 1", "[a]\r\n# lintel: ignore[r] why\r\nb = 1\r\n"),
        ("a.toml", 'b = """\nx\n"""\n', "x", '# lintel: ignore-file[r] why\nb = """\nx\n"""\n'),
        ("a.yml", "a:\n  - b: 1\n", "b: 1", "a:\n  # lintel: ignore[r] why\n  - b: 1\n"),
        ("a.yml", "a: |\n  b\n  c\n", "c", "# lintel: ignore-file[r] why\na: |\n  b\n  c\n"),
        (
            "Dockerfile",
            "# syntax=x/y\nFROM a\nRUN b \\\n  c\n",
            "c",
            "# syntax=x/y\nFROM a\nRUN b \\\n  # lintel: ignore[r] why\n  c\n",
        ),
        (
            "Dockerfile",
            "FROM a\nRUN <<EOF\nb\nEOF\n",
            "b\n",
            "# lintel: ignore-file[r] why\nFROM a\nRUN <<EOF\nb\nEOF\n",
        ),
        ("Makefile", "a:\n\tb \\\n\tc\n\td\n", "d", "a:\n\tb \\\n\tc\n# lintel: ignore[r] why\n\td\n"),
        ("a.json", '{"a": 1}\n', "1", None),
    ],
)
def test_where_a_comment_goes(path: str, text: str, snippet: str, made: str | None) -> None:
    start = text.rindex(snippet) if snippet else 0
    found = finding("r", Place(path, Span(start, start + len(snippet))))
    assert add_ignores(SourceFile(path, text), [found], "why") == (made or text, [] if made else [found])
