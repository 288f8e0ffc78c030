"""The inventory for people and wikis, and the way back from JSON: wide, narrow, hostile, old and damaged."""

import json
import re
from dataclasses import replace

import pytest

from mcp_lintel.model.types import Constraints, Effect, Kind, Located, Parameter, Project, Shape, Tool
from mcp_lintel.report import INVENTORY_FORMATS, renderer
from mcp_lintel.report.diff.compare import compare
from mcp_lintel.report.inventory.make import make
from mcp_lintel.report.inventory.read import inventory as read
from mcp_lintel.report.inventory.types import NotAnInventoryError
from mcp_lintel.report.markup import code, escaped
from mcp_lintel.report.options import Options
from mcp_lintel.report.visible import text_width
from mcp_lintel.verdict.finding import Outcome

from .inventories import changes
from .sample import SERVER, at, outcome, server

PLACE = at(SERVER, "delete_pupil")
HOSTILE = "a\x1b[2J|`<img src=x>`\n# [x](javascript:y) @all \u202e"


def with_tool(tool: Tool) -> Outcome:
    """The sample with one tool."""
    project = Project(".", (replace(server(), tools=(tool,), resources=(), prompts=()),))
    return replace(outcome(), projects=(project,), notices=())


def a_tool(*parameters: Parameter, name: str = "get_pupil", description: str = "Find.") -> Tool:
    """A tool of the sample with other parameters."""
    return replace(
        server().tools[0],
        name=Located(name, PLACE),
        description=Located(description, PLACE),
        parameters=parameters,
        effects=(Effect("sends", "client.post", PLACE), Effect("deletes", "os.remove", PLACE)),
    )


def a_parameter(name: str, shape: Shape, default: object = 1, *, required: bool = False) -> Parameter:
    """A parameter with a default that can be read."""
    return Parameter(name, PLACE, required, None, shape, default=Located(default, PLACE))


def told(tool: Tool, form: str = "text", width: int | None = None) -> str:
    """The inventory of one tool."""
    return renderer(form, INVENTORY_FORMATS)(with_tool(tool), Options(width=width))


def test_a_tool_is_one_line_on_a_pipe_with_all_that_is_known() -> None:
    limit = a_parameter("limit", Shape(Kind.INTEGER, "int", Constraints({"ge": 1, "le": 50})))
    mode = a_parameter("mode", Shape(Kind.CHOICE, "Literal", Constraints({"enum": ["a", "b"]})), required=True)
    (line,) = [line for line in told(a_tool(limit, mode)).splitlines() if "get_pupil" in line]
    assert line == (
        '    get_pupil(limit?: integer 1..50, mode: "a" | "b")  src/school/server.py:8  [destructive]'
        "  effects: deletes, sends"
    )


@pytest.mark.parametrize("width", [80, 100])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(width: int) -> None:
    tool = a_tool(*(a_parameter(f"parameter_{i}", Shape(Kind.STRING, "str")) for i in range(12)))
    wide, narrow = told(tool), told(tool, width=width)
    assert max(map(text_width, narrow.splitlines())) <= width
    assert narrow.split() == wide.split()


@pytest.mark.parametrize("form", [*INVENTORY_FORMATS])
def test_words_of_strangers_cannot_act(form: str) -> None:
    tool = a_tool(a_parameter(HOSTILE, Shape(Kind.MODEL, HOSTILE), HOSTILE), name=HOSTILE, description=HOSTILE)
    said = told(tool, form)
    assert "\x1b" not in said or form == "json"
    if form != "json":
        assert not set(said) & {"\x1b", "\u202e", "\r"}
    if form == "markdown":
        (row,) = [line for line in said.splitlines() if "img" in line]
        assert len(re.findall(r"(?<!\\)\|", row)) == 7
        outside = re.sub(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", "", row)
        assert "@all" not in outside
        assert not re.search(r"(?<!\\)[<\[]", outside.replace("<br>", ""))


@pytest.mark.parametrize("form", [*INVENTORY_FORMATS])
def test_secrets_in_defaults_and_descriptions_are_masked(form: str) -> None:
    tool = a_tool(
        a_parameter("api_key", Shape(Kind.STRING, "str"), "hunter2-is-my-key"),
        a_parameter("options", Shape(Kind.MAPPING, "dict"), {"password": "hunter2"}),
        description='Call with token="hunter2-is-my-key".',
    )
    assert "hunter2" not in told(tool, form)


def test_markdown_shows_text_as_it_is() -> None:
    assert code("a`b|c") == "``a`b\\|c``"
    assert code("`") == "`` ` ``"
    assert code("a\\|b") == "`a\\\\x7cb`"
    assert escaped("*bold* <b> see https://x.example @all #12") == (
        "\\*bold\\* \\<b\\> see `https://x.example` `@all` `#12`"
    )


def test_json_of_an_older_release_is_read_and_differs_in_nothing() -> None:
    document = json.loads(renderer("json", INVENTORY_FORMATS)(outcome(), Options()))
    for one in document["servers"]:
        for key in ("project", "example", "transport_evidence", "host", "port"):
            del one[key]
        for tool in one["tools"]:
            del tool["effects"], tool["unread"]
            for parameter in tool["parameters"]:
                for key in ("nullable", "type_name", "validated", "parts", "default", "form", "unread"):
                    del parameter[key]
    found = [one.what for one in changes(compare(read(json.dumps(document)), make(outcome())))]
    assert found == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not JSON (line 1, column 1)"),
        ("[" * 100_000, "is not JSON that can be read: too deep, or a number too long"),
        ("[]", "is a list, not an object"),
        ('{"findings": []}', "is a report of `check`"),
        ("{}", "is JSON, but has no `servers`"),
        ('{"schema_version": 2, "servers": []}', "has schema_version 2, and only 1 can be read"),
        ('{"schema_version": 1, "servers": [3]}', "is no inventory: `servers[0]` must be an object, and is a number"),
        ('{"schema_version": 1, "servers": [{}]}', "is no inventory: `servers[0].framework` must be text, and is missing"),
        ('{"schema_version": true, "servers": []}',
         "is no inventory: `schema_version` must be a whole number, and is true or false"),
        ('{"schema_version": 1, "servers": []}', "is no inventory: `open` must be a list, and is missing"),
    ],
)  # fmt: skip
def test_what_is_no_inventory_is_said_to_be_none(text: str, message: str) -> None:
    with pytest.raises(NotAnInventoryError) as caught:
        read(text)
    assert str(caught.value) == message
