"""When code runs: conditions, early ends, entry points, functions nobody calls, and the bounds of reading."""

import time

import hypothesmith
import pytest
from hypothesis import HealthCheck, given, settings

from mcp_lintel.facts.extract import extract
from mcp_lintel.facts.syntax import SyntaxFault
from mcp_lintel.program import core
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.modules import Modules
from mcp_lintel.text.source import SourceFile

from .reading import UNKNOWN, OneOf, events, read, seen, tell


def conditional(source: str) -> list[tuple[object, bool]]:
    """What each `seen` was given, and whether that call depends on something undecided."""
    return [(tell(event.args.positional[0]), bool(event.conditions)) for event in events(read(source))]


def test_what_stands_behind_an_undecided_test_is_conditional() -> None:
    source = """
        seen(1)
        if unknown: seen(2)
        elif other: seen(3)
        else: seen(4)
        seen(5)
    """
    assert conditional(source) == [(1, False), (2, True), (3, True), (4, True), (5, False)]


def test_a_decided_test_runs_one_side_without_condition() -> None:
    source = "DEBUG = False\nif DEBUG: seen(1)\nelse: seen(2)\nif not DEBUG and 'a' in ('a',): seen(3)"
    assert conditional(source) == [(2, False), (3, False)]


def test_alternatives_are_told_apart_by_their_conditions() -> None:
    a, b, c = [event.conditions for event in events(read("if unknown: seen(1); seen(2)\nelse: seen(3)"))]
    assert a == b
    assert a != c


def test_an_early_return_makes_the_rest_conditional() -> None:
    source = """
        def start():
            seen(1)
            if unknown: return
            seen(2)
        start()
        seen(3)
    """
    assert conditional(source) == [(1, False), (2, True), (3, False)]


def test_a_check_that_raises_or_exits_leaves_the_rest_unconditional() -> None:
    source = """
        import sys
        def start():
            if unknown: raise ValueError
            if other: sys.exit(1)
            seen(1)
        start()
    """
    assert conditional(source) == [(1, False)]


def test_nothing_runs_after_a_sure_end() -> None:
    source = """
        import sys
        def f():
            seen(1)
            return
            seen(2)
        def g():
            raise ValueError
            seen(3)
        f()
        try: g()
        except ValueError: seen(4)
        sys.exit()
        seen(5)
    """
    assert [value for value, _ in conditional(source)] == [1, 4]


def test_the_body_of_a_try_is_unconditional_and_its_handlers_are_not() -> None:
    source = "try: seen(1)\nexcept A: seen(2)\nexcept B as e: seen(3)\nelse: seen(4)\nfinally: seen(5)\nseen(6)"
    assert conditional(source) == [(1, False), (4, False), (2, True), (3, True), (5, False), (6, False)]


def test_names_after_alternatives_may_be_either() -> None:
    assert seen("a = 1\nif unknown: a = 2\nseen(a)\nif unknown: b = 3\nelse: b = 4\nseen(b)") == [
        OneOf([2, 1]),
        OneOf([3, 4]),
    ]


def test_attributes_set_behind_a_test_may_be_either() -> None:
    source = "class A: x = 0\na = A()\na.y = 1\nif unknown: a.y = 2\nseen(a.y)"
    (found,) = seen(source)
    assert isinstance(found, OneOf)
    assert sorted(map(str, found)) == ["1", "2"]


def test_match_cases_are_alternatives() -> None:
    source = """
        match unknown:
            case 'a' | 'b': x = 1
            case [first, *rest] if first: x = first
            case _: x = 3
        seen(x)
        match 1:
            case 1: seen('one')
    """
    assert conditional(source) == [(OneOf([1, UNKNOWN, 3]), False), ("one", True)]


def test_a_loop_over_something_unknown_runs_once_and_conditionally() -> None:
    assert conditional("for x in unknown: seen(x)\nwhile unknown: seen(1)") == [(UNKNOWN, True), (1, True)]


def test_an_endless_loop_is_read_once() -> None:
    source = "def run():\n    while True:\n        seen(1)\n        if unknown: break\n    seen(2)\nrun()\nseen(3)"
    assert [value for value, _ in conditional(source)] == [1, 2, 3]


