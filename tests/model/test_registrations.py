"""Every way to put a tool on a server, the name it gets, and what happens when names meet."""

import pytest

from mcp_lintel.model.types import Provenance

from .reading import FASTMCP, SDK, ReadProject, fastmcp, only, tool, tools

PRELUDE = "from functools import partial\ndef find(word: str) -> str:\n    '''Find it.'''\n"


@pytest.mark.parametrize(
    ("registration", "name"),
    [
        ("mcp.tool()(find)", "find"),
        ("mcp.tool('seek')(find)", "seek"),
        ("mcp.tool(name='seek')(find)", "seek"),
        ("mcp.add_tool(find)", "find"),
        ("mcp.add_tool(find, name='seek')", "seek"),
        pytest.param(
            "mcp.add_tool(find, 'seek')",
            "seek",
            marks=pytest.mark.xfail(
                strict=True,
                raises=AssertionError,
                reason="the second positional argument of `add_tool` is not read as name",
            ),
        ),
        ("mcp.add_tool(fn=find, name='seek')", "seek"),
        ("mcp._tool_manager.add_tool(find, name='seek')", "seek"),
        ("mcp.add_tool(find, name=None)", "find"),
        ("register = mcp.tool\nregister(name='seek')(find)", "seek"),
        ("read_only = partial(mcp.tool, name='seek')\nread_only()(find)", "seek"),
        ("mcp.tool(**{'name': 'seek'})(find)", "seek"),
        ("OPTIONS = dict(name='seek')\nmcp.tool(**OPTIONS)(find)", "seek"),
        ("for handler in (find,):\n    mcp.tool(name=f'vm_{handler.__name__}')(handler)", "vm_find"),
        ("TOOLS = {'seek': find}\nfor name, handler in TOOLS.items():\n    mcp.add_tool(handler, name=name)", "seek"),
        ("PREFIX = 'box'\nmcp.add_tool(find, name=PREFIX + '_seek')", "box_seek"),
        ("mcp.add_tool(find, name='{}_seek'.format('box'))", "box_seek"),
        ("mcp.add_tool(find, name='%s_seek' % 'box')", "box_seek"),
        ("mcp.add_tool(find, name='_'.join(['box', 'seek']))", "box_seek"),
        ("mcp.add_tool(find, name='SEEK'.lower())", "seek"),
        (
            "def acme(name):\n    def deco(f):\n        mcp.add_tool(f, name=f'acme_{name}')\n        return f\n"
            "    return deco\n@acme('seek')\ndef other(word: str): ...",
            "acme_seek",
        ),
    ],
)
def test_a_tool_of_the_sdk_gets_its_name(registration: str, name: str, project: ReadProject) -> None:
    found = tool(project({"server.py": f"{SDK}{PRELUDE}{registration}\n"}))
    assert (found.name.value, [p.name for p in found.parameters]) == (name, ["word"])


@pytest.mark.parametrize(
    ("registration", "name"),
    [
        ("mcp.tool(find)", "find"),
        ("mcp.tool(find, name='seek')", "seek"),
        ("mcp.tool('seek')(find)", "seek"),
        ("mcp.tool()(find)", "find"),
        ("mcp.add_tool(find)", "find"),
        ("mcp.add_tool(Tool.from_function(find))", "find"),
        ("mcp.add_tool(Tool.from_function(find, name='seek'))", "seek"),
        ("mcp.add_tool(FunctionTool.from_function(find, name='seek'))", "seek"),
        ("seek = Tool.from_function(find, name='seek')\nmcp.add_tool(seek)", "seek"),
        ("other = FastMCP('other', tools=[find])\nmcp.mount(other)", "find"),
        ("mcp.tool(name='seek', tags={'read'})(find)", "seek"),
    ],
)
def test_a_tool_of_fastmcp_gets_its_name(registration: str, name: str, project: ReadProject) -> None:
    imports = "from fastmcp.tools import FunctionTool, Tool\n"
    found = tool(project({"pyproject.toml": fastmcp(3), "server.py": f"{FASTMCP}{imports}{PRELUDE}{registration}\n"}))
    assert (found.name.value, [p.name for p in found.parameters]) == (name, ["word"])


def test_tools_given_to_the_constructor_are_read(project: ReadProject) -> None:
    source = """
        from fastmcp import FastMCP
        from fastmcp.tools import Tool
        def find(word: str) -> str: ...
        def count(word: str) -> int: ...
        mcp = FastMCP("box", tools=[find, Tool.from_function(count, name="count_words")])
    """
    assert list(tools(project({"server.py": source}))) == ["find", "count_words"]


def test_one_function_under_two_names_is_two_tools(project: ReadProject) -> None:
    source = SDK + "@mcp.tool(name='seek')\n@mcp.tool()\ndef find(word: str) -> str: ...\n"
    assert set(tools(project({"server.py": source}))) == {"find", "seek"}


