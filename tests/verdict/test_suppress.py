"""What an ignore comment covers, and what is told of one that is wrong."""

import io
import tokenize

import pytest

from mcp_lintel.text.comment import Comment
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place, Span
from mcp_lintel.verdict.comments import comments_of
from mcp_lintel.verdict.finding import Finding, Status
from mcp_lintel.verdict.own_rules import OWN_CARDS, OWN_NAMES
from mcp_lintel.verdict.suppress import suppress

from .builders import finding, on

RULES = frozenset({"rule-a", "rule-b", "rule-off"})


def comments(source: SourceFile) -> tuple[Comment, ...]:
    """The comments of a Python source as its tokens say."""
    if not source.path.endswith(".py"):
        return comments_of(source)
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source.text, newline="").readline):
        if token.type == tokenize.COMMENT:
            start = source.lines.line_span(token.start[0]).start + token.start[1]
            own = not token.line[: token.start[1]].strip()
            found.append(Comment(Span(start, start + len(token.string)), token.string, own))
    return tuple(found)


def run(
    text: str, *snippets: str, rule: str = "rule-a", path: str = "a.py", headers: tuple[str, ...] = ()
) -> list[Finding]:
    """Suppress findings of one rule on snippets; headers are given as their text."""
    source = SourceFile(path, text)
    findings = [finding(rule, on(source, snippet)) for snippet in snippets]
    spans = [on(source, header).span for header in headers]
    return suppress(
        findings,
        {path: comments(source)},
        {path: source},
        selected=RULES - {"rule-off"},
        known=RULES,
        headers={path: spans},
    )


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    """The own findings that stand: rule and message."""
    return [(f.rule, f.message) for f in findings if f.rule in OWN_NAMES and f.status is Status.ACTIVE]


def status(findings: list[Finding]) -> list[str]:
    return [f.status for f in findings if f.rule not in OWN_NAMES]


def test_a_comment_at_the_end_of_a_line_ignores_what_stands_on_the_line() -> None:
    text = "bad()  # lintel: ignore[rule-a] it is a demo\nworse()\n"
    bad, worse = run(text, "bad()", "worse()")
    assert (bad.status, bad.reason) == (Status.IGNORED, "it is a demo")
    assert bad.ignored_at == on(SourceFile("a.py", text), "# lintel: ignore[rule-a] it is a demo")
    assert (worse.status, worse.ignored_at) == (Status.ACTIVE, None)


def test_another_rule_is_not_ignored() -> None:
    findings = run("bad()  # lintel: ignore[rule-b] demo\n", "bad()")
    assert status(findings) == ["active"]
    assert told(findings) == [("ignore-unused", "the comment ignores `rule-b`, which finds nothing here")]


@pytest.mark.parametrize(
    "text",
    [
        "bad(1,\n    2)  # lintel: ignore[rule-a] last line of the span\n",
        "bad(1,  # lintel: ignore[rule-a] first line of the span\n    2)\n",
        "# lintel: ignore[rule-a] above\nbad(1,\n    2)\n",
        "# lintel: ignore[rule-a] above, with a gap\n\n# another comment\nbad(1,\n    2)\n",
    ],
)
def test_a_comment_covers_a_finding_that_has_a_line_in_common(text: str) -> None:
    snippet = text[text.index("bad") : text.index("2)") + 2]
    assert status(run(text, snippet)) == ["ignored"]


def test_a_comment_on_its_own_line_reaches_the_next_line_only() -> None:
    assert status(run("# lintel: ignore[rule-a] x\nfine()\nbad()\n", "bad()")) == ["active"]


HEADER = '@mcp.tool(\n    name="x",\n)\nasync def f(\n    a: dict,\n    b: dict,\n) -> str:'


@pytest.mark.parametrize(
    ("before", "line", "covered"),
    [
        (True, "@mcp.tool(", ["ignored", "ignored"]),
        (False, "@mcp.tool(", ["ignored", "ignored"]),
        (True, "async def f(", ["ignored", "ignored"]),
        (False, "async def f(", ["ignored", "ignored"]),
        (False, ") -> str:", ["ignored", "ignored"]),
        (False, "    b: dict,", ["active", "ignored"]),
        (False, '    name="x",', ["active", "active"]),
        (False, "    pass", ["active", "active"]),
    ],
)
def test_a_comment_on_a_decorator_or_def_covers_the_whole_header(before: bool, line: str, covered: list[str]) -> None:
    ignore = "# lintel: ignore[rule-a] why not"
    changed = f"{ignore}\n{line}" if before else f"{line}  {ignore}"
    header = HEADER.replace(line, changed)
    whole = (HEADER + "\n    pass\n").replace(line, changed)
    inside = header if line != ") -> str:" else header.removesuffix(f"  {ignore}")
    findings = run(whole, "a: dict", "b: dict", headers=(inside.removeprefix(f"{ignore}\n"),))
    assert status(findings) == covered


