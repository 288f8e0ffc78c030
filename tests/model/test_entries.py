"""What clients can call: every surface, what they fill in under which name, and what the framework fills in."""

from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import dedent

import pytest

from mcp_lintel import reading
from mcp_lintel.flow import find
from mcp_lintel.flow.find import FlowReport
from mcp_lintel.model.entries import Entry, placeholders
from mcp_lintel.settings import Settings

ReadEntries = Callable[..., list[Entry]]


@pytest.fixture
def entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReadEntries:
    """Reads the entries of a server's code and of further files."""
    kept: list[Entry] = []

    def keep(_reader: object, found: Sequence[Entry], _tables: object) -> FlowReport:
        kept.extend(found)
        return FlowReport(())

    monkeypatch.setattr(find, "find_flows", keep)

    def read(code: str, **files: str) -> list[Entry]:
        for name, text in {"server": code, **files}.items():
            (tmp_path / f"{name}.py").write_text(dedent(text), encoding="utf-8")
        reading.read((tmp_path,), Settings(), flows=True)
        return kept

    return read


def sent(entry: Entry) -> dict[str, str]:
    """The names that clients use by the names that the function has for them."""
    return {name: parameter.name for name, parameter in entry.sent}


FASTMCP = "from typing import Annotated\nfrom fastmcp import Context, FastMCP\nmcp = FastMCP('box')\n"


def test_a_tool_sends_its_parameters_and_nothing_that_is_injected(entries: ReadEntries) -> None:
    (one,) = entries(FASTMCP + "@mcp.tool\ndef find(word: str, ctx: Context, limit: int = 3) -> str: ...\n")
    assert (one.surface, one.name, one.function.name, one.bound) == ("tool", "find", "find", False)
    assert sent(one) == {"word": "word", "limit": "limit"}
    assert one.injected == ("ctx",)
    assert one.validated
    assert one.endpoint.name.value == "box"


def test_an_alias_is_the_name_that_clients_use(entries: ReadEntries) -> None:
    code = "from pydantic import Field\n@mcp.tool\ndef find(word: Annotated[str, Field(alias='text')]) -> str: ...\n"
    (one,) = entries(FASTMCP + code)
    assert sent(one) == {"word": "text"}


def test_a_method_of_an_object_has_its_receiver_already(entries: ReadEntries) -> None:
    code = """
    class Box:
        def find(self, word: str) -> str: ...
    box = Box()
    mcp.tool(box.find)
    """
    (one,) = entries(FASTMCP + dedent(code))
    assert (one.bound, sent(one)) == (True, {"word": "word"})


def test_a_wrapper_runs_and_the_wrapped_function_is_read(entries: ReadEntries) -> None:
    code = """
    import functools
    def logged(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs)
        return wrapper
    @mcp.tool
    @logged
    def find(word: str) -> str: ...
    """
    (one,) = entries(FASTMCP + dedent(code))
    assert (one.function.name, one.signature.name, sent(one)) == ("wrapper", "find", {"word": "word"})


def test_a_tool_under_a_computed_name_is_called_all_the_same(entries: ReadEntries) -> None:
    (one,) = entries(FASTMCP + "import os\ndef find(word: str): ...\nmcp.tool(find, name=os.environ['NAME'])\n")
    assert (one.name, sent(one)) == ("find", {"word": "word"})


def test_the_name_of_a_mounted_tool_is_the_one_that_clients_see(entries: ReadEntries) -> None:
    code = "child = FastMCP('inner')\n@child.tool\ndef find(word: str): ...\nmcp.mount(child, prefix='in')\nmcp.run()\n"
    assert {one.name for one in entries(FASTMCP + code)} == {"in_find"}


@pytest.mark.parametrize(
    ("uri", "names"),
    [
        ("notes://{name}", {"name"}),
        ("notes://{folder}/{path*}", {"folder", "path"}),
        ("notes://list{?page,size}", {"page", "size"}),
        ("notes://{+path}", {"path"}),
        ("notes://all", set()),
    ],
)
def test_a_template_has_a_place_for_each_name(uri: str, names: set[str]) -> None:
    assert placeholders(uri) == names


