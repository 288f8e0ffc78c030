"""Tools of low-level servers: what the list handler returns, its schemas, and the branch that serves each tool."""

import pytest

from mcp_lintel.model.types import Kind, Parameter, ParameterForm

from .reading import ReadProject, only, parameter, tool, tools

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


def with_schema(schema: str, project: ReadProject, more: str = "") -> tuple[Parameter, ...]:
    """The parameters of a tool with this input schema."""
    source = f"{HEAD}{more}\n{LISTS}[Tool(name='find', inputSchema={schema})]\n"
    return tool(project({"server.py": source})).parameters


def one_property(value: str, project: ReadProject) -> Parameter:
    """The one parameter with this JSON schema."""
    source = f"{HEAD}{LISTS}[Tool(name='find', inputSchema={{'type': 'object', 'properties': {{'value': {value}}}}})]\n"
    return parameter(project({"server.py": source}))


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


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("{'type': 'string'}", Kind.STRING),
        ("{'type': 'integer'}", Kind.INTEGER),
        ("{'type': 'number'}", Kind.NUMBER),
        ("{'type': 'boolean'}", Kind.BOOLEAN),
        ("{'type': 'array', 'items': {'type': 'string'}}", Kind.ARRAY),
        ("{'type': 'object'}", Kind.MAPPING),
        ("{'type': 'object', 'additionalProperties': {'type': 'string'}}", Kind.MAPPING),
        ("{'type': 'object', 'properties': {'a': {'type': 'string'}}}", Kind.MODEL),
        ("{'enum': ['a', 'b']}", Kind.CHOICE),
        ("{'type': 'string', 'enum': ['a', 'b']}", Kind.CHOICE),
        ("{'const': 'a'}", Kind.CHOICE),
        ("{'type': 'string', 'format': 'uuid'}", Kind.SEMANTIC),
        ("{'type': 'string', 'format': 'date-time'}", Kind.SEMANTIC),
        ("{'type': 'string', 'format': 'path'}", Kind.STRING),
        ("{'anyOf': [{'type': 'string'}, {'type': 'integer'}]}", Kind.UNION),
        ("{'anyOf': [{'type': 'string'}, {'type': 'null'}]}", Kind.STRING),
        ("{'type': ['string', 'null']}", Kind.STRING),
        ("{'type': ['string', 'integer']}", Kind.UNION),
        ("texts.schema()", Kind.UNKNOWN),
    ],
)
def test_a_property_has_a_kind(value: str, kind: Kind, project: ReadProject) -> None:
    found = one_property(value, project)
    assert (found.shape.kind, found.form) == (kind, ParameterForm.SCHEMA)


@pytest.mark.parametrize("value", ["{'anyOf': [{'type': 'string'}, {'type': 'null'}]}", "{'type': ['string', 'null']}"])
def test_a_property_may_be_null(value: str, project: ReadProject) -> None:
    assert one_property(value, project).shape.nullable


@pytest.mark.parametrize(
    ("value", "limits"),
    [
        ("{'type': 'string', 'maxLength': 9, 'pattern': '^a'}", {"max_length": 9, "pattern": "^a"}),
        ("{'type': 'integer', 'minimum': 1, 'maximum': 9}", {"ge": 1, "le": 9}),
        ("{'type': 'integer', 'exclusiveMinimum': 0, 'multipleOf': 5}", {"gt": 0, "multiple_of": 5}),
        ("{'type': 'array', 'maxItems': 3}", {"max_length": 3}),
        ("{'type': 'string', 'enum': ['a', 'b']}", {"enum": ["a", "b"]}),
        ("{'type': ['string', 'null'], 'maxLength': 9}", {"max_length": 9}),
        ("{'type': 'string'}", {}),
    ],
)
def test_a_property_has_limits(value: str, limits: dict[str, object], project: ReadProject) -> None:
    assert one_property(value, project).shape.constraints.limits == limits


def test_required_names_are_required(project: ReadProject) -> None:
    schema = "{'type': 'object', 'properties': {'a': {'type': 'string'}, 'b': {}}, 'required': ['a']}"
    assert [(p.name, p.required) for p in with_schema(schema, project)] == [("a", True), ("b", False)]


@pytest.mark.parametrize(
    ("value", "text"),
    [("{'type': 'string', 'description': 'A word'}", "A word"), ("{'type': 'string'}", None)],
)
def test_a_property_is_described(value: str, text: str | None, project: ReadProject) -> None:
    found = one_property(value, project).description
    assert (None if found is None else found.value) == text


def test_a_property_stands_at_its_key(project: ReadProject) -> None:
    source = f"{HEAD}{LISTS}[Tool(name='find', inputSchema={{'type': 'object', 'properties': {{'word': {{}}}}}})]\n"
    place = parameter(project({"server.py": source})).place
    assert source[place.span.start : place.span.end] == "'word'"


MODEL = """
class Find(BaseModel):
    word: str = Field(max_length=9, description="A word")
    mode: Literal["fast", "slow"] = "fast"
    limit: int | None = None
    tags: list[str] = Field(default_factory=list)
class Deep(Find):
    depth: int
"""


def test_a_model_is_a_schema(project: ReadProject) -> None:
    word, mode, limit, tags = with_schema("Find.model_json_schema()", project, MODEL)
    assert [p.name for p in (word, mode, limit, tags)] == ["word", "mode", "limit", "tags"]
    assert [p.required for p in (word, mode, limit, tags)] == [True, False, False, False]
    assert [p.shape.kind for p in (word, mode, limit, tags)] == [Kind.STRING, Kind.CHOICE, Kind.INTEGER, Kind.ARRAY]
    assert word.shape.constraints.limits == {"max_length": 9}
    assert word.description is not None
    assert word.description.value == "A word"
    assert limit.shape.nullable


def test_a_model_has_the_fields_of_its_base(project: ReadProject) -> None:
    found = with_schema("Deep.model_json_schema()", project, MODEL)
    assert {p.name for p in found} == {"word", "mode", "limit", "tags", "depth"}


@pytest.mark.parametrize(
    ("schema", "is_open"),
    [
        ("texts.schema()", True),
        ("{'type': 'object', 'properties': texts.properties()}", True),
        ("{'type': 'object', 'properties': {'a': {}, **texts.more()}}", True),
        ("{'type': 'object', 'properties': {'a': {}}}", False),
        ("{'type': 'object'}", False),
        ("EMPTY", False),
    ],
)
def test_a_schema_that_cannot_be_read_leaves_the_parameters_open(
    schema: str, is_open: bool, project: ReadProject
) -> None:
    source = f"{HEAD}{LISTS}[Tool(name='find', inputSchema={schema})]\n"
    assert tool(project({"server.py": source})).open_parameters is is_open


def test_a_schema_shared_by_name_is_read(project: ReadProject) -> None:
    more = "WORD = {'type': 'string', 'maxLength': 9}\nSCHEMA = {'type': 'object', 'properties': {'word': WORD}}"
    (word,) = with_schema("SCHEMA", project, more)
    assert word.shape.constraints.limits == {"max_length": 9}


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
        pytest.param(
            "if name == NAME:",
            "else:",
            marks=pytest.mark.xfail(
                strict=True, raises=AssertionError, reason="a branch that compares with a module constant is not found"
            ),
        ),
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
