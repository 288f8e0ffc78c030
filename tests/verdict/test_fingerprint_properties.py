"""What people do to code every day keeps the names of findings: a baseline does not come back to life."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcp_lintel.verdict.baseline_file import baseline_text
from mcp_lintel.verdict.finding import Outcome, Status

from .servers import HEAD, MORE, TAIL, TOOLS, formatted, names, of_python, outcome, servers


@cache
def first() -> Outcome:
    """The run before any change."""
    return outcome({"server.py": plain()})


def plain(**renamed: str) -> str:
    """The server as first written, with other names in place of some."""
    text = HEAD + "".join(f"\n\n{tool.format(local='found')}" for tool in TOOLS) + "\n\n" + TAIL
    for old, new in renamed.items():
        text = text.replace(old, new)
    return text


def status(text: str, path: str = "server.py", **more: str) -> list[Status]:
    """What becomes of the findings in the Python files of a changed project, by the first run's baseline."""
    changed = outcome({path: text, **more}, baseline=baseline_text(first().entries))
    return [finding.status for finding in of_python(changed)]


def test_the_server_has_faults_of_many_kinds() -> None:
    assert len({finding.rule for finding in of_python(first())}) >= 5
    assert len(set(names(first()))) == len(first().findings) >= 12


@settings(max_examples=10)
@given(servers)
def test_moving_and_inserting_lines_and_renaming_what_is_local_keep_every_fingerprint(text: str) -> None:
    assert names(outcome({"server.py": text})) == names(first())


@settings(max_examples=6)
@given(servers, st.integers(30, 140), st.sampled_from(["single", "double"]))
def test_a_formatter_keeps_every_fingerprint(text: str, width: int, quotes: str) -> None:
    assert names(outcome({"server.py": formatted(text, width, quotes)})) == names(first())


@settings(max_examples=4)
@given(st.lists(st.integers(1, 9), unique=True, max_size=3), st.sampled_from(["\n", "\r\n"]))
def test_more_tools_and_other_line_ends_keep_every_fingerprint(fine: list[int], end: str) -> None:
    more = "".join(f"\n\n{MORE.format(number=number)}" for number in fine)
    text = plain().replace("\n\n\nif __name__", f"{more}\n\n\nif __name__").replace("\n", end)
    assert set(names(first())) <= set(names(outcome({"server.py": text})))


@pytest.mark.parametrize(
    "renamed",
    [
        {"get_order": "fetch_order"},
        {"run_it": "run_that"},
        {"delete_orders": "remove_orders"},
        {"orders": "orders_to_go"},
        {"extra": "more"},
        {"query": "what"},
        {"delete_orders": "remove_orders", "flags": "words", "get_order": "fetch_order"},
    ],
    ids=", ".join,
)
def test_a_baseline_follows_functions_tools_and_parameters_to_new_names(renamed: dict[str, str]) -> None:
    assert set(status(plain(**renamed))) == {Status.BASELINED}


@given(st.sampled_from(["app.py", "src/orders/server.py", "tools/old/main.py"]), servers)
@settings(max_examples=6)
def test_a_baseline_follows_a_file_to_a_new_place(path: str, text: str) -> None:
    assert set(status(text, path)) == {Status.BASELINED}


def test_a_fault_of_the_whole_project_is_known_wherever_it_is_told_next() -> None:
    """The first log call of the project stands for all of them; a new file may come before it."""
    earlier = "import logging\n\nlogging.getLogger(__name__).warning('late')\n"
    known = outcome({"server.py": plain(), "a.py": earlier}, baseline=baseline_text(first().entries))
    (moved,) = [finding for finding in known.findings if finding.rule == "logging-not-json"]
    assert (moved.place.path, moved.status) == ("a.py", Status.BASELINED)


@pytest.mark.parametrize("which", range(len(TOOLS)))
def test_a_copy_of_a_fault_is_new_while_the_first_is_there(which: int) -> None:
    """Neither a second function nor a second file may hide behind what is known."""
    copied = TOOLS[which].format(local="found")
    for name in ("process_data", "getOrder", "get_order", "run_it", "delete_orders"):
        copied = copied.replace(name, f"{name}_again")
    copy = HEAD + f"\n\n{copied}\n\n" + TAIL
    assert Status.ACTIVE in status(plain(), **{"copy.py": copy})
    assert Status.ACTIVE in status(plain().replace(TAIL, f"{copied}\n\n{TAIL}"))


def test_a_fault_in_another_tool_is_new_though_one_like_it_was_repaired() -> None:
    repaired = plain().replace("options: dict", "options: bool").replace("options['a']", "options")
    moved = repaired.replace("name: str, flags", "name: dict, flags")
    known = outcome({"server.py": repaired}, baseline=baseline_text(first().entries))
    assert {finding.status for finding in of_python(known)} == {Status.BASELINED}
    assert Status.ACTIVE in status(moved)
