"""Who may do what, over HTTP with real tokens."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Protocol

import pytest
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport
from fastmcp.exceptions import ToolError
from fastmcp.utilities.asgi_transport import StreamingASGITransport, run_asgi_lifespan
from httpx2 import AsyncClient
from mcp import MCPError
from mcp.types import ElicitResult, InputRequiredResult

from release_desk.server import create_app
from release_desk.settings import Settings
from tests.conftest import RELEASE_ID, Token

pytestmark = pytest.mark.security
DRAFT = {"draft": {"name": "billing", "version": "2.4.1"}}


class Connect(Protocol):
    """Connects a client with a token."""

    def __call__(self, token: str, mode: str = "auto") -> AbstractAsyncContextManager[Client]: ...


@pytest.fixture
async def connect(settings: Settings) -> AsyncIterator[Connect]:
    """The app, running, and clients for it."""
    app = create_app(settings)
    factory = partial(AsyncClient, transport=StreamingASGITransport(app))

    @asynccontextmanager
    async def connected(token: str, mode: str = "auto") -> AsyncIterator[Client]:
        transport = StreamableHttpTransport(
            "https://releases.example.com/mcp", auth=token, httpx_client_factory=factory
        )
        async with Client(transport, mode=mode) as client:
            yield client

    async with run_asgi_lifespan(app):
        yield connected


@pytest.mark.parametrize(
    ("role", "tools"),
    [
        ("viewer", {"list_releases", "search_releases", "get_release"}),
        ("service", {"list_releases", "search_releases", "get_release", "create_release"}),
        ("owner", set()),
    ],
)
async def test_a_role_sees_only_the_tools_it_may_call(
    role: str, tools: set[str], connect: Connect, token: Token
) -> None:
    async with connect(token(role)) as client:
        assert {tool.name for tool in await client.list_tools()} == tools


@pytest.mark.parametrize(
    ("role", "tool", "arguments", "permission"),
    [
        ("viewer", "create_release", DRAFT, "releases:create"),
        ("service", "update_release", {"release_id": RELEASE_ID, "patch": {"notes": "x"}}, "releases:update"),
        ("developer", "approve_release", {"release_id": RELEASE_ID}, "releases:approve"),
        ("developer", "delete_release", {"release_id": RELEASE_ID}, "releases:delete"),
        ("owner", "list_releases", {}, "releases:read"),
    ],
)
async def test_a_role_without_the_permission_is_forbidden_and_told_which(
    role: str,
    tool: str,
    arguments: dict[str, object],
    permission: str,
    connect: Connect,
    token: Token,
    lines: list[dict[str, object]],
) -> None:
    async with connect(token(role)) as client:
        with pytest.raises(ToolError, match=f"forbidden.*{permission}"):
            await client.call_tool(tool, arguments)
    refused = [line for line in lines if line["event"] == "AUDIT" and line["result"] == "failure"]
    assert [(line["user_id"], line["user_role"], line["tool_name"]) for line in refused] == [("ann", role, tool)]


async def test_a_token_without_a_team_may_nothing(connect: Connect, token: Token) -> None:
    async with connect(token("admin", team=None)) as client:
        assert await client.list_tools() == []
        with pytest.raises(ToolError, match="forbidden"):
            await client.call_tool("list_releases", {})


async def test_another_teams_release_does_not_exist(connect: Connect, token: Token) -> None:
    async with connect(token("developer")) as client:
        made = await client.call_tool("create_release", DRAFT)
    release_id = made.structured_content["data"]["id"]
    async with connect(token("admin", subject="eve", team="shipping")) as client:
        listed = await client.call_tool("list_releases", {})
        assert listed.structured_content["data"] == []
        for tool, more in (
            ("get_release", {}),
            ("update_release", {"patch": {"notes": "mine"}}),
            ("approve_release", {}),
            ("delete_release", {}),
        ):
            with pytest.raises(ToolError, match="not_found"):
                await client.call_tool(tool, {"release_id": release_id, **more})


async def test_arguments_cannot_name_an_identity(connect: Connect, token: Token) -> None:
    async with connect(token("viewer")) as client:
        for forged in ({"caller": {"user_id": "root"}}, {"roles": ["admin"]}, {"team": "shipping"}):
            with pytest.raises(ToolError, match="validation error"):
                await client.call_tool("list_releases", forged)


async def test_nothing_is_deleted_where_nobody_can_be_asked(connect: Connect, token: Token) -> None:
    async with connect(token("admin"), mode="legacy") as client:
        made = await client.call_tool("create_release", DRAFT)
        release_id = made.structured_content["data"]["id"]
        with pytest.raises(ToolError, match=r"service_unavailable.*no way to ask"):
            await client.call_tool("delete_release", {"release_id": release_id})
        assert await client.call_tool("get_release", {"release_id": release_id})


async def test_an_answer_holds_for_one_release_and_one_caller(connect: Connect, token: Token) -> None:
    async with connect(token("admin")) as client:
        made = [
            (await client.call_tool("create_release", {"draft": {"name": "billing", "version": f"1.0.{n}"}}))
            for n in range(2)
        ]
        first, second = (one.structured_content["data"]["id"] for one in made)
        asked = await client.session.call_tool("delete_release", {"release_id": first}, allow_input_required=True)
        assert isinstance(asked, InputRequiredResult)
        answer = {"confirm": ElicitResult(action="accept", content={"value": True})}
        with pytest.raises(MCPError):
            await client.session.call_tool(
                "delete_release", {"release_id": second}, input_responses=answer, request_state=asked.request_state
            )
        unasked = await client.session.call_tool(
            "delete_release", {"release_id": second}, input_responses=answer, allow_input_required=True
        )
        assert isinstance(unasked, InputRequiredResult)
        assert await client.call_tool("get_release", {"release_id": second})
