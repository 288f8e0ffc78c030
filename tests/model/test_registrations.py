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
        ("mcp.add_tool(find, 'seek')", "seek"),
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


def test_a_name_from_a_constant_is_resolved(project: ReadProject) -> None:
    source = SDK + "from names import SEEK\n@mcp.tool(name=SEEK)\ndef find(word: str): ...\n"
    found = tool(project({"server.py": source, "names.py": "SEEK = 'seek'\n"}))
    assert (found.name.value, found.name.provenance) == ("seek", Provenance.RESOLVED)


def test_a_tool_of_another_object_is_no_tool(project: ReadProject) -> None:
    source = SDK + "@mcp.tool()\ndef find(word: str): ...\nimport agents\n@agents.tool()\ndef ask(word: str): ...\n"
    assert list(tools(project({"server.py": source}))) == ["find"]


def test_resources_and_prompts_are_read(project: ReadProject) -> None:
    source = FASTMCP + (
        "@mcp.resource('notes://{note}')\ndef note(note: str): ...\n"
        "@mcp.prompt\ndef sum_up(topic: str): ...\n"
        "@mcp.prompt(name='greet')\ndef hello(): ...\n"
    )
    server = only(project({"server.py": source}))
    assert [r.name.value for r in server.resources] == ["notes://{note}"]
    assert [p.name.value for p in server.prompts] == ["sum_up", "greet"]
