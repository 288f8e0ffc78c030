"""Parameters: what a client sends, and what the framework fills in."""

import pytest

from mcp_lintel.model.types import ParameterForm

from .reading import FASTMCP, SDK, SDK_PINS, ReadProject, fastmcp, names, only, parameter, tool

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


@pytest.mark.parametrize(
    ("signature", "required"),
    [
        ("word: str", True),
        ("word: str = 'a'", False),
        ("word: str | None = None", False),
        ("word: str | None", True),
        ("word: str = Field(default='a')", False),
        ("word: str = Field('a')", False),
        ("word: str = Field(...)", True),
        ("word: str = Field(description='A word')", True),
        ("word: list[str] = Field(default_factory=list)", False),
        ("word: Annotated[str, Field(description='A word')]", True),
        ("word: Annotated[str, Field(description='A word')] = 'a'", False),
        ("*, word: str", True),
        ("*, word: str = 'a'", False),
        pytest.param(
            "word: Annotated[str, Field(default='a')]",
            False,
            marks=pytest.mark.xfail(
                strict=True,
                raises=AssertionError,
                reason="a default inside `Annotated[…, Field(default=…)]` is not read",
            ),
        ),
    ],
)
def test_a_parameter_without_a_default_is_required(signature: str, required: bool, project: ReadProject) -> None:
    imports = "from typing import Annotated\nfrom pydantic import Field"
    assert parameter(project(sdk(signature, imports))).required is required


@pytest.mark.parametrize(
    ("signature", "description"),
    [
        ("word: Annotated[str, Field(description='A word')]", "A word"),
        ("word: Annotated[str, 'A word']", "A word"),
        ("word: str = Field(description='A word')", "A word"),
        ("word: Annotated[str, Field(description=TEXT)]", "A word"),
        ("word: Annotated[str, Field(description='A ' 'word')]", "A word"),
        ("word: Annotated[str, Field(min_length=1)]", None),
        ("word: str", None),
    ],
)
def test_a_parameter_is_described_where_pydantic_looks(
    signature: str, description: str | None, project: ReadProject
) -> None:
    imports = "from typing import Annotated\nfrom pydantic import Field\nTEXT = 'A word'"
    found = parameter(project(sdk(signature, imports))).description
    assert (None if found is None else found.value) == description


def test_a_description_that_is_computed_is_unknown_and_not_missing(project: ReadProject) -> None:
    imports = "from typing import Annotated\nfrom pydantic import Field\nimport texts"
    found = parameter(project(sdk("word: Annotated[str, Field(description=texts.load())]", imports))).description
    assert found is not None
    assert not found.known


def test_a_default_is_read_where_it_is_a_literal(project: ReadProject) -> None:
    found = project(sdk("a: int = 3, b: str = make(), c: int = Field(default=5, le=9)", "from pydantic import Field"))
    a, b, c = tool(found).parameters
    assert a.default is not None
    assert a.default.value == 3
    assert b.default is not None
    assert not b.default.known
    assert c.default is not None
    assert c.default.value == 5


def test_a_parameter_without_type_has_no_annotation(project: ReadProject) -> None:
    found = project(sdk("word, *rest, **others"))
    assert [(p.name, p.annotation, p.form.value) for p in tool(found).parameters] == [
        ("word", None, "ordinary"),
        ("rest", None, "*args"),
        ("others", None, "**kwargs"),
    ]


def test_an_annotation_is_kept_as_written(project: ReadProject) -> None:
    found = project(sdk("a: dict[str, list[int]] | None = None, b: 'str' = ''"))
    written = [p.annotation.value for p in tool(found).parameters if p.annotation is not None]
    assert written == ["dict[str, list[int]] | None", "'str'"]


def test_a_parameter_stands_at_its_name(project: ReadProject) -> None:
    found = parameter(project(sdk("word: str")))
    text = SDK_TOOL.format(signature="word: str", imports="")
    assert text[found.place.span.start : found.place.span.end] == "word"
    assert (found.tool, found.symbol) == ("find", "server.find")


@pytest.mark.parametrize(
    ("body", "guards"),
    [
        ("if len(word) > 9:\n        raise ValueError\n    return word", ["test"]),
        ("if word not in KNOWN:\n        return ''\n    return word", ["test"]),
        ("assert len(word) < 9\n    return word", ["assertion"]),
        ("return 'a' * min(len(word), 9)", []),
        ("return word[:9]", ["slice"]),
        ("if word is None:\n        raise ValueError\n    return word", []),
        ("if word:\n        return word\n    return ''", []),
        ("return word", []),
    ],
)
def test_a_guard_on_a_parameter_is_noted(body: str, guards: list[str], project: ReadProject) -> None:
    source = SDK + f"KNOWN = ['a']\n@mcp.tool()\ndef find(word: str) -> str:\n    {body}\n"
    assert [guard.what for guard in parameter(project({"server.py": source})).guards] == guards


@pytest.mark.parametrize(
    "body",
    [
        "limit = max(1, min(100, limit))\n    return 'a' * limit",
        "limit = min(limit, 100)\n    return 'a' * limit",
        "return 'a' * min(100, limit)",
    ],
)
def test_a_clamp_of_the_parameter_itself_is_a_guard(body: str, project: ReadProject) -> None:
    source = SDK + f"@mcp.tool()\ndef repeat(limit: int) -> str:\n    {body}\n"
    assert "clamp" in [guard.what for guard in parameter(project({"server.py": source})).guards]
