"""How a server is reached, by every way to start one."""

import pytest

from mcp_lintel.model.types import Transports

from .reading import FASTMCP, SDK, ReadProject, only

TOOL = "@mcp.tool()\ndef find(word: str) -> str: ...\n"
ARGPARSE = "import argparse\nparser = argparse.ArgumentParser()\n"


def reached(code: str, project: ReadProject, frame: str = FASTMCP) -> Transports:
    return only(project({"server.py": frame + TOOL + code + "\n"})).endpoint.transports


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("mcp.run()", "stdio"),
        ("mcp.run('sse')", "sse"),
        ("mcp.run(transport='stdio')", "stdio"),
        ("mcp.run(transport='streamable-http')", "http"),
        ("mcp.run(transport='http', host='0.0.0.0', port=8000)", "http"),
        ("if __name__ == '__main__':\n    mcp.run(transport='http')", "http"),
        ("def main():\n    mcp.run(transport='sse')", "sse"),
        ("import asyncio\nasyncio.run(mcp.run_async(transport='http'))", "http"),
        ("import asyncio\nasyncio.run(mcp.run_stdio_async())", "stdio"),
        ("async def main():\n    await mcp.run_http_async(port=1)", "http"),
        ("async def main():\n    await mcp.run_sse_async()", "sse"),
        ("async def main():\n    await mcp.run_streamable_http_async()", "http"),
        ("app = mcp.http_app()", "http"),
        ("app = mcp.http_app(path='/mcp', transport='sse')", "sse"),
        ("app = mcp.streamable_http_app()", "http"),
        ("app = mcp.sse_app()", "sse"),
        ("import uvicorn\nif __name__ == '__main__':\n    uvicorn.run(mcp.streamable_http_app(), port=1)", "http"),
        ("from starlette.routing import Mount\nroutes = [Mount('/', app=mcp.sse_app())]", "sse"),
        ("TRANSPORT = 'http'\nmcp.run(transport=TRANSPORT)", "http"),
        ("import sys\nmcp.run(transport='http' if '--http' in sys.argv else 'stdio')", "http stdio"),
        ("import sys\nif '--http' in sys.argv:\n    mcp.run(transport='http')\nelse:\n    mcp.run()", "http stdio"),
        (ARGPARSE + "parser.add_argument('--transport', choices=['stdio', 'sse'], default='stdio')\n"
         "args = parser.parse_args()\nmcp.run(transport=args.transport)", "sse stdio"),
        ("from functools import partial\nimport anyio\nanyio.run(partial(mcp.run_async, 'http'))", "http"),
    ],
)  # fmt: skip
def test_a_written_transport_is_known_and_the_set_is_closed(code: str, kinds: str, project: ReadProject) -> None:
    found = reached(code, project)
    assert (" ".join(sorted(found.kinds)), found.closed) == (kinds, True)


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("import os\nmcp.run(transport=os.getenv('TRANSPORT', 'stdio'))", "http stdio"),
        ("import os\nmcp.run(transport=os.environ.get('TRANSPORT', 'sse'))", "http sse"),
        ("import os\nmcp.run(transport=os.environ['TRANSPORT'])", "http"),
        (ARGPARSE + "parser.add_argument('--transport', default='stdio')\n"
         "args = parser.parse_args()\nmcp.run(transport=args.transport)", "stdio"),
        ("import typer\ncli = typer.Typer()\n@cli.command()\n"
         "def main(transport: str = typer.Option('stdio', help='How')):\n    mcp.run(transport=transport)", "stdio"),
        ("import settings\nmcp.run(transport=settings.load().transport)", ""),
        ("def main(options: dict):\n    mcp.run(**options)", "stdio"),
    ],
)  # fmt: skip
def test_a_transport_from_outside_leaves_the_set_open(code: str, kinds: str, project: ReadProject) -> None:
    found = reached(code, project)
    assert (" ".join(sorted(found.kinds)), found.closed) == (kinds, False)
    assert found.stdio_possible


def test_nothing_is_known_of_a_server_that_nobody_starts(project: ReadProject) -> None:
    found = reached("", project)
    assert (found.kinds, found.closed, found.over_http, found.stdio_possible) == (frozenset(), False, False, True)


def test_a_server_only_over_http_cannot_run_on_stdio(project: ReadProject) -> None:
    found = reached("mcp.run(transport='http')", project)
    assert found.over_http
    assert not found.stdio_possible


def test_evidence_names_the_call_and_its_place(project: ReadProject) -> None:
    source = SDK + TOOL + "mcp.run(transport='sse')\n"
    (evidence,) = only(project({"server.py": source})).endpoint.transports.evidence
    assert evidence.value == "sse: `run()`"
    assert source[evidence.place.span.start : evidence.place.span.end] == "mcp.run(transport='sse')"


def test_two_servers_have_transports_of_their_own(project: ReadProject) -> None:
    source = FASTMCP + TOOL + (
        "two = FastMCP('two')\n@two.tool\ndef seek(word: str): ...\n"
        "def first():\n    mcp.run()\nfirst()\ndef second():\n    two.run(transport='http')\nsecond()\n"
    )  # fmt: skip
    found = project({"server.py": source}).servers
    assert {s.endpoint.name.value: sorted(s.endpoint.transports.kinds) for s in found} == {
        "box": ["stdio"],
        "two": ["http"],
    }


def test_a_server_with_any_name_is_started_by_a_function_that_nobody_calls(project: ReadProject) -> None:
    source = "from fastmcp import FastMCP\nweather = FastMCP('weather')\n@weather.tool\ndef find(word: str): ...\n"
    source += "def main():\n    weather.run(transport='http')\n"
    assert only(project({"server.py": source})).endpoint.transports.kinds == {"http"}


LOW_LEVEL = """
from mcp.server import Server
from mcp.types import Tool
server = Server("box")
@server.list_tools()
async def tools(): return [Tool(name="find", inputSchema={"type": "object", "properties": {}})]
"""


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("from mcp.server.stdio import stdio_server\nasync def main():\n    async with stdio_server() as (r, w):\n"
         "        await server.run(r, w, server.create_initialization_options())", "stdio"),
        ("import mcp.server.stdio\nasync def main():\n    async with mcp.server.stdio.stdio_server() as (r, w):\n"
         "        await server.run(r, w, None)", "stdio"),
        ("from mcp.server.sse import SseServerTransport\nsse = SseServerTransport('/messages/')", "sse"),
        ("from mcp.server.streamable_http_manager import StreamableHTTPSessionManager\n"
         "manager = StreamableHTTPSessionManager(app=server, stateless=True)", "http"),
        ("app = server.streamable_http_app()", "http"),
    ],
)  # fmt: skip
def test_a_low_level_server_is_reached_by_what_it_is_handed(code: str, kinds: str, project: ReadProject) -> None:
    found = only(project({"server.py": f"{LOW_LEVEL}{code}\n"})).endpoint.transports
    assert (" ".join(sorted(found.kinds)), found.closed) == (kinds, True)
