"""Programs of a size or shape that following could get lost in: it ends, and says where it was cut short."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mcp_lintel.verdict.finding import NoticeKind

from .twins.seen import reported

HEAD = "import os\n\nfrom fastmcp import FastMCP\n\nmcp = FastMCP('desk')\n\n\n"
TOOL = "@mcp.tool\ndef use(name: str, number: int = 1) -> str:\n    {}\n    return 'done'\n"
SECONDS = 20.0
CUT = {NoticeKind.OPEN, NoticeKind.SYNTAX}


def chain(length: int) -> str:
    """Functions of which each calls the next, the last one with the sink."""
    steps = "".join(f"def step_{n}(text: str) -> None:\n    step_{n + 1}(text)\n\n\n" for n in range(length))
    return f"{HEAD}{steps}def step_{length}(text: str) -> None:\n    os.system(text)\n\n\n" + TOOL.format(
        "step_0(name)"
    )


def branches(count: int) -> str:
    """A function with many branches one after the other."""
    body = "\n    ".join(f"if number == {n}:\n        name = name + '{n}'" for n in range(count))
    return HEAD + TOOL.format(body + "\n    os.system(name)")


def nested(depth: int) -> str:
    """Loops and branches inside one another."""
    lines = []
    for n in range(depth):
        lines.append("    " * (n + 1) + (f"for item_{n} in name:" if n % 2 else f"if number > {n}:"))
    lines.append("    " * (depth + 1) + "os.system(name)")
    return HEAD + TOOL.format("\n".join(lines).strip())


def table(size: int) -> str:
    """A large table, one item of which is the client's."""
    items = ", ".join(f"'key_{n}': 'value {n}'" for n in range(size))
    return HEAD + TOOL.format(f"table = {{{items}}}\n    table['last'] = name\n    os.system(table['last'])")


def growing(_: int) -> str:
    """A function that calls itself with ever more of everything."""
    code = """def grow(parts: list, given: dict, left: int) -> str:
    given = {'inner': given, 'parts': parts}
    if left:
        return grow([parts, given], {'outer': given}, left - 1)
    os.system(str(parts))
    return given['inner']


"""
    return HEAD + code + TOOL.format("os.system(grow([name], {}, number))")


def tangled(count: int) -> str:
    """Functions that all call one another."""
    bodies = "".join(
        f"def knot_{n}(text: str, left: int) -> str:\n"
        + "".join(f"    text = knot_{m}(text, left - {m}) if left > {m} else text\n" for m in range(count))
        + "    return text\n\n\n"
        for n in range(count)
    )
    return HEAD + bodies + TOOL.format("os.system(knot_0(name, number))")


def handed(depth: int) -> str:
    """Functions that are handed functions that are handed functions."""
    makers = "".join(
        f"def layer_{n}(inner):\n    def call(*args, **kwargs):\n        return inner(*args, **kwargs)\n    return call\n\n\n"
        for n in range(depth)
    )
    wrapped = "run"
    for n in range(depth):
        wrapped = f"layer_{n}({wrapped})"
    run = "def run(command: str) -> None:\n    os.system(command)\n\n\n"
    return HEAD + run + makers + TOOL.format(f"{wrapped}(name)")


def joined(count: int) -> str:
    """A text that is put together from very many pieces."""
    return HEAD + TOOL.format("text = name" + " + 'x' + name" * count + "\n    os.system(text)")


CASES: list[tuple[Callable[[int], str], int, bool]] = [
    (chain, 30, True), (chain, 400, False), (branches, 300, True), (nested, 18, True), (table, 3000, True),
    (growing, 0, True), (tangled, 9, True), (handed, 12, True), (joined, 400, False),
]  # fmt: skip


@pytest.mark.parametrize(("make", "size", "found"), CASES, ids=[f"{make.__name__}-{size}" for make, size, _ in CASES])
def test_following_ends_and_says_where_it_was_cut_short(
    make: Callable[[int], str], size: int, found: bool, tmp_path: Path
) -> None:
    (tmp_path / "server.py").write_text(make(size))
    start = time.perf_counter()
    outcome = reported(tmp_path)
    assert time.perf_counter() - start < SECONDS
    assert not [notice for notice in outcome.notices if notice.kind is NoticeKind.INTERNAL]
    told = any(finding.rule == "client-input-in-shell" for finding in outcome.findings)
    cut = any(notice.kind in CUT for notice in outcome.notices)
    assert told if found else told or cut
