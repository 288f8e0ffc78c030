"""Which generations of the framework a server may run on: lock file, else declared range, else what it imports."""

import pytest

from .reading import ReadProject, only

SDK = "from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('box')\n@mcp.tool()\ndef find(word: str): ...\n"
MCPSERVER = SDK.replace("fastmcp", "mcpserver").replace("FastMCP", "MCPServer")
FASTMCP = "from fastmcp import FastMCP\nmcp = FastMCP('box')\n@mcp.tool()\ndef find(word: str): ...\n"
DECORATED = """
from mcp.server import Server
from mcp.types import Tool
server = Server("box")
@server.list_tools()
async def tools(): return [Tool(name="find", inputSchema={"type": "object", "properties": {}})]
"""
KEYWORDS = """
from mcp.server import Server
from mcp.types import ListToolsResult, Tool
async def tools(context, params):
    return ListToolsResult(tools=[Tool(name="find", input_schema={"type": "object", "properties": {}})])
server = Server("box", on_list_tools=tools)
"""


def pins(*requirements: str) -> str:
    listed = ", ".join(f'"{one}"' for one in requirements)
    return f'[project]\nname = "box"\nversion = "1"\ndependencies = [{listed}]\n'


def uv_lock(name: str, version: str) -> str:
    return f'version = 1\n\n[[package]]\nname = "{name}"\nversion = "{version}"\n'


def read(project: ReadProject, source: str, files: dict[str, str]) -> str:
    return " ".join(sorted(only(project({"server.py": source, **files})).endpoint.generations))


@pytest.mark.parametrize(
    ("source", "requirement", "generations"),
    [
        (SDK, "mcp>=1.2", "sdk1"),
        (SDK, "mcp", "sdk1"),
        (MCPSERVER, "mcp>=2", "sdk2"),
        (MCPSERVER, "mcp", "sdk2"),
        (FASTMCP, "fastmcp>=2,<3", "fm2"),
        (FASTMCP, "fastmcp~=2.14", "fm2"),
        (FASTMCP, "fastmcp==3.*", "fm3"),
        (FASTMCP, "fastmcp>=3", "fm3 fm4"),
        (FASTMCP, "fastmcp>=2.3", "fm2 fm3 fm4"),
        (FASTMCP, "fastmcp", "fm2 fm3 fm4"),
        (FASTMCP, "fastmcp==4.1.1", "fm4"),
        (FASTMCP, "fastmcp-slim[server]>=4", "fm4"),
        (FASTMCP, "fastmcp<3,!=2.9.0", "fm2"),
        (FASTMCP, "other>=1", "fm2 fm3 fm4"),
        (DECORATED, "mcp", "sdk1"),
        (KEYWORDS, "mcp", "sdk2"),
    ],
)
def test_a_declared_range_bounds_the_generations(
    source: str, requirement: str, generations: str, project: ReadProject
) -> None:
    assert read(project, source, {"pyproject.toml": pins(requirement)}) == generations


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("uv.lock", uv_lock("fastmcp", "3.2.0")),
        ("poetry.lock", uv_lock("fastmcp", "3.2.0")),
        ("uv.lock", uv_lock("fastmcp-slim", "3.4.0")),
    ],
)
def test_a_lock_file_decides_over_a_loose_range(name: str, text: str, project: ReadProject) -> None:
    assert read(project, FASTMCP, {"pyproject.toml": pins("fastmcp>=2"), name: text}) == "fm3"


@pytest.mark.parametrize("requirement", ["fastmcp==3.2.0", "fastmcp>=3,<4 ; python_version > '3.9'", "fastmcp ~= 3.0"])
def test_a_requirements_file_bounds_the_generations(requirement: str, project: ReadProject) -> None:
    assert read(project, FASTMCP, {"requirements.txt": requirement + "\n"}) == "fm3"


def test_nothing_declared_leaves_every_generation_of_the_family(project: ReadProject) -> None:
    assert read(project, FASTMCP, {}) == "fm2 fm3 fm4"


def test_a_range_that_no_release_meets_says_nothing(project: ReadProject) -> None:
    assert read(project, FASTMCP, {"pyproject.toml": pins("fastmcp>=9")}) == "fm2 fm3 fm4"


def test_a_low_level_server_is_told_by_how_its_handlers_are_attached(project: ReadProject) -> None:
    assert read(project, DECORATED, {}) == "sdk1"


def test_a_low_level_server_with_handlers_as_keywords_is_of_the_second_generation(project: ReadProject) -> None:
    assert read(project, KEYWORDS, {"pyproject.toml": pins("mcp>=1")}) == "sdk2"
