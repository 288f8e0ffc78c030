"""Loops over as many numbers as a client says, with and without a test that ends them."""

from pathlib import Path

import pytest

from .twins.seen import expect

HEAD = """
from fastmcp import FastMCP
from fastmcp.exceptions import ToolError

mcp = FastMCP("desk")
MOST = 100


def rows(count: int, most: int) -> list[int]:
    found = []
    for number in range([|count|]):
        if number >= most:
            raise ToolError("too many")
        found.append(number)
    return found


@mcp.tool
def use(start: int, end: int, most: int = 5) -> int:
    found, seen, done = [], set(), 0
"""
ENDS = {
    "raise": "for i in range(start, {}):\n    if i >= MOST:\n        raise ToolError('too many')\n    print(i)",
    "return": "for i in range(start, {}):\n    print(i)\n    if MOST < i:\n        return 0",
    "break": "for i in range(start, {}):\n    if i > 50 or i == 7:\n        print('enough')\n        break",
    "length": "for i in range(start, {}):\n    found.append(i)\n    if len(found) >= MOST:\n        break",
    "set": "for i in range(start, {}):\n    seen.add(i)\n    if len(seen) >= MOST:\n        break",
    "counter": "for i in range(start, {}):\n    done += 1\n    if done > MOST:\n        break",
    "what the server has": "for i in range(start, {}):\n    if i >= len(library.pages()):\n        break\n    print(i)",
}
GOES_ON = {
    "no test": "for i in range(start, {}):\n    print(i)",
    "only logged": "for i in range(start, {}):\n    if i >= MOST:\n        print('many')",
    "the wrong way round": "for i in range(start, {}):\n    if i < MOST:\n        break\n    print(i)",
    "found now and then": "for i in range(start, {}):\n    if i % 3:\n        found.append(i)\n    if len(found) > MOST:\n        break",
    "gone on before": "for i in range(start, {}):\n    if i % 3:\n        continue\n    if i > MOST:\n        break",
    "a limit that grows": "limit = 3\nfor i in range(start, {}):\n    limit = limit + 1\n    if i > limit:\n        break",
    "counted anew": "for i in range(start, {}):\n    done += 1\n    if done > MOST:\n        break\n    if i % 3:\n        done = 0",
    "emptied": "for i in range(start, {}):\n    found.append(i)\n    if len(found) > MOST:\n        break\n    if i % 3:\n        found.clear()",
    "in a branch": "for i in range(start, {}):\n    if i % 3:\n        if i > MOST:\n            break",
    "swallowed": "for i in range(start, {}):\n    try:\n        if i > MOST:\n            raise ToolError('no')\n    except ToolError:\n        print('no')",
    "another variable": "for i in range(start, {}):\n    if done > MOST:\n        break\n    print(i)",
}
SAME = {
    "the limit of the client": "for i in range(start, {}):\n    if i > most:\n        break\n    print(i)",
}


def tool(body: str, argument: str) -> str:
    """A server with one tool of this body; the helper stands in front."""
    lines = "".join(f"    {line}\n" for line in body.replace("{}", argument).splitlines())
    return f"{HEAD}{lines}    return 1\n"


def without_marks(code: str) -> str:
    """The helper is not reported."""
    return code.replace("range([|count|])", "range(count)")


@pytest.mark.parametrize("body", ENDS.values(), ids=ENDS.keys())
def test_a_loop_that_ends_itself_is_as_long_as_its_limit(body: str, tmp_path: Path) -> None:
    expect(without_marks(tool(body, "end")), "work-sized-by-client", tmp_path)


@pytest.mark.parametrize("body", GOES_ON.values(), ids=GOES_ON.keys())
def test_a_loop_that_nothing_ends_is_reported(body: str, tmp_path: Path) -> None:
    expect(without_marks(tool(body, "[|end|]")), "work-sized-by-client", tmp_path)


@pytest.mark.parametrize("body", SAME.values(), ids=SAME.keys())
def test_a_limit_of_the_client_is_none(body: str, tmp_path: Path) -> None:
    found = expect(without_marks(tool(body, "[|end|]")), "work-sized-by-client", tmp_path)
    assert "`most`" in found.findings[0].message


def test_a_limit_that_a_helper_is_given(tmp_path: Path) -> None:
    expect(without_marks(tool("print(rows(end, MOST))", "end")), "work-sized-by-client", tmp_path)
    expect(tool("print(rows(end, most))", "end"), "work-sized-by-client", tmp_path)
