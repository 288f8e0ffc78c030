"""Servers mounted into others: the name a client sees by the version of fastmcp."""

import pytest

from .reading import ReadProject, fastmcp, only

CHILD = """
from fastmcp import FastMCP
mcp = FastMCP("outer")
child = FastMCP("inner")
@child.tool
def ping(host: str) -> str: ...
@child.resource("state://{host}")
def state(host: str) -> str: ...
"""


def seen(project: ReadProject, code: str, major: int) -> list[str | None]:
    """The names of the tools of the outer server, which is the only one a client meets."""
    server = only(project({"pyproject.toml": fastmcp(major), "server.py": CHILD + code + "\n"}))
    assert server.endpoint.name.value == "outer"
    return [tool.name.value for tool in server.tools]


@pytest.mark.parametrize(
    ("mount", "major", "name"),
    [
        ("mcp.mount(child)", 2, "ping"),
        ("mcp.mount(child, 'ops')", 2, "ops_ping"),
        ("mcp.mount(child, prefix='ops')", 2, "ops_ping"),
        ("mcp.mount('ops', child)", 2, "ops_ping"),
        ("mcp.mount(server=child, prefix='ops')", 2, "ops_ping"),
        ("import asyncio\nasyncio.run(mcp.import_server(child, prefix='ops'))", 2, "ops_ping"),
        ("mcp.mount(child, 'ops', tool_names={'ping': 'p'})", 2, "p"),
        ("mcp.mount(child, namespace='ops')", 3, "ops_ping"),
        ("mcp.mount(child, 'ops', tool_names={'ping': 'p'})", 3, "ops_p"),
        ("mcp.mount(child, namespace='ops', tool_names={'ping': 'p'})", 4, "ops_p"),
        ("mcp.mount(child, namespace=None)", 4, "ping"),
        ("mcp.add_provider(child, namespace='ops')", 4, "ops_ping"),
        ("PREFIX = 'ops'\nmcp.mount(child, namespace=f'{PREFIX}_eu')", 4, "ops_eu_ping"),
    ],
)
def test_a_mounted_tool_has_the_name_of_its_generation(mount: str, major: int, name: str, project: ReadProject) -> None:
    assert seen(project, mount, major) == [name]


def test_mounts_nest_with_the_outermost_first(project: ReadProject) -> None:
    code = "leaf = FastMCP('leaf')\n@leaf.tool\ndef beat(host: str): ...\nchild.mount(leaf, 'c')\nmcp.mount(child, 'b')"
    assert seen(project, code, 3) == ["b_ping", "b_c_beat"]


def test_a_tool_added_after_the_mount_appears_too(project: ReadProject) -> None:
    code = "mcp.mount(child, 'ops')\n@child.tool\ndef late(host: str): ..."
    assert seen(project, code, 3) == ["ops_ping", "ops_late"]


def test_a_server_mounted_twice_appears_twice(project: ReadProject) -> None:
    assert seen(project, "mcp.mount(child, 'a')\nmcp.mount(child, 'b')", 3) == ["a_ping", "b_ping"]


def test_the_own_tools_stand_beside_mounted_ones(project: ReadProject) -> None:
    assert seen(project, "mcp.mount(child, 'ops')\n@mcp.tool\ndef own(host: str): ...", 3) == ["own", "ops_ping"]


def test_a_mounted_resource_has_the_prefix_in_its_path(project: ReadProject) -> None:
    files = {"pyproject.toml": fastmcp(3), "server.py": CHILD + "mcp.mount(child, 'ops')\n"}
    assert [one.name.value for one in only(project(files)).resources] == ["state://ops/{host}"]


def test_a_mount_behind_a_flag_makes_its_tools_conditional(project: ReadProject) -> None:
    code = CHILD + "import os\nif os.getenv('OPS'):\n    mcp.mount(child, 'ops')\n"
    server = only(project({"pyproject.toml": fastmcp(3), "server.py": code}))
    assert [(tool.name.value, tool.conditional) for tool in server.tools] == [("ops_ping", True)]


def test_a_computed_prefix_leaves_the_names_open(project: ReadProject) -> None:
    code = CHILD + "import os\nmcp.mount(child, os.environ['PREFIX'])\n"
    found = project({"pyproject.toml": fastmcp(3), "server.py": code})
    assert [tool.name.value for server in found.servers for tool in server.tools] == []
    assert found.open_sets


def test_a_mounted_server_that_is_served_itself_is_a_server_too(project: ReadProject) -> None:
    code = CHILD + "mcp.mount(child, 'ops')\ndef main():\n    child.run()\nmain()\n"
    found = project({"pyproject.toml": fastmcp(3), "server.py": code}).servers
    assert {s.endpoint.name.value: [t.name.value for t in s.tools] for s in found} == {
        "outer": ["ops_ping"],
        "inner": ["ping"],
    }


def test_a_server_that_mounts_itself_ends(project: ReadProject) -> None:
    found = project({"pyproject.toml": fastmcp(3), "server.py": CHILD + "mcp.mount(mcp, 'me')\nmcp.mount(child)\n"})
    assert all(len(server.tools) < 20 for server in found.servers)


@pytest.mark.parametrize(
    ("major", "kept"),
    [
        (2, "server.ping"),
        (3, "server.own"),
    ],
)
def test_a_name_that_parent_and_child_share_is_kept_once(major: int, kept: str, project: ReadProject) -> None:
    code = CHILD + "@mcp.tool(name='ping')\ndef own(host: str): ...\nmcp.mount(child)\n"
    server = only(project({"pyproject.toml": fastmcp(major), "server.py": code}))
    assert [(tool.name.value, tool.function) for tool in server.tools] == [("ping", kept)]