def test_the_main_block_runs_after_every_module() -> None:
    files = {
        "a.py": "if __name__ == '__main__':\n    seen('main of a')\nseen('a')",
        "b.py": "seen('b')\nif '__main__' == __name__: seen('main of b')",
    }
    assert seen(files) == ["a", "b", "main of a", "main of b"]


def test_a_console_script_is_called_when_nothing_else_does() -> None:
    files = {"cli.py": "def main(): seen('main')\nclass App:\n    def run(self): seen('run')"}
    assert seen(files) == []
    assert seen(files, entry_points=[("cli.py", "main")]) == ["main"]
    assert seen({"cli.py": files["cli.py"] + "\nmain()"}, entry_points=[("cli.py", "main")]) == ["main"]
    assert seen(files, entry_points=[("cli.py", "gone"), ("gone.py", "main")]) == []


def test_functions_nobody_calls_are_read_when_they_speak_of_servers() -> None:
    source = """
        from fastmcp import FastMCP
        def build():
            mcp = FastMCP('a')
            seen('build')
            return mcp
        def helper(): seen('helper')
        class Shop:
            def __init__(self, name): self.name = name
            def register(self, mcp):
                seen(self.name)
                mcp.add_tool(self.name)
    """
    assert seen(source) == ["build", UNKNOWN]


def test_a_function_called_once_is_not_read_again() -> None:
    source = "from fastmcp import FastMCP\ndef build():\n    FastMCP('a')\n    seen(1)\nbuild()"
    assert seen(source) == [1]


def test_recursion_ends() -> None:
    source = """
        def f(n):
            seen(n)
            return f(n - 1) if n else 'done'
        seen(f(5))
        def a(): return b()
        def b(): return a()
        seen(a())
    """
    found = seen(source)
    assert found[0] == 5
    assert found[-1] in (UNKNOWN, None)
    assert len(found) <= 5


def test_modules_are_read_in_the_order_given() -> None:
    files = {"a.py": "seen('a')", "b.py": "seen('b')"}
    assert seen(files, order=["b.py", "a.py"]) == ["b", "a"]


def test_an_exponential_tree_of_calls_is_bounded_and_what_stands_beside_it_is_read() -> None:
    lines = ["def f0(): pass"] + [f"def f{n}(): f{n - 1}(); f{n - 1}()" for n in range(1, 24)]
    started = time.process_time()
    reader = read({"a.py": "\n".join([*lines, "f23()"]), "b.py": "seen('b')"})
    assert reader.total_steps <= core.MAX_TOTAL_STEPS
    assert [tell(event.args.positional[0]) for event in events(reader)] == ["b"]
    assert time.process_time() - started < 5


def test_a_root_that_is_too_long_is_named() -> None:
    loops = "".join(f"{'    ' * n}for x{n} in T:\n" for n in range(6))
    reader = read({"a.py": f"T = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\nseen('before')\n{loops}{'    ' * 6}x0 + 1\n"})
    assert [place.path for place in reader.exhausted] == ["a.py"]
    assert [tell(event.args.positional[0]) for event in events(reader)] == ["before"]


def test_a_long_table_is_read_whole() -> None:
    table = ", ".join(f"'tool_{n}'" for n in range(500))
    assert len(seen(f"for name in [{table}]:\n    seen(name)")) == 500


@pytest.mark.parametrize("depth", [100, 190])
def test_deep_expressions_do_not_end_the_reading(depth: int) -> None:
    source = "x = " + " + ".join(["'a'"] * depth) + "\nseen(len(x))\ny = " + "not " * depth + "x\nseen('after')"
    assert seen(source) == [depth, "after"]


@given(hypothesmith.from_node())
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_reading_any_python_never_raises(text: str) -> None:
    try:
        facts = extract(SourceFile("a.py", text))
    except SyntaxFault:
        return
    reader = Interpreter({"a.py": facts}.get, Modules(["a.py"]))
    reader.read(["a.py"], [("a.py", "main")])
    assert reader.total_steps < core.MAX_TOTAL_STEPS


def test_a_module_that_is_first_imported_for_type_checkers_still_runs() -> None:
    files = {
        "a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import b\n    seen('a stub')\nelse:\n    seen('real')\n",
        "b.py": "seen('b')\n",
    }
    assert seen(files) == ["b", "real"]
