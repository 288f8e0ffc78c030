"""Tools taken away, hidden and changed after they were registered: what a client is shown, and what is said of it."""

import pytest

from .reading import FASTMCP, FASTMCP_PINS, SDK, SDK_PINS, ReadProject, fastmcp, only

TOOLS = """
@mcp.tool(tags={"slow"})
def one(a: int, b: int = 1) -> int: ...
@mcp.tool()
def two(a: int) -> int: ...
import os
"""
MADE = """from fastmcp.tools import Tool
from fastmcp.tools.tool_transform import ArgTransform, ArgTransformConfig, ToolTransformConfig
"""
UNREAD = """from elsewhere import load
from fastmcp.server.middleware.tool_injection import ToolInjectionMiddleware
from fastmcp.server.transforms import search
"""
TRANSFORMS = MADE + "from fastmcp.server.transforms import Namespace, ToolTransform\n"


def shown(project: ReadProject, code: str, pins: str, header: str = FASTMCP) -> dict[str, str]:
    """The parameters of each tool, in brackets where the tool is conditional."""
    found = only(project({"pyproject.toml": pins, "server.py": header + TOOLS + code + "\n"})).tools
    words = {str(tool.name.value): " ".join(one.name for one in tool.parameters) for tool in found}
    return {
        str(t.name.value): f"({words[str(t.name.value)]})" if t.conditional else words[str(t.name.value)] for t in found
    }


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("mcp.remove_tool('one')", {"two": "a"}),
        ("mcp._tool_manager.remove_tool('one')", {"two": "a"}),
        ("del mcp._tool_manager._tools['one']", {"two": "a"}),
        ("for name in ('one', 'two'): mcp._tool_manager._tools.pop(name)", {}),
        ("mcp._tool_manager._tools.clear()\nmcp.add_tool(two)", {"two": "a"}),
        ("mcp._prompt_manager._prompts.clear()", {"one": "a b", "two": "a"}),
        ("mcp.remove_tool('one')\nmcp.add_tool(two, name='one')", {"two": "a", "one": "a"}),
        ("if os.getenv('X'): mcp.remove_tool('one')", {"one": "(a b)", "two": "a"}),
        ("mcp.remove_tool('one' if os.getenv('X') else 'two')", {"one": "(a b)", "two": "(a)"}),
        ("mcp.remove_tool(os.environ['X'])", {"one": "(a b)", "two": "(a)"}),
    ],
)
def test_a_tool_that_is_removed_is_not_shown(code: str, left: dict[str, str], project: ReadProject) -> None:
    assert shown(project, code, SDK_PINS, SDK) == left


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("mcp.local_provider.remove_tool('one')", {"two": "a"}),
        ("mcp._local_provider._components.pop('tool:one@')", {"two": "a"}),
        ("mcp.disable(names={'one'})", {"two": "a"}),
        ("mcp.disable(tags={'slow'}).enable(names={'one'})", {"one": "a b", "two": "a"}),
        ("mcp.enable(tags={'slow'}, only=True)", {"one": "a b"}),
        ("mcp.disable(components={'resource'})", {"one": "a b", "two": "a"}),
        ("mcp.disable(keys={'tool:two@'})", {"one": "a b"}),
        ("mcp.disable(names={'one', os.environ['X']})", {"two": "(a)"}),
        ("mcp.disable(tags=set(os.environ['X'].split()))", {"one": "(a b)", "two": "a"}),
        ("if os.getenv('X'): mcp.disable(names={'one'})", {"one": "(a b)", "two": "a"}),
        ("mcp.disable()", {"one": "a b", "two": "a"}),
    ],
)
def test_a_rule_hides_what_it_covers(code: str, left: dict[str, str], project: ReadProject) -> None:
    assert shown(project, code, fastmcp(3)) == left


@pytest.mark.parametrize(
    ("made", "left"),
    [
        ("exclude_tags={'slow'}", {"two": "a"}),
        ("include_tags={'slow'}", {"one": "a b"}),
        ("include_tags={os.environ['X']}", {"one": "(a b)"}),
        ("tool_transformations={'one': ToolTransformConfig(enabled=False)}", {"two": "a"}),
        ("tool_transformations={'one': ToolTransformConfig(name='uno')}", {"uno": "a b", "two": "a"}),
    ],
)
def test_a_server_of_fastmcp_2_is_limited_when_it_is_made(
    made: str, left: dict[str, str], project: ReadProject
) -> None:
    header = f"import os\nfrom fastmcp import FastMCP\n{MADE}mcp = FastMCP('box', {made})\n"
    assert shown(project, "", fastmcp(2), header) == left


HIDDEN = "ToolTransformConfig(arguments={'b': ArgTransformConfig(hide=True)})"


@pytest.mark.parametrize(
    ("code", "left"),
    [
        (f"mcp.add_transform(ToolTransform({{'one': {HIDDEN}}}))", {"one": "a", "two": "a"}),
        ("mcp.add_transform(ToolTransform({'one': ToolTransformConfig(name='uno')}))", {"uno": "a b", "two": "a"}),
        (
            "if os.getenv('X'): mcp.add_transform(ToolTransform({'one': ToolTransformConfig(name='uno')}))",
            {"one": "(a b)", "uno": "(a b)", "two": "a"},
        ),
        ("mcp.add_transform(Namespace('n'))", {"n_one": "a b", "n_two": "a"}),
        ("mcp.local_provider.add_transform(Namespace('n'))", {"n_one": "a b", "n_two": "a"}),
        (
            "mcp.add_tool(Tool.from_tool(one, name='uno', transform_args={'a': ArgTransform(name='x')}))",
            {"one": "a b", "two": "a", "uno": "x b"},
        ),
    ],
)
def test_a_transform_renames_and_hides(code: str, left: dict[str, str], project: ReadProject) -> None:
    assert shown(project, code, fastmcp(3), FASTMCP + TRANSFORMS) == left


