"""What a signature says of its parameters: required or not, described, of which default, guarded in the body."""

import pytest

from mcp_lintel.model.types import Kind

from .reading import SDK, SDK_PINS, ReadProject, only, parameter, tool

SDK_TOOL = SDK + "{imports}\n@mcp.tool()\ndef find({signature}) -> str: ...\n"


def sdk(signature: str, imports: str = "") -> dict[str, str]:
    return {"pyproject.toml": SDK_PINS, "server.py": SDK_TOOL.format(signature=signature, imports=imports)}


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
        ("word: Annotated[str, Field(default='a')]", False),
    ],
)
def test_a_parameter_without_a_default_is_required(signature: str, required: bool, project: ReadProject) -> None:
    imports = "from typing import Annotated\nfrom pydantic import Field"
    assert parameter(project(sdk(signature, imports))).required is required


@pytest.mark.parametrize(
    ("signature", "description"),
    [
        ("word: Annotated[str, Field(description='A word')]", "A word"),
        ("word: Annotated[str, 'A word']", None),
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


def test_a_server_that_answers_the_list_itself_publishes_schemas_that_are_not_known(project: ReadProject) -> None:
    source = """
        from fastmcp import FastMCP
        class Own(FastMCP):
            async def list_tools(self): return []
        mcp = Own("box")
        @mcp.tool
        def find(filters: dict) -> str: ...
    """
    (found,) = only(project({"server.py": source})).tools
    assert found.open_parameters
    assert [p.shape.kind for p in found.parameters] == [Kind.UNKNOWN]
