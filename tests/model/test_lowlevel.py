"""Tools of low-level servers: what the list handler returns, and the branch that serves each tool."""

import pytest

from .reading import ReadProject, only, tool, tools

HEAD = """
from enum import Enum
from typing import Literal
from mcp import types
from mcp.server import Server
from mcp.types import Tool, ToolAnnotations
from pydantic import BaseModel, Field
import texts
server = Server("box")
EMPTY = {"type": "object", "properties": {}}
"""
LISTS = "@server.list_tools()\nasync def list_tools():\n    return "


@pytest.mark.parametrize(
    "code",
    [
        LISTS + "[Tool(name='find', inputSchema=EMPTY), Tool(name='count', inputSchema=EMPTY)]",
        LISTS + "[types.Tool(name='find', inputSchema=EMPTY), types.Tool(name='count', inputSchema=EMPTY)]",
        "TOOLS = [Tool(name='find', inputSchema=EMPTY), Tool(name='count', inputSchema=EMPTY)]\n" + LISTS + "TOOLS",
        "def make():\n    return [Tool(name=n, inputSchema=EMPTY) for n in ('find', 'count')]\n" + LISTS + "make()",
        "class T(Enum):\n    FIND = 'find'\n    COUNT = 'count'\n" + LISTS + "[Tool(name=t.value, inputSchema=EMPTY) for t in T]",
        "ALL = {'find': EMPTY, 'count': EMPTY}\n" + LISTS + "[Tool(name=n, inputSchema=s) for n, s in ALL.items()]",
        "FIND = Tool(name='find', inputSchema=EMPTY)\n" + LISTS + "[FIND] + [Tool(name='count', inputSchema=EMPTY)]",
        LISTS + "types.ListToolsResult(tools=[Tool(name='find', inputSchema=EMPTY), Tool(name='count', inputSchema=EMPTY)])",
        "@server.list_tools()\nasync def list_tools():\n    found = []\n    found.append(Tool(name='find', inputSchema=EMPTY))\n"
        "    found.extend([Tool(name='count', inputSchema=EMPTY)])\n    return found",
        "class Finder:\n    name = 'find'\n    def describe(self):\n        return Tool(name=self.name, inputSchema=EMPTY)\n"
        "class Counter(Finder):\n    name = 'count'\nHANDLERS = [Finder(), Counter()]\n"
        + LISTS + "[handler.describe() for handler in HANDLERS]",
        "async def handle():\n    return [Tool(name='find', inputSchema=EMPTY), Tool(name='count', inputSchema=EMPTY)]\n"
        "server.list_tools()(handle)",
    ],
)  # fmt: skip
def test_the_tools_that_a_handler_lists(code: str, project: ReadProject) -> None:
    assert list(tools(project({"server.py": f"{HEAD}{code}\n"}))) == ["find", "count"]


@pytest.mark.parametrize(
    "attached",
    [
        "server = Server('box', on_list_tools=handle)",
        "server = Server('box')\nserver.add_request_handler('tools/list', None, handle)",
        "class Service:\n    async def tools(self, context, params):\n        return await handle(context, params)\n"
        "service = Service()\nserver = Server('box', on_list_tools=service.tools)",
    ],
)
def test_handlers_of_the_second_generation(attached: str, project: ReadProject) -> None:
    source = f"""
from mcp.server import Server
from mcp_types import ListToolsResult, Tool
async def handle(context, params):
    return ListToolsResult(tools=[Tool(name="find", input_schema={{"type": "object", "properties": {{"word": {{}}}}}})])
{attached}
"""
    found = tool(project({"server.py": source}))
    assert (found.name.value, [p.name for p in found.parameters]) == ("find", ["word"])


@pytest.mark.parametrize(
    "listed",
    [
        "texts.load_tools()",
        "[Tool(name=texts.name(), inputSchema=EMPTY)]",
        "[Tool(name=n, inputSchema=EMPTY) for n in texts.names()]",
        "[Tool(**one) for one in texts.load()]",
    ],
)
def test_what_cannot_be_listed_is_told(listed: str, project: ReadProject) -> None:
    found = project({"server.py": f"{HEAD}{LISTS}{listed}\n"})
    assert [t.name.value for t in only(found).tools] == []
    assert found.open_sets


CALL = """
import os, subprocess
NAME = "act"
class T(str, Enum):
    ACT = "act"
@server.call_tool()
async def call_tool(name, arguments):
    {test}
        os.remove(arguments["path"])
    {other}
        subprocess.run(["ls"])
"""


@pytest.mark.parametrize(
    ("test", "other"),
    [
        ("if name == 'act':", "elif name == 'list':"),
        ("if name == NAME:", "else:"),
        ("if name == T.ACT.value:", "else:"),
        ("if name == 'act' or name == 'do':", "else:"),
    ],
)
def test_the_branch_of_a_tool_says_what_it_does(test: str, other: str, project: ReadProject) -> None:
    source = f"{HEAD}{LISTS}[Tool(name='act', inputSchema=EMPTY)]\n{CALL.format(test=test, other=other)}"
    found = tool(project({"server.py": source}))
    assert [effect.call for effect in found.effects] == ["os.remove"]
    assert found.function == "server.call_tool"


def test_a_match_statement_is_a_set_of_branches(project: ReadProject) -> None:
    source = f"""{HEAD}{LISTS}[Tool(name='act', inputSchema=EMPTY), Tool(name='ask', inputSchema=EMPTY)]
import os
@server.call_tool()
async def call_tool(name, arguments):
    match name:
        case "act":
            os.remove("a")
        case "ask":
            return []
"""
    found = tools(project({"server.py": source}))
    assert {name: [e.call for e in t.effects] for name, t in found.items()} == {"act": ["os.remove"], "ask": []}


def test_hints_and_descriptions_of_listed_tools(project: ReadProject) -> None:
    source = f"""{HEAD}{LISTS}[
        Tool(name='find', description='Find it.', inputSchema=EMPTY, annotations=ToolAnnotations(readOnlyHint=True)),
        Tool(name='count', inputSchema=EMPTY),
        Tool(name='ask', description=texts.load(), inputSchema=EMPTY),
    ]
"""
    found = tools(project({"server.py": source}))
    assert found["find"].description is not None
    assert found["find"].description.value == "Find it."
    assert found["find"].annotations == {"readOnlyHint": True}
    assert found["count"].description is None
    assert found["ask"].description is not None
    assert not found["ask"].description.known


def test_listed_resources_and_prompts(project: ReadProject) -> None:
    source = f"""{HEAD}
@server.list_resources()
async def resources():
    return [types.Resource(uri="box://all", name="All")]
@server.list_prompts()
async def prompts():
    return [types.Prompt(name="sum_up")]
"""
    server = only(project({"server.py": source}))
    assert [one.name.value for one in server.resources] == ["box://all"]
    assert [one.name.value for one in server.prompts] == ["sum_up"]