def test_a_change_behind_a_test_leaves_the_parameters_open(project: ReadProject) -> None:
    code = f"if os.getenv('X'): mcp.add_transform(ToolTransform({{'one': {HIDDEN}}}))"
    files = {"pyproject.toml": fastmcp(3), "server.py": FASTMCP + TRANSFORMS + TOOLS + code + "\n"}
    tool = next(tool for tool in only(project(files)).tools if tool.name.value == "one")
    assert (tool.open_parameters, [one.name for one in tool.parameters]) == (True, ["a", "b"])


def test_the_description_and_the_default_of_a_transform_are_what_a_client_is_told(project: ReadProject) -> None:
    config = "ToolTransformConfig(description='Uno.', arguments={'a': ArgTransformConfig(default=3, description='A')})"
    code = f"mcp.add_transform(ToolTransform({{'one': {config}}}))"
    files = {"pyproject.toml": fastmcp(3), "server.py": FASTMCP + TRANSFORMS + TOOLS + code + "\n"}
    tool = next(tool for tool in only(project(files)).tools if tool.name.value == "one")
    assert tool.description is not None
    assert tool.description.value == "Uno."
    first = tool.parameters[0]
    assert first.default is not None
    assert first.description is not None
    assert (first.required, first.default.value, first.description.value) == (False, 3, "A")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("mcp.local_provider.remove_tool(os.environ['X'])", "a tool is removed that is not known"),
        ("mcp.disable(tags={os.environ['X']})", "`disable` covers components that are not known"),
        ("mcp.add_transform(load())", "the transform `load` changes components at run time"),
        (
            "mcp.add_transform(search.BM25SearchTransform())",
            "`BM25SearchTransform` shows tools that find and call the others",
        ),
        ("mcp.add_transform(ToolTransform(load()))", "tools are transformed by a table that cannot be read"),
        ("mcp.mount(FastMCP('c', tools=[two]), tool_names=load())", "tools are renamed by a table that cannot be read"),
        ("mcp.add_middleware(ToolInjectionMiddleware(tools=load()))", "a middleware adds tools that are not known"),
    ],
)
def test_a_change_that_cannot_be_read_is_an_open_set_at_its_place(code: str, reason: str, project: ReadProject) -> None:
    text = UNREAD + FASTMCP + TRANSFORMS + TOOLS + code + "\n"
    found = project({"pyproject.toml": fastmcp(3), "server.py": text})
    assert [text[one.place.span.start :].splitlines()[0] for one in found.open_sets] == [code]
    assert found.open_sets[0].reason.startswith(reason)


def test_names_that_differ_by_version_are_kept_as_a_set(project: ReadProject) -> None:
    code = "child = FastMCP('c', tools=[two])\nmcp.mount(child, 'n', tool_names={'two': 'dos'})"
    wide = FASTMCP_PINS.format("2.14.1", 4)
    assert shown(project, code, wide) == {"one": "a b", "two": "a", "n_dos": "(a)", "dos": "(a)"}
    narrow = FASTMCP_PINS.format("3.1", 4)
    assert shown(project, code, narrow) == {"one": "a b", "two": "a", "n_dos": "a"}


@pytest.mark.parametrize(
    ("version", "name"), [("2.0.0", "n/two"), ("2.1.0", "n-two"), ("2.3.5", "n-two"), ("2.4.0", "n_two")]
)
def test_old_mounts_join_by_their_separator(version: str, name: str, project: ReadProject) -> None:
    pins = f'[project]\nname = "box"\nversion = "1"\ndependencies = ["fastmcp=={version}"]\n'
    code = "child = FastMCP('c', tools=[two])\nmcp.mount('n', child, tool_separator='-')"
    assert shown(project, code, pins) == {"one": "a b", "two": "a", name: "a"}


SPECIFICATION = """
from fastmcp import FastMCP
mcp = FastMCP.from_openapi(
    {
        "openapi": "3.1.0",
        "paths": {
            "/users": {"get": {"operationId": "users", "parameters": [{"name": "page", "in": "query"}]}},
            "/jobs": {"get": {"operationId": "jobs"}, "delete": {"operationId": "drop"}},
        },
    },
    client=None,
)
"""


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("", {"users": "page", "jobs": "", "drop": ""}),
        ("mcp.disable(names={'drop'})", {"users": "page", "jobs": ""}),
        ("mcp.disable(tags={'admin'})", {"users": "(page)", "jobs": "()", "drop": "()"}),
        (
            "mcp.add_transform(ToolTransform({'users': ToolTransformConfig("
            "name='people', arguments={'page': ArgTransformConfig(name='at')})}))",
            {"people": "at", "jobs": "", "drop": ""},
        ),
        ("mcp.add_transform(ResourcesAsTools(mcp))", {"users": "page", "jobs": "", "drop": ""}),
    ],
)
def test_tools_of_a_specification_are_changed_as_well(code: str, left: dict[str, str], project: ReadProject) -> None:
    text = f"{SPECIFICATION}{TRANSFORMS}from fastmcp.server.transforms import ResourcesAsTools\n{code}\n"
    found = only(project({"pyproject.toml": fastmcp(3), "server.py": text})).tools
    words = {str(tool.name.value): (" ".join(one.name for one in tool.parameters), tool.conditional) for tool in found}
    own = {name: f"({shown_as})" if unsure else shown_as for name, (shown_as, unsure) in words.items()}
    assert {name: one for name, one in own.items() if not name.endswith(("resources", "resource"))} == left
