"""Which objects are servers: by what is imported, never by a class name alone."""

from pathlib import Path

import pytest

from mcp_lintel.model.types import Family, Provenance
from mcp_lintel.run import Request, check
from mcp_lintel.settings import Settings

from .reading import ReadProject, names, only, tool, tools

TOOL = "@mcp.tool()\ndef find(word: str) -> str: ...\n"


@pytest.mark.parametrize(
    ("statement", "made", "family"),
    [
        ("from mcp.server.fastmcp import FastMCP", "FastMCP('box')", Family.SDK_FASTMCP),
        ("from mcp.server import FastMCP", "FastMCP('box')", Family.SDK_FASTMCP),
        ("from mcp.server.fastmcp.server import FastMCP", "FastMCP('box')", Family.SDK_FASTMCP),
        ("from mcp.server.fastmcp import FastMCP as Box", "Box('box')", Family.SDK_FASTMCP),
        ("import mcp.server.fastmcp as framework", "framework.FastMCP('box')", Family.SDK_FASTMCP),
        ("import mcp.server.fastmcp", "mcp.server.fastmcp.FastMCP('box')", Family.SDK_FASTMCP),
        ("from mcp.server.mcpserver import MCPServer", "MCPServer('box')", Family.SDK_MCPSERVER),
        ("from mcp.server import MCPServer", "MCPServer('box')", Family.SDK_MCPSERVER),
        ("from fastmcp import FastMCP", "FastMCP('box')", Family.FASTMCP),
        ("import fastmcp", "fastmcp.FastMCP('box')", Family.FASTMCP),
        ("from fastmcp.server import FastMCP", "FastMCP('box')", Family.FASTMCP),
        ("from fastmcp.server.server import FastMCP", "FastMCP(name='box')", Family.FASTMCP),
        (
            "try:\n    from fastmcp import FastMCP\nexcept ImportError:\n    FastMCP = None",
            "FastMCP('box')",
            Family.FASTMCP,
        ),
    ],
)
def test_a_server_is_known_by_its_import(statement: str, made: str, family: Family, project: ReadProject) -> None:
    found = only(project({"server.py": f"{statement}\nmcp = {made}\n{TOOL}"}))
    assert (found.endpoint.family, found.endpoint.name.value) == (family, "box")
    assert [t.name.value for t in found.tools] == ["find"]


@pytest.mark.parametrize(
    "source",
    [
        "class FastMCP:\n    def __init__(self, name): ...\n    def tool(self): return lambda f: f\nmcp = FastMCP('box')\n",
        "from framework import FastMCP\nmcp = FastMCP('box')\n",
        "from framework.server.fastmcp import FastMCP\nmcp = FastMCP('box')\n",
        "from flask import Flask as FastMCP\nmcp = FastMCP('box')\n",
    ],
)
def test_a_class_that_only_has_the_name_is_no_server(source: str, project: ReadProject) -> None:
    triggered = "import mcp.types\n" + source + TOOL
    own = "class FastMCP:\n    def tool(self): return lambda f: f\n"
    assert project({"server.py": triggered, "framework/__init__.py": own}).servers == ()


def test_a_subclass_of_the_project_is_a_server(project: ReadProject) -> None:
    source = """
        from fastmcp import FastMCP
        class Box(FastMCP):
            def __init__(self, name: str) -> None:
                super().__init__(name, instructions="A box")
                self.tool(self.find)
            def find(self, word: str) -> str: ...
        mcp = Box("box")
        @mcp.tool
        def count(word: str) -> int: ...
    """
    found = project({"server.py": source})
    assert set(tools(found)) == {"find", "count"}
    assert only(found).endpoint.family is Family.FASTMCP


def test_a_factory_makes_a_server(project: ReadProject) -> None:
    source = """
        from mcp.server.fastmcp import FastMCP
        def find(word: str) -> str: ...
        def build(name: str) -> FastMCP:
            server = FastMCP(name)
            server.add_tool(find)
            return server
        def main() -> None:
            build("box").run()
        if __name__ == "__main__":
            main()
    """
    found = project({"server.py": source})
    assert only(found).endpoint.name.value == "box"
    assert list(tools(found)) == ["find"]
    assert only(found).endpoint.transports.kinds == {"stdio"}


def test_a_factory_called_by_a_function_that_nobody_calls_is_read_with_its_argument(project: ReadProject) -> None:
    source = """
        from mcp.server.fastmcp import FastMCP
        def build(name: str) -> FastMCP:
            server = FastMCP(name)
            @server.tool()
            def find(word: str) -> str: ...
            return server
        def serve() -> None:
            build("box").run()
    """
    found = project({"server.py": source})
    assert only(found).endpoint.name.value == "box"
    assert only(found).endpoint.transports.kinds == {"stdio"}


def test_a_factory_named_as_a_console_script_is_read(project: ReadProject) -> None:
    source = """
        from mcp.server.fastmcp import FastMCP
        def build(name: str) -> FastMCP:
            server = FastMCP(name)
            @server.tool()
            def find(word: str) -> str: ...
            return server
        def serve() -> None:
            build("box").run()
    """
    pins = '[project]\nname = "box"\nversion = "1"\n[project.scripts]\nbox = "server:serve"\n'
    found = project({"server.py": source, "pyproject.toml": pins})
    assert only(found).endpoint.name.value == "box"
    assert only(found).endpoint.transports.kinds == {"stdio"}