def test_only_what_has_a_place_in_the_uri_is_sent_to_a_resource(entries: ReadEntries) -> None:
    code = "@mcp.resource('notes://{name}')\ndef note(name: str, encoding: str = 'utf-8') -> str: ...\n"
    (one,) = entries(FASTMCP + code)
    assert (one.surface, one.name, sent(one)) == ("resource", "notes://{name}", {"name": "name"})


def test_a_prompt_takes_arguments(entries: ReadEntries) -> None:
    (one,) = entries(FASTMCP + "@mcp.prompt\ndef ask(topic: str, ctx: Context) -> str: ...\n")
    assert (one.surface, one.name, sent(one), one.injected) == ("prompt", "ask", {"topic": "topic"}, ("ctx",))


def test_a_route_gets_a_request(entries: ReadEntries) -> None:
    code = "@mcp.custom_route('/hook', methods=['POST'])\nasync def hook(request): ...\n"
    (one,) = entries(FASTMCP + code)
    assert (one.surface, one.name, one.request, one.parameters) == ("route", "/hook", "request", ())


def test_a_completion_gets_what_was_typed(entries: ReadEntries) -> None:
    code = """
    from mcp.server.fastmcp import FastMCP
    mcp = FastMCP("box")
    @mcp.completion()
    async def complete(ref, argument, context): ...
    """
    (one,) = entries(code)
    assert (one.surface, [*sent(one)]) == ("completion", ["ref", "argument", "context"])


LOW_1 = """
from mcp import types
from mcp.server.lowlevel import Server
server = Server("box")
@server.list_tools()
async def list_tools():
    schema = {"type": "object", "properties": {"word": {"type": "string"}}, "required": ["word"]}
    return [types.Tool(name="find", inputSchema=schema), types.Tool(name="drop", inputSchema={"type": "object"})]
"""


def test_the_call_handler_is_called_for_each_tool(entries: ReadEntries) -> None:
    found = entries(LOW_1 + "@server.call_tool()\nasync def call(tool, args):\n    return run(tool, args)\n")
    assert {one.name: dict(one.prefilled) for one in found} == {"find": {"tool": "find"}, "drop": {"tool": "drop"}}
    assert {one.arguments for one in found} == {"args"}
    assert [[p.name for p in one.parameters] for one in found] == [["word"], []]
    assert all(one.validated and not one.sent for one in found)


def test_arguments_may_come_unchecked(entries: ReadEntries) -> None:
    found = entries(LOW_1 + "@server.call_tool(validate_input=False)\nasync def call(tool, args): ...\n")
    assert not any(one.validated for one in found)


def test_a_list_that_cannot_be_read_in_full_leaves_other_names(entries: ReadEntries) -> None:
    code = LOW_1.replace("    return [", "    return more() + [")
    found = entries(code + "@server.call_tool()\nasync def call(tool, args): ...\n")
    assert [(one.name, dict(one.prefilled)) for one in found][-1:] == [("call", {})]


def test_a_request_object_holds_name_and_arguments(entries: ReadEntries) -> None:
    code = """
    import mcp_types as types
    from mcp.server.lowlevel import Server
    async def listing(ctx, params):
        return types.ListToolsResult(tools=[types.Tool(name="find", input_schema={"type": "object"})])
    async def calling(ctx, params):
        return run(params)
    async def reading(ctx, params): ...
    async def prompting(ctx, params): ...
    server = Server("box", on_list_tools=listing, on_call_tool=calling, on_read_resource=reading, on_get_prompt=prompting)
    """
    by_surface = {one.surface: one for one in entries(code)}
    tool, resource, prompt = (by_surface[name] for name in ("tool", "resource", "prompt"))
    assert (dict(tool.prefilled), tool.arguments) == ({"params.name": "find"}, "params.arguments")
    assert (tool.injected, tool.validated) == (("ctx",), False)
    assert sent(resource) == {"params.uri": "uri"}
    assert (sent(prompt), prompt.arguments) == ({"params.name": "name"}, "params.arguments")


