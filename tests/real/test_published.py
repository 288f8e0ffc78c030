"""Published servers, pinned by version: the tools that their running versions show are read, and nothing faults."""

from pathlib import Path

import pytest

from mcp_lintel.model.types import Server
from mcp_lintel.run import Request, check, inventory
from mcp_lintel.settings import Settings
from mcp_lintel.verdict.finding import NoticeKind

from .published import published

pytestmark = pytest.mark.network

TOOLS = {
    ("mcp-server-time", "2026.10.19"): {
        "get_current_time": "timezone",
        "convert_time": "source_timezone time target_timezone",
    },
    ("mcp-server-sqlite", "2025.4.25"): {
        "read_query": "query",
        "write_query": "query",
        "create_table": "query",
        "list_tables": "",
        "describe_table": "table_name",
        "append_insight": "insight",
    },
    ("mcp-server-git", "2026.10.19"): {
        "git_status": "repo_path",
        "git_diff_unstaged": "repo_path context_lines=",
        "git_diff_staged": "repo_path context_lines=",
        "git_diff": "repo_path target context_lines=",
        "git_commit": "repo_path message",
        "git_add": "repo_path files",
        "git_reset": "repo_path",
        "git_log": "repo_path max_count= start_timestamp= end_timestamp=",
        "git_create_branch": "repo_path branch_name base_branch=",
        "git_checkout": "repo_path branch_name",
        "git_show": "repo_path revision",
        "git_branch": "repo_path branch_type contains= not_contains=",
    },
}
"""What a client of the running server is shown; `b=` may be left out."""
PINS = [pytest.param(*pin, id=pin[0]) for pin in TOOLS]


def servers(folder: Path) -> list[Server]:
    """Every server in a folder."""
    outcome = inventory(Request(paths=(folder,), settings=Settings()))
    return [server for project in outcome.projects for server in project.servers]


@pytest.mark.parametrize(("name", "version"), PINS)
def test_the_tools_of_a_published_server_are_read(name: str, version: str) -> None:
    (server,) = servers(published(name, version))
    shown = {
        tool.name.value: " ".join(p.name if p.required else f"{p.name}=" for p in tool.parameters)
        for tool in server.tools
    }
    assert shown == TOOLS[name, version]
    assert all(tool.description is not None for tool in server.tools)
    assert server.endpoint.transports.kinds == {"stdio"}


@pytest.mark.parametrize(("name", "version"), PINS)
def test_checking_a_published_server_has_no_fault(name: str, version: str) -> None:
    folder = published(name, version)
    before = sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    outcome = check(Request(paths=(folder,), settings=Settings()))
    faults = (NoticeKind.INTERNAL, NoticeKind.SYNTAX, NoticeKind.UNREADABLE, NoticeKind.ARTIFACT)
    assert [notice for notice in outcome.notices if notice.kind in faults] == []
    assert outcome.rules, "no rule ran"
    assert sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*")) == before


def test_the_resources_and_prompts_of_a_low_level_server_are_read() -> None:
    (server,) = servers(published("mcp-server-sqlite", "2025.4.25"))
    assert [prompt.name.value for prompt in server.prompts] == ["mcp-demo"]
    assert [resource.name.value for resource in server.resources] == ["memo://insights"]