def test_a_name_says_where_it_is_written(project: ReadProject) -> None:
    source = SDK + "@mcp.tool(name='seek')\ndef find(word: str): ...\n@mcp.tool()\ndef count(word: str): ...\n"
    found = tools(project({"server.py": source}))
    spans = {name: t.name.place.span for name, t in found.items()}
    written = {name: source[span.start : span.end] for name, span in spans.items()}
    assert written == {"seek": "'seek'", "count": "count"}
    assert found["seek"].name.provenance is Provenance.LITERAL


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="a name from a constant is called literal, not resolved")
def test_a_name_from_a_constant_is_resolved(project: ReadProject) -> None:
    source = SDK + "from names import SEEK\n@mcp.tool(name=SEEK)\ndef find(word: str): ...\n"
    found = tool(project({"server.py": source, "names.py": "SEEK = 'seek'\n"}))
    assert (found.name.value, found.name.provenance) == ("seek", Provenance.RESOLVED)


def test_a_tool_of_another_object_is_no_tool(project: ReadProject) -> None:
    source = SDK + "@mcp.tool()\ndef find(word: str): ...\nimport agents\n@agents.tool()\ndef ask(word: str): ...\n"
    assert list(tools(project({"server.py": source}))) == ["find"]


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
    source = f"{SDK}import json\nimport os\nimport handlers\n{PRELUDE}{registration}\n"
    found = project({"server.py": source})
    assert len(found.open_sets) >= 1
    assert found.open_sets[0].place.path == "server.py"
    assert found.open_sets[0].reason
    assert [t.name.value for s in found.servers for t in s.tools] == []


def test_a_server_whose_tools_are_all_written_out_leaves_nothing_open(project: ReadProject) -> None:
    found = project({"server.py": f"{SDK}{PRELUDE}mcp.add_tool(find)\n"})
    assert found.open_sets == ()


@pytest.mark.parametrize(
    ("decorator", "docstring", "description"),
    [
        ("@mcp.tool()", "'''Find it.'''", "Find it."),
        ("@mcp.tool(description='Seek it.')", "'''Find it.'''", "Seek it."),
        ("@mcp.tool(description=TEXT)", "", "From a constant."),
        ("@mcp.tool(description='')", "", ""),
        ("@mcp.tool(description=None)", "'''Find it.'''", "Find it."),
        ("@mcp.tool()", "", None),
        ("@mcp.tool()", "f'''Find it.'''", None),
        ("@mcp.tool()", "word = 'Find it.'", None),
    ],
)
def test_a_tool_is_described_by_its_registration_or_docstring(
    decorator: str, docstring: str, description: str | None, project: ReadProject
) -> None:
    source = f"{SDK}TEXT = 'From a constant.'\n{decorator}\ndef find(word: str):\n    {docstring or 'pass'}\n"
    found = tool(project({"server.py": source})).description
    assert (None if found is None else found.value) == description


def test_a_description_read_from_a_file_is_unknown_and_not_missing(project: ReadProject) -> None:
    source = (
        f"{SDK}from pathlib import Path\n@mcp.tool(description=Path('find.md').read_text())\ndef find(word: str): ...\n"
    )
    found = tool(project({"server.py": source})).description
    assert found is not None
    assert not found.known


@pytest.mark.parametrize(
    ("hints", "read"),
    [
        ("ToolAnnotations(readOnlyHint=True)", {"readOnlyHint": True}),
        ("{'readOnlyHint': True, 'title': 'Find'}", {"readOnlyHint": True, "title": "Find"}),
        ("dict(destructiveHint=False)", {"destructiveHint": False}),
        ("HINTS", {"idempotentHint": True}),
        ("None", {}),
    ],
)
def test_hints_are_read(hints: str, read: dict[str, object], project: ReadProject) -> None:
    source = f"{SDK}from mcp.types import ToolAnnotations\nHINTS = ToolAnnotations(idempotentHint=True)\n"
    source += f"@mcp.tool(annotations={hints})\ndef find(word: str): ...\n"
    assert tool(project({"server.py": source})).annotations == read


def test_resources_and_prompts_are_read(project: ReadProject) -> None:
    source = FASTMCP + (
        "@mcp.resource('notes://{note}')\ndef note(note: str): ...\n"
        "@mcp.prompt\ndef sum_up(topic: str): ...\n"
        "@mcp.prompt(name='greet')\ndef hello(): ...\n"
    )
    server = only(project({"server.py": source}))
    assert [r.name.value for r in server.resources] == ["notes://{note}"]
    assert [p.name.value for p in server.prompts] == ["sum_up", "greet"]