def test_a_factory_that_nobody_calls_is_still_read(project: ReadProject) -> None:
    source = """
        from mcp.server.fastmcp import FastMCP
        def build() -> FastMCP:
            server = FastMCP("box")
            @server.tool()
            def find(word: str) -> str: ...
            return server
    """
    assert list(tools(project({"server.py": source}))) == ["find"]


def test_a_server_kept_on_an_object_is_read(project: ReadProject) -> None:
    source = """
        from fastmcp import FastMCP
        class App:
            def __init__(self) -> None:
                self.mcp = FastMCP("box")
                self.register()
            def register(self) -> None:
                @self.mcp.tool
                async def find(word: str) -> str: ...
                self.mcp.tool(name="count")(self.count)
            def count(self, word: str) -> int: ...
        app = App()
    """
    found = tools(project({"server.py": source}))
    assert {name: [p.name for p in t.parameters] for name, t in found.items()} == {"find": ["word"], "count": ["word"]}


def test_one_registering_function_serves_two_servers(project: ReadProject) -> None:
    source = """
        from mcp.server.fastmcp import FastMCP
        def register(server: FastMCP) -> None:
            @server.tool()
            def find(word: str) -> str: ...
        first, second = FastMCP("first"), FastMCP("second")
        register(first)
        register(second)
    """
    found = project({"server.py": source}).servers
    assert {s.endpoint.name.value: [t.name.value for t in s.tools] for s in found} == {
        "first": ["find"],
        "second": ["find"],
    }


@pytest.mark.parametrize("folder", ["examples", "docs", "benchmarks", "samples/small"])
def test_a_server_in_an_examples_folder_is_an_example(folder: str, project: ReadProject) -> None:
    source = f"from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('box')\n{TOOL}"
    assert only(project({f"{folder}/server.py": source})).endpoint.example


@pytest.mark.parametrize("path", ["server.py", "src/box/server.py", "examples.py", "box/example_tools/server.py"])
def test_a_server_elsewhere_is_no_example(path: str, project: ReadProject) -> None:
    source = f"from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('box')\n{TOOL}"
    assert not only(project({path: source})).endpoint.example


@pytest.mark.parametrize("path", ["tests/server.py", "test_server.py", "server_test.py", "conftest.py"])
def test_a_server_in_a_test_is_not_read(path: str, project: ReadProject) -> None:
    real = f"from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('box')\n{TOOL}"
    found = project({"server.py": real, path: real.replace("'box'", "'throwaway'")})
    assert only(found).endpoint.name.value == "box"


def test_a_computed_server_name_is_unknown(project: ReadProject) -> None:
    source = f"import os\nfrom fastmcp import FastMCP\nmcp = FastMCP(os.environ['NAME'])\n{TOOL}"
    assert only(project({"server.py": source})).endpoint.name.provenance is Provenance.UNKNOWN


def test_a_server_name_comes_from_a_constant(project: ReadProject) -> None:
    source = f"from fastmcp import FastMCP\nfrom settings import NAME\nmcp = FastMCP(f'{{NAME}}-server')\n{TOOL}"
    found = only(project({"server.py": source, "settings.py": "NAME = 'box'\n"}))
    assert found.endpoint.name.value == "box-server"


def test_a_server_in_another_module_gets_tools_through_imports(project: ReadProject) -> None:
    files = {
        "box/__init__.py": "",
        "box/app.py": "from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('box')\n",
        "box/tools.py": f"from .app import mcp as server\n{TOOL.replace('mcp', 'server')}",
        "box/more.py": "from box import app\n@app.mcp.tool(name='count')\ndef c(word: str) -> int: ...\n",
    }
    assert set(tools(project(files))) == {"find", "count"}


def test_a_stub_for_type_checkers_is_no_server(project: ReadProject) -> None:
    source = """
        from typing import TYPE_CHECKING
        from fastmcp import FastMCP
        mcp = FastMCP("box")
        if TYPE_CHECKING:
            ghost = FastMCP("ghost")
            @ghost.tool
            def haunt(word: str) -> str: ...
        @mcp.tool
        def find(word: str) -> str: ...
    """
    found = project({"server.py": source})
    assert [server.endpoint.name.value for server in found.servers] == ["box"]


def test_a_project_that_speaks_of_no_framework_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "server.py").write_text("def tool(f): return f\n@tool\ndef find(word: str): ...\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.coverage.report]\nfail_under = 10\n", "utf-8")
    outcome = check(Request(paths=(tmp_path,), settings=Settings()))
    assert outcome.projects == ()
    assert outcome.findings == ()
    assert ["no MCP server was found" in notice.message for notice in outcome.notices] == [True]


def test_a_method_decorated_in_a_class_body_shows_its_self(project: ReadProject) -> None:
    source = """
        from mcp.server.fastmcp import FastMCP
        mcp = FastMCP("box")
        class Finder:
            @mcp.tool()
            def find(self, word: str) -> str: ...
    """
    assert names(project({"server.py": source})) == ["self", "word"]


def test_a_static_method_is_registered_as_a_function(project: ReadProject) -> None:
    source = """
        from fastmcp import FastMCP
        mcp = FastMCP("box")
        class Finder:
            @staticmethod
            @mcp.tool
            def find(word: str) -> str: ...
    """
    assert [p.name for p in tool(project({"server.py": source})).parameters] == ["word"]