def test_a_low_level_resource_is_asked_for_by_uri(entries: ReadEntries) -> None:
    code = LOW_1 + "@server.read_resource()\nasync def read(uri): ...\n"
    (one,) = [one for one in entries(code) if one.surface == "resource"]
    assert sent(one) == {"uri": "uri"}


def test_a_route_of_fastapi_that_becomes_a_tool_sends_what_is_not_filled_in(entries: ReadEntries) -> None:
    code = """
    from fastapi import Depends, FastAPI, Request
    from fastmcp import FastMCP
    app = FastAPI()
    def user(): ...
    @app.get("/notes/{name}", operation_id="note")
    def note(name: str, request: Request, who=Depends(user), page: int = 1): ...
    mcp = FastMCP.from_fastapi(app)
    """
    (one,) = entries(code)
    assert (one.surface, one.name) == ("tool", "note")
    assert sent(one) == {"name": "name", "page": "page"}
    assert set(one.injected) == {"request", "who"}


def test_of_a_transformed_tool_both_functions_are_called(entries: ReadEntries) -> None:
    code = """
    from fastmcp.tools import Tool
    from fastmcp.tools.tool_transform import ArgTransform, forward
    def find(word: str, limit: int = 3) -> str: ...
    async def around(text: str) -> str:
        return await forward(text=text)
    inner = Tool.from_function(find)
    mcp.add_tool(Tool.from_tool(inner, name="search", transform_fn=around, transform_args={
        "word": ArgTransform(name="text"), "limit": ArgTransform(hide=True, default=5)}))
    """
    found = {one.function.name: one for one in entries(FASTMCP + dedent(code))}
    assert {one.name for one in found.values()} == {"search"}
    assert sent(found["around"]) == {"text": "text"}
    assert sent(found["find"]) == {"word": "text"}


def test_middleware_gets_what_a_client_sends(entries: ReadEntries) -> None:
    code = """
    from fastmcp.server.middleware import Middleware
    class Audit(Middleware):
        async def on_call_tool(self, ctx, call_next): ...
        async def on_read_resource(self, ctx, call_next): ...
    mcp.add_middleware(Audit())
    """
    call, read = (one for one in entries(FASTMCP + dedent(code)))
    assert (call.surface, call.name, call.bound, call.arguments) == (
        "middleware",
        "Audit",
        True,
        "ctx.message.arguments",
    )
    assert [*sent(read)] == ["ctx.message.uri"]


def test_middleware_of_the_app_gets_requests(entries: ReadEntries) -> None:
    code = """
    from starlette.middleware import Middleware
    from starlette.middleware.base import BaseHTTPMiddleware
    class Audit(BaseHTTPMiddleware):
        async def dispatch(self, request, call_next): ...
    app = mcp.http_app(middleware=[Middleware(Audit)])
    """
    (one,) = entries(FASTMCP + dedent(code))
    assert (one.surface, one.request) == ("middleware", "request")


WRAPPED = """
import functools
def logged(function):
    @functools.wraps(function)
    async def wrapper({0}):
        return await function({0})
    return wrapper
"""


def test_what_a_route_is_wrapped_in_gets_the_request(entries: ReadEntries) -> None:
    code = WRAPPED.format("web, *args") + "@mcp.custom_route('/hook')\n@logged\nasync def hook(request): ...\n"
    (one,) = entries(FASTMCP + code)
    assert (one.function.name, one.request) == ("wrapper", "web")


@pytest.mark.parametrize("form", ["*args", "*args, **kwargs"])
def test_for_a_wrapper_that_names_nothing_the_wrapped_function_stands_in(form: str, entries: ReadEntries) -> None:
    code = LOW_1 + WRAPPED.format(form) + "@server.call_tool()\n@logged\nasync def call(tool, args): ...\n"
    assert {(one.function.name, one.arguments) for one in entries(code)} == {("call", "args")}
