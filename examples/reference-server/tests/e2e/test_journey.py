"""From draft to approval, by two people, against the whole server over HTTP."""

from functools import partial

import pytest
from fastmcp import Client
from fastmcp.client.elicitation import ElicitResult
from fastmcp.client.transports import StreamableHttpTransport
from fastmcp.exceptions import ToolError
from fastmcp.utilities.asgi_transport import StreamingASGITransport, run_asgi_lifespan
from httpx2 import AsyncClient

from release_desk.server import create_app
from release_desk.settings import Settings
from tests.conftest import Token

pytestmark = pytest.mark.e2e


async def yes(*_: object) -> ElicitResult[dict[str, bool]]:
    """Somebody who confirms."""
    return ElicitResult(action="accept", content={"value": True})


async def test_two_people_bring_a_release_out(settings: Settings, token: Token) -> None:
    app = create_app(settings)
    factory = partial(AsyncClient, transport=StreamingASGITransport(app))

    def client(access: str) -> Client:
        address = "https://releases.example.com/mcp"
        transport = StreamableHttpTransport(address, auth=access, httpx_client_factory=factory)
        return Client(transport, elicitation_handler=yes)

    async with run_asgi_lifespan(app):
        async with client(token("developer", subject="bob")) as bob:
            made = await bob.call_tool("create_release", {"draft": {"name": "billing", "version": "2.4.1"}})
            wrong = await bob.call_tool("create_release", {"draft": {"name": "billing", "version": "9.9.9"}})
            first, second = (one.structured_content["data"]["id"] for one in (made, wrong))
            await bob.call_tool("update_release", {"release_id": first, "patch": {"notes": "Two currencies."}})
        async with client(token("admin", subject="ann")) as ann:
            listed = await ann.call_tool("list_releases", {"status": "draft"})
            assert {one["id"] for one in listed.structured_content["data"]} == {first, second}
            approved = await ann.call_tool("approve_release", {"release_id": first})
            assert approved.structured_content["data"]["approved_by"] == "ann"
            await ann.call_tool("delete_release", {"release_id": second})
            with pytest.raises(ToolError, match="not_found"):
                await ann.call_tool("get_release", {"release_id": second})
            with pytest.raises(ToolError, match="conflict"):
                await ann.call_tool("delete_release", {"release_id": first})