def test_a_file_form_covers_the_file_and_the_line_form_gives_its_own_reason() -> None:
    text = "# lintel: ignore-file[rule-a] generated\nbad()\nworse()  # lintel: ignore[rule-a] known\n"
    findings = run(text, "bad()", "worse()")
    assert [(f.status, f.reason) for f in findings] == [("ignored", "generated"), ("ignored", "known")]


def test_several_rules_and_other_tools_comments_share_a_line() -> None:
    text = "bad()  # noqa: X1 # lintel: ignore[rule-a, rule-b] see #12 # type: ignore\n"
    findings = run(text, "bad()")
    assert (findings[0].status, findings[0].reason) == (Status.IGNORED, "see #12")
    assert [(f.rule, f.place) for f in findings[1:]] == [("ignore-unused", on(SourceFile("a.py", text), "rule-b"))]


def test_a_rule_that_did_not_run_is_not_called_unused() -> None:
    assert run("fine()  # lintel: ignore[rule-off] later\n") == []


def test_an_unused_file_form_says_so() -> None:
    findings = run("# lintel: ignore-file[rule-a] old\nfine()\n")
    assert told(findings) == [("ignore-unused", "the comment ignores `rule-a`, which finds nothing in this file")]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("rule-aa", "there is no rule `rule-aa`; did you mean `rule-a`?"),
        ("E501", "there is no rule `E501`"),
        ("*", "the comment ignores `*`; rules must be named one by one"),
    ],
)
def test_an_unknown_rule_is_told_with_a_suggestion(name: str, message: str) -> None:
    assert told(run(f"bad()  # lintel: ignore[{name}] why\n")) == [("ignore-unknown-rule", message)]


def test_a_comment_without_a_reason_works_and_is_told() -> None:
    findings = run("bad()  # lintel: ignore[rule-a]\n", "bad()")
    assert status(findings) == ["ignored"]
    assert told(findings) == [("ignore-without-reason", "the comment gives no reason after its bracket")]


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("# lintel: ignore", "the comment names no rule: write `ignore[rule-name] reason`"),
        ("# lintel: ignore rule-a", "the comment names no rule: write `ignore[rule-name] reason`"),
        ("# lintel: ignore[rule-a why", "the comment has no closing bracket after its rule names"),
        ("# lintel: ignore[ ] why", "the comment names no rule between its brackets"),
        (
            "# lintel: ignore [rule-a] why",
            "the comment must have its bracket directly after the word, with rule names parted by commas",
        ),
        (
            "# lintel: disable[rule-a]",
            "the comment is neither `ignore[rule-name] reason` nor `ignore-file[rule-name] reason`",
        ),
    ],
)
def test_a_comment_that_cannot_be_read_is_told_and_ignores_nothing(comment: str, message: str) -> None:
    findings = run(f"bad()  {comment}\n", "bad()")
    assert status(findings) == ["active"]
    assert told(findings) == [("ignore-malformed", message)]


def test_words_about_ignore_comments_are_not_ignore_comments() -> None:
    assert run('# Write "# lintel: ignore" to hide it; see `# lintel: x`.\nx = 1\n') == []


def test_a_finding_about_a_comment_can_be_ignored_too() -> None:
    findings = run("fine()  # lintel: ignore[rule-a, ignore-unused] only fails on Windows\n")
    assert [(f.rule, f.status) for f in findings] == [("ignore-unused", "ignored")]


def test_a_muted_own_rule_is_silent() -> None:
    source = SourceFile("a.py", "x()  # lintel: ignore[rule-a]\n")
    findings = suppress([], {"a.py": comments(source)}, {"a.py": source}, selected=RULES, known=RULES, muted=OWN_NAMES)
    assert findings == []


def test_comments_of_other_files_work_alike() -> None:
    assert status(run("[run]\nfail_under = 3 # lintel: ignore[rule-a] new\n", "fail_under", path="a.toml")) == [
        "ignored"
    ]


def test_own_findings_have_fingerprints_and_cards() -> None:
    findings = run("x()  # lintel: ignore[rule-a] a\ny()  # lintel: ignore[rule-a] b\n")
    assert len({f.fingerprint for f in findings}) == 2
    assert {f.rule for f in findings} <= {card.name for card in OWN_CARDS}
    assert all(card.page.startswith(card.title) for card in OWN_CARDS)


def test_a_place_of_another_file_is_not_covered() -> None:
    source = SourceFile("a.py", "bad()  # lintel: ignore[rule-a] x\n")
    other = finding("rule-a", Place("b.py", Span(0, 5)))
    findings = suppress([other], {"a.py": comments(source)}, {"a.py": source}, selected=RULES, known=RULES)
    assert status(findings) == ["active"]
