"""Low-level servers: one handler for all tools, and every way in which it finds out which one is meant."""

from pathlib import Path
from textwrap import dedent

import pytest

from .twins.seen import expect

SDK1 = {"pyproject.toml": '[project]\nname = "desk"\nversion = "1"\ndependencies = ["mcp>=1.20,<2"]\n'}
SDK2 = {"pyproject.toml": '[project]\nname = "desk"\nversion = "1"\ndependencies = ["mcp>=2,<3"]\n'}
LISTED = """
    return [
        Tool(name="run_it", description="Run", inputSchema={"type": "object", "properties": {
            "name": {"type": "string"}, "count": {"type": "integer"}, "kind": {"type": "string", "enum": ["ls", "pwd"]},
            "slug": {"type": "string", "pattern": "^[a-z]+$"}}, "required": ["name"]}),
        Tool(name="count_it", description="Count", inputSchema={"type": "object", "properties": {
            "name": {"type": "string"}}}),
    ]
"""
HEAD1 = (
    """
import asyncio
import os
from typing import Any

from mcp.server import Server
from mcp.types import TextContent, Tool
from pydantic import BaseModel

server = Server("desk")


class Job(BaseModel):
    name: str
    count: int = 1


@server.list_tools()
async def list_tools() -> list[Tool]:
"""
    + LISTED
)
CALL1 = """

@server.call_tool()
async def call_tool(name: str, arguments: dict[str, Any]) -> list[TextContent]:
"""
HEAD2 = (
    """
import os
from typing import Any

from mcp.server import Server, ServerRequestContext
from mcp_types import CallToolRequestParams, CallToolResult, ListToolsResult, PaginatedRequestParams, Tool
from pydantic import BaseModel


class Job(BaseModel):
    name: str
    count: int = 1


def listed() -> list[Tool]:
"""
    + LISTED
    + """

async def list_tools(context: ServerRequestContext, params: PaginatedRequestParams | None) -> ListToolsResult:
    return ListToolsResult(tools=listed())

"""
)
CALL2 = """
async def call_tool(context: ServerRequestContext, params: CallToolRequestParams) -> CallToolResult:
    name, arguments = params.name, params.arguments or {}
"""
END2 = '\n\nserver = Server("desk", on_list_tools=list_tools, on_call_tool=call_tool)\n'
BODIES = {
    "if": 'if name == "run_it":\n    os.system([|arguments["name"]|])\nelif name == "count_it":\n    os.system("ls")',
    "get": 'if name == "run_it":\n    os.system([|arguments.get("name", "ls")|])',
    "guard first": 'if name != "run_it":\n    raise ValueError("unknown")\nos.system([|arguments["name"]|])',
    "match": 'match name:\n    case "run_it":\n        os.system([|arguments["name"]|])\n    case _:\n        raise ValueError(name)',
    "match of the arguments": 'match name, arguments:\n    case "run_it", {"name": given}:\n        os.system([|given|])',
    "match of one of several": 'match name, arguments:\n    case ("run_it" | "walk_it"), {"name": given}:\n        os.system([|given|])',
    "match with a star": 'match [name, arguments]:\n    case ["count_it", *_]:\n        os.system("ls")\n    case ["run_it", given]:\n        os.system([|given["name"]|])',
    "model": 'if name == "run_it":\n    job = Job(**arguments)\n    os.system(f"head -n {job.count}")\n    os.system([|job.name|])',
    "model validated": 'if name == "run_it":\n    job = Job.model_validate(arguments)\n    os.system([|job.name|])',
    "typed by the schema": 'if name == "run_it":\n    os.system(arguments["kind"])\n    os.system(str(arguments["count"]))\n    os.system(arguments["slug"])',
    "made a number": 'if name == "run_it":\n    os.system(f"head -n {int(arguments[\'name\'])}")',
    "checked": 'if name == "run_it":\n    if arguments["name"] not in ("ls", "pwd"):\n        raise ValueError("unknown")\n    os.system(arguments["name"])',
    "checked in a variable": 'given = arguments.get("name")\nif given not in ("ls", "pwd"):\n    raise ValueError("unknown")\nos.system(given)',
    "starred helper": 'if name == "run_it":\n    await run_it(**arguments)',
    "helper with arguments": 'if name == "run_it":\n    await run_args(arguments)',
    "table": "await TABLE[name](arguments)",
    "table with get": "handler = TABLE.get(name)\nif handler is None:\n    raise ValueError(name)\nawait handler(arguments)",
    "table, starred": "await STARRED[name](**arguments)",
    "table of methods": "await Desk().call(name, arguments)",
    "getattr by name": 'if name == "run_it":\n    await getattr(Desk(), "do_run_it")(arguments)',
    "tool that is not listed": 'if name == "gone":\n    os.system([|arguments["name"]|])',
    "whole arguments": 'import json\nif name == "run_it":\n    os.system([|json.dumps(arguments)|])',
}
UNTYPED = 'if name == "run_it":\n    os.system([|arguments["kind"]|])\n    os.system([|str(arguments["count"])|])\n    os.system([|arguments["slug"]|])'
"""In mcp 2.x nothing compares the arguments with the schema before the handler runs."""
HELPERS = """
async def run_it(name: str, count: int = 1, kind: str = "ls", slug: str = "a") -> None:
    {count}
    {run_it}


async def run_args(arguments: dict[str, Any]) -> None:
    {run_args}


async def count_args(arguments: dict[str, Any]) -> None:
    os.system("ls")


class Desk:
    async def call(self, name: str, arguments: dict[str, Any]) -> None:
        handlers = {{"run_it": self.do_run_it, "count_it": self.do_count_it}}
        await handlers[name](arguments)

    async def do_run_it(self, arguments: dict[str, Any]) -> None:
        {do_run_it}

    async def do_count_it(self, arguments: dict[str, Any]) -> None:
        os.system(str(len(arguments)))


async def count_it(name: str = "") -> None:
    os.system("ls")


TABLE = {{"run_it": run_args, "count_it": count_args}}
STARRED = {{"run_it": run_it, "count_it": count_it}}

"""
IN_HELPER = {
    "starred helper": "run_it", "helper with arguments": "run_args", "table": "run_args", "table with get": "run_args",
    "table, starred": "run_it", "table of methods": "do_run_it", "getattr by name": "do_run_it",
}  # fmt: skip
SINKS = {
    "run_it": "os.system([|name|])", "run_args": 'os.system([|arguments["name"]|])',
    "do_run_it": 'os.system([|arguments["name"]|])',
}  # fmt: skip
NAMELESS = {"tool that is not listed"}
each_body = pytest.mark.parametrize("case", BODIES)


