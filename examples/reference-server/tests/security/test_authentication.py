"""Who is turned away at the door, over HTTP."""

import pytest
from fastmcp.server.auth.providers.jwt import RSAKeyPair

from release_desk.settings import Settings
from tests.conftest import AUDIENCE, ISSUER, ORIGIN, Token, Web

pytestmark = pytest.mark.security


async def status_with(web: Web, settings: Settings, headers: dict[str, str]) -> tuple[int, str]:
    """Status and challenge of a request with these headers."""
    async with web(settings) as client:
        answer = await client.post("/mcp", headers=headers, json={})
    return answer.status_code, answer.headers.get("www-authenticate", "")


async def test_no_token_gets_401_and_where_to_find_the_metadata(settings: Settings, web: Web) -> None:
    status, challenge = await status_with(web, settings, {})
    assert status == 401
    assert 'resource_metadata="https://releases.example.com/.well-known/oauth-protected-resource/mcp"' in challenge


@pytest.mark.parametrize("value", ["Bearer not-a-token", "Bearer ", "Basic YW5uOmFubg==", "Bearer a.b.c"])
async def test_an_invalid_token_gets_401(value: str, settings: Settings, web: Web) -> None:
    assert (await status_with(web, settings, {"Authorization": value}))[0] == 401


@pytest.mark.parametrize(
    "changed",
    [
        {"seconds": -300},
        {"audience": "https://other.example.com/mcp"},
        {"issuer": "https://login.example.org/"},
        {"nbf": 4_102_444_800},
    ],
    ids=["expired", "audience", "issuer", "not yet valid"],
)
async def test_an_expired_or_foreign_token_gets_401(
    changed: dict[str, object], settings: Settings, web: Web, token: Token
) -> None:
    headers = {"Authorization": f"Bearer {token('admin', **changed)}"}
    assert (await status_with(web, settings, headers))[0] == 401


async def test_a_token_signed_by_somebody_else_gets_401(settings: Settings, web: Web) -> None:
    forged = RSAKeyPair.generate().create_token(subject="ann", issuer=ISSUER, audience=AUDIENCE, kid="test")
    assert (await status_with(web, settings, {"Authorization": f"Bearer {forged}"}))[0] == 401


async def test_a_good_token_gets_past_the_door(settings: Settings, web: Web, token: Token) -> None:
    status, _ = await status_with(web, settings, {"Authorization": f"Bearer {token('viewer')}"})
    assert status not in (401, 403)


async def test_refusals_are_audited_without_the_token(
    settings: Settings, web: Web, lines: list[dict[str, object]]
) -> None:
    await status_with(web, settings, {"Authorization": "Bearer sensitive-thing", "X-Correlation-ID": "gateway-0001"})
    audit = [line for line in lines if line["event"] == "AUDIT" and line["event_type"] != "configuration"]
    assert [(line["event_type"], line["result"], line["correlation_id"]) for line in audit] == [
        ("authentication", "failure", "gateway-0001")
    ]
    assert "sensitive-thing" not in str(lines)


async def test_a_foreign_host_or_origin_is_refused_and_has_the_headers(
    settings: Settings, web: Web, token: Token
) -> None:
    good = {"Authorization": f"Bearer {token('viewer')}"}
    async with web(settings) as client:
        host = await client.post("/mcp", headers={**good, "Host": "evil.example"}, json={})
        origin = await client.post("/mcp", headers={**good, "Origin": "https://evil.example"}, json={})
    assert (host.status_code, origin.status_code) == (421, 403)
    for answer in (host, origin):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "max-age=31536000" in answer.headers["strict-transport-security"]


@pytest.mark.parametrize(("origin", "allowed"), [(ORIGIN, ORIGIN), ("https://evil.example", None)])
async def test_browsers_are_let_in_from_named_origins_only(
    origin: str, allowed: str | None, settings: Settings, web: Web
) -> None:
    preflight = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    async with web(settings) as client:
        answer = await client.options("/mcp", headers=preflight)
    assert answer.headers.get("access-control-allow-origin") == allowed


async def test_the_metadata_names_the_server_and_its_issuer(settings: Settings, web: Web) -> None:
    async with web(settings) as client:
        answer = await client.get("/.well-known/oauth-protected-resource/mcp")
    assert (answer.json()["resource"], answer.json()["authorization_servers"]) == (AUDIENCE, [ISSUER])
