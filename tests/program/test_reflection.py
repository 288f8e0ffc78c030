"""What a program finds out about its own modules and objects, and what it looks up in a framework's objects."""

import pytest

from .reading import events, read, seen

PLUGINS = {
    "app/__init__.py": "",
    "app/plugins/__init__.py": "",
    "app/plugins/one.py": "class OneModule: ...\ndef helper(): ...",
    "app/plugins/two/__init__.py": "class TwoModule: ...",
    "app/plugins/two/deeper.py": "",
}
HERE = ("[str(Path(__file__).parent / 'plugins')]", "[os.path.join(os.path.dirname(__file__), 'plugins')]")


@pytest.mark.parametrize("folder", [*HERE, "plugins.__path__", "[os.path.dirname(plugins.__file__)]"])
def test_the_modules_of_a_folder_of_the_project(folder: str) -> None:
    main = f"""
        import os, pkgutil
        from pathlib import Path
        from app import plugins
        for info in pkgutil.iter_modules({folder}):
            seen(info.name, info.ispkg)
        for _, name, _ in pkgutil.iter_modules({folder}, plugins.__name__ + "."):
            seen(name)
    """
    expected = [("one", False), ("two", True), "app.plugins.one", "app.plugins.two"]
    assert seen(PLUGINS | {"app/main.py": main}) == expected


def test_modules_that_are_found_are_imported_and_looked_through() -> None:
    main = """
        import importlib, pkgutil
        from app import plugins
        found = {}
        for info in pkgutil.iter_modules(plugins.__path__):
            module = importlib.import_module(f"app.plugins.{info.name}")
            for attr in dir(module):
                if attr.endswith("Module"):
                    found[attr] = getattr(module, attr)
        seen(list(found))
    """
    assert seen(PLUGINS | {"app/main.py": main}) == [["OneModule", "TwoModule"]]


def test_the_modules_of_an_unknown_folder_are_not_known() -> None:
    reader = read("import pkgutil\nfor info in pkgutil.iter_modules([where()]):\n    seen(info)")
    assert [bool(event.conditions) for event in events(reader)] == [True]


METHODS = """
    import inspect
    from fastmcp.tools import tool
    from elsewhere import odd

    def marked(function):
        function.is_tool = True
        return function

    class Tools:
        @marked
        def a(self): ...
        @tool
        def b(self): ...
        def c(self): ...
        @odd
        def d(self): ...

    tools = Tools()
"""


@pytest.mark.parametrize(
    ("test", "sure", "perhaps"),
    [
        ("hasattr(m, 'is_tool')", ["a"], ["b", "d"]),
        ("getattr(m, 'is_tool', False)", ["a"], ["b", "d"]),
        ("hasattr(m, '__fastmcp__')", ["b"], []),
    ],
)
def test_which_methods_are_marked(test: str, sure: list[str], perhaps: list[str]) -> None:
    loop = f"""
    for name in dir(tools):
        m = getattr(tools, name)
        if callable(m) and {test}:
            seen(name)
    """
    reader = read(METHODS + loop)
    found = [(event.args.positional[0], bool(event.conditions)) for event in events(reader)]
    names = [(getattr(value, "value", None), unsure) for value, unsure in found]
    assert [name for name, unsure in names if not unsure] == sure
    assert [name for name, unsure in names if unsure] == perhaps


def test_members_by_a_predicate_and_of_a_class_with_unknown_bases() -> None:
    members = "\n    for name, m in inspect.getmembers(tools, predicate=callable):\n        seen(name)"
    assert seen(METHODS + members) == ["a", "b", "c", "d"]
    reader = read("from x import Base\nclass A(Base):\n    def a(self): ...\nfor name in dir(A()):\n    seen(name)")
    assert [bool(event.conditions) for event in events(reader)] == [True]


def test_a_list_that_may_be_empty_decides_no_test() -> None:
    source = """
        import os
        faults = []
        table = {}
        if os.getenv("A"):
            faults.append("a")
            table["a"] = 1
        if faults:
            seen("faults")
        if table:
            seen("table")
        faults.append("b")
        if faults:
            seen("sure")
    """
    assert [bool(event.conditions) for event in events(read(source))] == [True, True, False]


def test_fields_that_the_environment_or_open_arguments_may_set() -> None:
    source = """
        from dataclasses import dataclass
        from pydantic_settings import BaseSettings
        class Settings(BaseSettings):
            debug: bool = False
        @dataclass
        class Options:
            debug: bool = False
        for one in (Settings(), Options(**load()), Options()):
            if one.debug:
                seen("on")
    """
    assert [bool(event.conditions) for event in events(read(source))] == [True, True]


def test_what_a_framework_made_is_looked_into_and_copied() -> None:
    source = """
        from fastmcp.tools import FunctionTool
        from mcp.types import Tool
        def count(n: int) -> int:
            "Counts."
        made = FunctionTool.from_function(count)
        seen(made.name, made.description, made.fn is count)
        again = made.model_copy(update={"name": "tally"})
        seen(again.name, made.name)
        seen(Tool(name="listed", inputSchema={}).name)
    """
    assert seen(source) == [("count", "Counts.", True), ("tally", "count"), "listed"]


@pytest.mark.parametrize("decorator", ["functools.cache", "lru_cache", "lru_cache(maxsize=1)"])
def test_a_cached_function_gives_one_object(decorator: str) -> None:
    source = f"""
        import functools
        from functools import lru_cache
        from mcp.server.fastmcp import FastMCP
        @{decorator}
        def server():
            return FastMCP("one")
        seen(server() is server())
        def fresh():
            return FastMCP("more")
        a, b = fresh(), fresh()
    """
    reader = read(source)
    assert seen(source) == [True]
    assert len(events(reader, "mcp.server.fastmcp.FastMCP")) == 3
