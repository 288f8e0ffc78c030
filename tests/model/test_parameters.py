"""Parameters: what a client sends, and what the framework fills in."""

import pytest

from mcp_lintel.model.types import ParameterForm

from .reading import FASTMCP, SDK, SDK_PINS, ReadProject, fastmcp, names, only, tool

SDK_TOOL = SDK + "{imports}\n@mcp.tool()\ndef find({signature}) -> str: ...\n"
FASTMCP_TOOL = FASTMCP + "{imports}\n@mcp.tool\ndef find({signature}) -> str: ...\n"


def sdk(signature: str, imports: str = "") -> dict[str, str]:
    return {"pyproject.toml": SDK_PINS, "server.py": SDK_TOOL.format(signature=signature, imports=imports)}


def fm(signature: str, imports: str = "", major: int = 3) -> dict[str, str]:
    return {"pyproject.toml": fastmcp(major), "server.py": FASTMCP_TOOL.format(signature=signature, imports=imports)}


@pytest.mark.parametrize(
    "signature",
    [
        "word: str, ctx: Context",
        "ctx: Context, word: str",
        "word: str, anything: Context",
        "word: str, ctx: Context | None = None",
        "word: str, ctx: Optional[Context] = None",
        "word: str, ctx: 'Context'",
        "word: str, ctx: 'Context | None' = None",
        "word: str, ctx: Context[object, None]",
        "word: str, ctx: mcp_context.Context",
    ],
)
def test_the_sdk_fills_its_context_in(signature: str, project: ReadProject) -> None:
    imports = "from typing import Optional\nimport mcp.server.fastmcp as mcp_context"
    assert names(project(sdk(signature, imports))) == ["word"]


@pytest.mark.parametrize(
    "signature",
    [
        "word: str, ctx: Context",
        "word: str, ctx: Context | None = None",
        "word: str, ctx: Context = CurrentContext()",
        "word: str, database=Depends(connect)",
        "word: str, database: Annotated[object, Depends(connect)] = None",
        "word: str, token: object = CurrentAccessToken()",
        "word: str, progress: object = Progress()",
    ],
)
def test_fastmcp_fills_its_context_and_dependencies_in(signature: str, project: ReadProject) -> None:
    imports = """
from typing import Annotated
from fastmcp.dependencies import CurrentAccessToken, CurrentContext, Depends, Progress
def connect(): ...
"""
    assert names(project(fm(signature, imports))) == ["word"]


def test_the_sdk_context_on_a_fastmcp_server_leaks_as_an_input(project: ReadProject) -> None:
    found = project(fm("word: str, ctx: SdkContext", "from mcp.server.fastmcp import Context as SdkContext"))
    assert [(p.name, p.required) for p in tool(found).parameters] == [("word", True), ("ctx", True)]


def test_a_context_of_another_package_is_an_input(project: ReadProject) -> None:
    assert names(project(sdk("word: str, ctx: click.Context", "import click"))) == ["word", "ctx"]


def test_depends_of_a_web_framework_is_an_input(project: ReadProject) -> None:
    imports = "from fastapi import Depends\ndef connect(): ..."
    assert names(project(sdk("word: str, database: object = Depends(connect)", imports))) == ["word", "database"]


def test_a_resolved_parameter_of_sdk_2_is_filled_in(project: ReadProject) -> None:
    source = """
        from typing import Annotated
        from mcp.server.mcpserver import Context, MCPServer, Resolve
        server = MCPServer("box")
        def reader(ctx: Context) -> str: ...
        @server.tool()
        def find(word: str, who: Annotated[str, Resolve(reader)]) -> str: ...
    """
    assert names(project({"server.py": source})) == ["word"]


def test_excluded_arguments_are_left_out(project: ReadProject) -> None:
    source = FASTMCP + "@mcp.tool(exclude_args=['user'])\ndef find(word: str, user: str = '') -> str: ...\n"
    assert names(project({"pyproject.toml": fastmcp(2), "server.py": source})) == ["word"]


def test_a_bound_method_has_no_self(project: ReadProject) -> None:
    source = SDK + (
        "class Finder:\n"
        "    def find(self, word: str) -> str: ...\n"
        "    @classmethod\n"
        "    def count(cls, word: str) -> int: ...\n"
        "    @staticmethod\n"
        "    def shorten(word: str) -> str: ...\n"
        "finder = Finder()\n"
        "for method in (finder.find, finder.count, finder.shorten):\n"
        "    mcp.tool()(method)\n"
    )
    found = {t.name.value: [p.name for p in t.parameters] for t in only(project({"server.py": source})).tools}
    assert found == {"find": ["word"], "count": ["word"], "shorten": ["word"]}


def test_a_wrapper_that_keeps_the_signature_shows_it(project: ReadProject) -> None:
    source = SDK + (
        "from functools import wraps\n"
        "def audited(function):\n"
        "    @wraps(function)\n"
        "    async def inner(*args, **kwargs):\n"
        "        return await function(*args, **kwargs)\n"
        "    return inner\n"
        "@mcp.tool()\n"
        "@audited\n"
        "async def drop_table(table: str) -> str:\n"
        '    """Drop a table."""\n'
    )
    found = tool(project({"server.py": source}))
    assert (found.name.value, [p.name for p in found.parameters]) == ("drop_table", ["table"])
    assert found.description is not None
    assert found.description.value == "Drop a table."


def test_a_wrapper_that_hides_the_signature_shows_its_own(project: ReadProject) -> None:
    source = SDK + (
        "def audited(function):\n"
        "    async def inner(*args, **kwargs):\n"
        "        return await function(*args, **kwargs)\n"
        "    return inner\n"
        "@mcp.tool(name='drop_table')\n"
        "@audited\n"
        "async def drop(table: str) -> str: ...\n"
    )
    found = tool(project({"server.py": source})).parameters
    assert [(p.name, p.form) for p in found] == [
        ("args", ParameterForm.VAR_POSITIONAL),
        ("kwargs", ParameterForm.VAR_KEYWORD),
    ]