def body_of(case: str, *, validated: bool) -> tuple[str, str]:
    """The helpers and the lines of the handler of a case."""
    body = BODIES[case] if validated or case != "typed by the schema" else UNTYPED
    wanted = IN_HELPER.get(case)
    sinks = {name: SINKS[name] if name == wanted else "pass" for name in SINKS}
    helpers = HELPERS.format(count="os.system(str(count))" if validated else "pass", **sinks)
    return helpers, "".join(f"    {line}\n" for line in body.splitlines())


@each_body
def test_the_first_generation_dispatches(case: str, tmp_path: Path) -> None:
    helpers, lines = body_of(case, validated=True)
    code = HEAD1 + helpers + CALL1 + lines + '    return [TextContent(type="text", text="done")]\n'
    found = expect(code, "client-input-in-shell", tmp_path, SDK1)
    assert case in NAMELESS or {finding.tool for finding in found.findings} <= {"run_it"}


@each_body
def test_the_second_generation_dispatches(case: str, tmp_path: Path) -> None:
    helpers, lines = body_of(case, validated=False)
    code = HEAD2 + helpers + CALL2 + lines + "    return CallToolResult(content=[])\n" + END2
    found = expect(code, "client-input-in-shell", tmp_path, SDK2)
    assert case in NAMELESS or {finding.tool for finding in found.findings} <= {"run_it"}


OTHERS = {
    "resource": """
        @server.read_resource()
        async def read_resource(uri: AnyUrl) -> str:
            os.system([|str(uri)|])
            return "done"
    """,
    "prompt": """
        @server.get_prompt()
        async def get_prompt(name: str, arguments: dict[str, str] | None) -> GetPromptResult:
            os.system([|(arguments or {}).get("name", "")|])
            return GetPromptResult(messages=[])
    """,
    "list of tools": """
        @server.list_prompts()
        async def list_prompts() -> list[Prompt]:
            os.system("ls")
            return []
    """,
}
OTHER_HEAD = """
import os

from mcp.server.lowlevel import Server
from mcp.types import GetPromptResult, Prompt
from pydantic import AnyUrl

server = Server("desk")

"""


@pytest.mark.parametrize("code", OTHERS.values(), ids=OTHERS.keys())
def test_the_other_handlers_are_entries_too(code: str, tmp_path: Path) -> None:
    expect(OTHER_HEAD + dedent(code), "client-input-in-shell", tmp_path, SDK1)
