"""The harness that runs examples: marks, the project it makes, and what it says when an example fails."""

from collections.abc import Iterator

import pytest

from mcp_lintel.model.types import Tool
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Rule, Severity
from mcp_lintel.testing import ExampleError, check_example, check_examples, project_of, unmark
from mcp_lintel.text.span import Span


def named_bad(tool: Tool) -> Iterator[Hit]:
    if tool.name.value == "bad":
        yield Hit(tool.name.place, "the tool is bad")


def a_rule(*examples: Bad | Good) -> Rule[Tool]:
    name, severity = "tool-name-bad", Severity.WARNING
    return Rule(name, Tool, "TOOL-01", severity, Confidence.HIGH, examples, None, (), named_bad, __name__)


BAD = "@mcp.tool\ndef [|bad|]() -> str: ...\n"


def test_marks_are_taken_out_and_their_spans_counted_without_them() -> None:
    assert unmark("a[|bc|]d\n[|é|]") == ("abcd\né", [Span(1, 3), Span(5, 6)])


def test_a_text_without_marks_stays_as_it_is() -> None:
    assert unmark("x: list[int] = [y | z]") == ("x: list[int] = [y | z]", [])


@pytest.mark.parametrize("text", ["[|a", "a|]", "[|a[|b|]|]"])
def test_a_mark_without_partner_is_told(text: str) -> None:
    with pytest.raises(ExampleError, match="no partner"):
        unmark(text)


def test_the_usual_imports_and_a_server_stand_before_bare_code() -> None:
    files, marks = project_of(Bad("\n    @mcp.tool\n    def [|bad|]() -> str: ...\n"))
    text = files["server.py"]
    assert 'mcp = FastMCP("example")\n@mcp.tool' in text
    assert [text[m.span.start : m.span.end] for m in marks] == ["bad"]
    assert '"fastmcp"' in files["pyproject.toml"]


def test_code_with_its_own_imports_stays_alone() -> None:
    code = "from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('own')\n"
    files, _ = project_of(Good(code))
    assert files["server.py"] == code
    assert '"mcp"' in files["pyproject.toml"]


def test_code_with_its_own_server_gets_the_imports_only() -> None:
    files, _ = project_of(Good("mcp = FastMCP('own')\n"))
    assert files["server.py"].count("mcp = FastMCP") == 1


def test_marks_may_stand_in_any_file() -> None:
    files, marks = project_of(Bad(files={"a/b.toml": "x = [|1|]\n", "pyproject.toml": "[project]\n"}))
    assert [(m.path, m.span) for m in marks] == [("a/b.toml", Span(4, 5))]
    assert files["pyproject.toml"] == "[project]\n"


def test_examples_that_hold_pass() -> None:
    check_examples(a_rule(Bad(BAD), Good("@mcp.tool\ndef good() -> str: ...\n")))


def test_a_missed_place_is_told_with_its_line() -> None:
    with pytest.raises(ExampleError, match=r"missed +server\.py:6:5 `worse`"):
        check_example(a_rule(), Bad("@mcp.tool\ndef [|worse|]() -> str: ...\n"))


def test_an_unexpected_hit_is_told_with_its_message() -> None:
    with pytest.raises(ExampleError, match=r"unexpected server\.py:6:5 `bad`: the tool is bad"):
        check_example(a_rule(), Good("@mcp.tool\ndef bad() -> str: ...\n"))


def test_a_place_that_is_off_by_one_fails() -> None:
    with pytest.raises(ExampleError, match="missed"):
        check_example(a_rule(), Bad("@mcp.tool\ndef [|bad(|]) -> str: ...\n"))


def test_another_confidence_than_the_example_names_fails() -> None:
    with pytest.raises(ExampleError, match="has confidence high, not low"):
        check_example(a_rule(), Bad(BAD, confidence=Confidence.LOW))


def test_a_bad_example_must_mark_a_place() -> None:
    with pytest.raises(ExampleError, match="marks no place"):
        check_example(a_rule(), Bad("@mcp.tool\ndef bad() -> str: ...\n"))


def test_a_good_example_marks_none() -> None:
    with pytest.raises(ExampleError, match="marks a place"):
        check_example(a_rule(), Good(BAD))


def test_an_example_that_does_not_parse_is_told() -> None:
    with pytest.raises(ExampleError, match="cannot be run"):
        check_example(a_rule(), Good("def bad(:\n"))
