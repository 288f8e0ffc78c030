"""Tools that share a name, tools behind a flag, and what cannot be listed without running the code."""

import pytest

from .reading import FASTMCP, SDK, ReadProject, only, tool, tools

FIND = "def find(word: str) -> str: ...\n"


@pytest.mark.parametrize(
    ("frame", "kept"),
    [(SDK, "first"), (FASTMCP, "second")],
    ids=["the SDK keeps the first", "fastmcp keeps the last"],
)
def test_one_of_two_tools_under_one_name_is_kept(frame: str, kept: str, project: ReadProject) -> None:
    source = frame + "@mcp.tool(name='seek')\ndef first(a: str): ...\n@mcp.tool(name='seek')\ndef second(b: str): ...\n"
    server = only(project({"server.py": source}))
    assert [t.function for t in server.tools] == [f"server.{kept}"]
    assert [(a.function, b.function) for a, b in server.collisions] == [("server.first", "server.second")]


def test_tools_on_branches_that_exclude_each_other_do_not_collide(project: ReadProject) -> None:
    source = """
        import os
        from fastmcp import FastMCP
        mcp = FastMCP("box")
        if os.getenv("FAST"):
            @mcp.tool
            def find(word: str) -> str: ...
        else:
            @mcp.tool
            def find(word: str) -> str: ...
    """
    server = only(project({"server.py": source}))
    assert [t.name.value for t in server.tools] == ["find"]
    assert server.collisions == ()


def test_one_name_on_two_servers_does_not_collide(project: ReadProject) -> None:
    source = (
        SDK
        + "two = FastMCP('two')\n@mcp.tool()\ndef find(a: str): ...\n@two.tool(name='find')\ndef seek(a: str): ...\n"
    )
    servers = project({"server.py": source}).servers
    assert [(len(s.tools), s.collisions) for s in servers] == [(1, ()), (1, ())]


@pytest.mark.parametrize(
    ("test", "conditional"),
    [
        ("os.getenv('BETA')", True),
        ("'--beta' in sys.argv", True),
        ("settings.load().beta", True),
        ("not os.environ.get('READ_ONLY')", True),
        ("True", False),
        ("BETA", False),
    ],
)
def test_a_tool_behind_a_flag_is_conditional(test: str, conditional: bool, project: ReadProject) -> None:
    source = f"{SDK}import os\nimport sys\nimport settings\nBETA = True\nif {test}:\n"
    source += "    @mcp.tool()\n    def find(word: str): ...\n"
    assert tool(project({"server.py": source})).conditional is conditional


def test_a_tool_that_a_constant_switches_off_is_not_there(project: ReadProject) -> None:
    source = SDK + "@mcp.tool()\ndef find(word: str): ...\nif False:\n    @mcp.tool()\n    def seek(word: str): ...\n"
    assert list(tools(project({"server.py": source}))) == ["find"]


def test_a_flag_of_a_registering_function_is_followed(project: ReadProject) -> None:
    source = SDK + (
        "import os\n"
        "def register(server: FastMCP, *, writable: bool) -> None:\n"
        "    @server.tool()\n"
        "    def read(key: str): ...\n"
        "    if writable:\n"
        "        @server.tool()\n"
        "        def write(key: str): ...\n"
        "register(mcp, writable=bool(os.getenv('WRITABLE')))\n"
    )
    found = tools(project({"server.py": source}))
    assert {name: t.conditional for name, t in found.items()} == {"read": False, "write": True}


@pytest.mark.parametrize(
    "registration",
    [
        "for name in dir(handlers):\n    mcp.add_tool(getattr(handlers, name))",
        "for name in handlers.__all__:\n    mcp.tool()(getattr(handlers, name))",
        "mcp.add_tool(find, name=os.environ['NAME'])",
        "mcp.add_tool(find, name=handlers.name_of(find))",
        "mcp.tool(name=f'{os.environ[\"PREFIX\"]}_seek')(find)",
        "for item in json.loads(open('tools.json').read()):\n    mcp.add_tool(find, name=item['name'])",
    ],
)
def test_what_cannot_be_listed_is_told(registration: str, project: ReadProject) -> None:
    source = f"{SDK}import json\nimport os\nimport handlers\n{FIND}{registration}\n"
    found = project({"server.py": source})
    assert len(found.open_sets) >= 1
    assert found.open_sets[0].place.path == "server.py"
    assert found.open_sets[0].reason
    assert [t.name.value for s in found.servers for t in s.tools] == []


def test_a_server_whose_tools_are_all_written_out_leaves_nothing_open(project: ReadProject) -> None:
    found = project({"server.py": f"{SDK}{FIND}mcp.add_tool(find)\n"})
    assert found.open_sets == ()
