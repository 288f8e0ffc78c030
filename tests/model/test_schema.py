"""Parameters of low-level tools: what a JSON schema, written out or made from a model, says of each."""

import pytest

from mcp_lintel.model.types import Kind, Parameter, ParameterForm

from .reading import ReadProject, parameter, tool

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
