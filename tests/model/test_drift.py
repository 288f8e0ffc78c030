"""What a project takes from a framework that its declared versions do not hold, and what is passed over."""

import pytest

from mcp_lintel.model.types import ContextParameter, Drift, DriftKind, DriftState, FrameworkRange

from .reading import ReadProject


def pins(*requirements: str) -> str:
    listed = ", ".join(f'"{one}"' for one in requirements)
    return f'[project]\nname = "box"\nversion = "1"\ndependencies = [{listed}]\n'


def drifts(project: ReadProject, source: str, *requirements: str, **files: str) -> list[Drift]:
    named = {path.replace("_toml", ".toml"): text for path, text in files.items()}
    found = project({"server.py": source, "pyproject.toml": pins(*requirements), **named}).drifts
    return [one for one in found if isinstance(one, Drift)]


SDK = "from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('box')\n"
FASTMCP = "from fastmcp import FastMCP\nmcp = FastMCP('box')\n"
IN_CLASS = "class Desk:\n    @mcp.tool()\n    def find(self, word: str): ...\n"
BARE = "@mcp.tool\ndef find(word: str): ...\n"
FALLBACK = """
try:
    from mcp.server.mcpserver import MCPServer
except ImportError:
    from mcp.server.fastmcp import FastMCP as MCPServer
mcp = MCPServer("box")
@mcp.tool()
def find(word: str): ...
"""


@pytest.mark.parametrize(
    ("source", "requirement", "kind", "state"),
    [
        (SDK, "mcp>=1.20", DriftKind.IMPORT, DriftState.GONE),
        (SDK + BARE, "mcp>=1.20,<2", DriftKind.FORM, DriftState.NEVER),
        (SDK + IN_CLASS, "mcp>=1.20,<2", DriftKind.FORM, DriftState.NEVER),
        (FASTMCP + BARE, "fastmcp==2.5.2", DriftKind.FORM, DriftState.NOT_YET),
        (FASTMCP + IN_CLASS, "fastmcp>=3,<4", DriftKind.FORM, DriftState.NEVER),
        (FASTMCP + "mcp.mount('sub', FastMCP('c'))", "fastmcp>=2.14,<3", DriftKind.POSITIONAL, DriftState.GONE),
        (FASTMCP + "mcp.mount('sub', FastMCP('c'))", "fastmcp>=2.9,<2.14", DriftKind.POSITIONAL, DriftState.DEPRECATED),
        (FASTMCP + "mcp.import_server(FastMCP('c'))", "fastmcp>=4,<5", DriftKind.INTERFACE, DriftState.GONE),
        (FASTMCP + "mcp.import_server(FastMCP('c'))", "fastmcp>=3,<4", DriftKind.INTERFACE, DriftState.DEPRECATED),
    ],
)
def test_a_use_is_held_against_the_declared_range(
    source: str, requirement: str, kind: DriftKind, state: DriftState, project: ReadProject
) -> None:
    assert [(one.kind, one.state) for one in drifts(project, source, requirement)] == [(kind, state)]


@pytest.mark.parametrize(
    ("source", "requirement"),
    [
        (SDK, "mcp>=1.20,<2"),
        (FASTMCP + BARE, "fastmcp>=2.7,<5"),
        (FASTMCP + "mcp.mount(FastMCP('c'), 'sub')", "fastmcp>=2.9,<5"),
        (FALLBACK, "mcp>=1.20,<3"),
        (FALLBACK, "mcp"),
    ],
)
def test_what_every_allowed_version_takes_or_a_guard_reckons_with_is_no_drift(
    source: str, requirement: str, project: ReadProject
) -> None:
    assert drifts(project, source, requirement) == []


OLD = FASTMCP + "mcp.mount('sub', FastMCP('c'))\n"
POETRY = '[tool.poetry]\nname = "box"\nversion = "1"\n[tool.poetry.dependencies]\nfastmcp = {0}\n'
URL = "https://example.com/fastmcp.git"
SOURCES = f'\n[tool.uv.sources]\nfastmcp = {{ git = "{URL}" }}\n'


@pytest.mark.parametrize(
    "manifest",
    [
        pins(f"fastmcp @ git+{URL}"),
        pins(f"fastmcp[tasks] @ git+{URL}@v2 ; python_version > '3.9'"),
        pins("fastmcp") + SOURCES,
        POETRY.format(f'{{ git = "{URL}" }}'),
        POETRY.format('{ path = "../fastmcp" }'),
    ],
)
def test_a_framework_from_a_repository_has_no_version_to_hold_anything_against(
    manifest: str, project: ReadProject
) -> None:
    assert project({"server.py": OLD, "pyproject.toml": manifest}).drifts == ()


def test_a_framework_without_a_bound_is_held_against_its_newest_version(project: ReadProject) -> None:
    found = project({"server.py": OLD, "pyproject.toml": POETRY.format('{ version = "*" }')}).drifts
    assert [(one.kind, one.state) for one in found if isinstance(one, Drift)] == [
        (DriftKind.POSITIONAL, DriftState.GONE)
    ]
    assert [one.open_from for one in found if isinstance(one, FrameworkRange)] == ["5.0"]


CHECKED = """
from __future__ import annotations
from typing import TYPE_CHECKING
from fastmcp import FastMCP
if TYPE_CHECKING:
    from fastmcp import Context
{0}
mcp = FastMCP("box")
@mcp.tool
def find(word: str, ctx: {1}): ...
"""


@pytest.mark.parametrize(
    ("otherwise", "annotation", "unresolved"),
    [
        ("", "Context", True),
        ("", "Context | None", True),
        ("", "'Context'", True),
        ("else:\n    from fastmcp.server.context import Context", "Context", False),
        ("from fastmcp import Context", "Context", False),
    ],
)
def test_a_context_that_only_type_checkers_import_cannot_be_resolved(
    otherwise: str, annotation: str, unresolved: bool, project: ReadProject
) -> None:
    found = project({"server.py": CHECKED.format(otherwise, annotation)}).drifts
    assert {one.unresolved for one in found if isinstance(one, ContextParameter)} == {unresolved}
