"""Small projects written to a folder and read by the real pipeline."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

from mcp_lintel.model.types import Parameter, Project, Server, Tool
from mcp_lintel.run import Request, inventory
from mcp_lintel.settings import Settings

SDK = "from mcp.server.fastmcp import Context, FastMCP\nmcp = FastMCP('box')\n"
FASTMCP = "from fastmcp import Context, FastMCP\nmcp = FastMCP('box')\n"
SDK_PINS = '[project]\nname = "box"\nversion = "1"\ndependencies = ["mcp>=1.20,<2"]\n'
FASTMCP_PINS = '[project]\nname = "box"\nversion = "1"\ndependencies = ["fastmcp>={0},<{1}"]\n'

ReadProject = Callable[[dict[str, str]], Project]


def fastmcp(major: int) -> str:
    """A pyproject.toml that allows one major version of fastmcp."""
    return FASTMCP_PINS.format(major, major + 1)


def read(folder: Path, files: dict[str, str]) -> Project:
    """The project that these files make; texts are taken without their common indentation."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dedent(text), encoding="utf-8")
    projects = inventory(Request(paths=(folder,), settings=Settings())).projects
    assert len(projects) == 1, [project.path for project in projects]
    return projects[0]


def only(project: Project) -> Server:
    """The one server of a project."""
    assert len(project.servers) == 1, [server.endpoint.name.value for server in project.servers]
    return project.servers[0]


def tools(project: Project) -> dict[str, Tool]:
    """The tools of the one server by the name a client sees."""
    return {str(tool.name.value): tool for tool in only(project).tools}


def tool(project: Project) -> Tool:
    """The one tool of the one server."""
    found = only(project).tools
    assert len(found) == 1, [one.name.value for one in found]
    return found[0]


def parameter(project: Project) -> Parameter:
    """The one parameter of the one tool."""
    found = tool(project).parameters
    assert len(found) == 1, [one.name for one in found]
    return found[0]


def names(project: Project) -> list[str]:
    """The parameters of the one tool by name."""
    return [one.name for one in tool(project).parameters]
