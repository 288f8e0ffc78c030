"""What all levels share: keys made for the run, tokens of a made-up issuer, settings, and a store in memory."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from fastmcp.server.auth import AccessToken
from fastmcp.server.auth.providers.jwt import JWTVerifier, RSAKeyPair
from fastmcp.utilities.asgi_transport import StreamingASGITransport, run_asgi_lifespan
from httpx2 import AsyncClient
from joserfc import jwk
from mcp.server.auth.middleware.auth_context import auth_context_var
from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from structlog.testing import LogCapture

from release_desk.models import Release, ReleaseStatus
from release_desk.permissions import Caller
from release_desk.server import create_app
from release_desk.settings import AuthSettings, HttpSettings, RateLimitSettings, Settings
from release_desk.store import SqliteReleaseStore

ISSUER = "https://login.example.com/"
AUDIENCE = "https://releases.example.com/mcp"
ORIGIN = "https://desk.example.com"
RELEASE_ID = "6f1c2a9b8d7e4f30a1b2c3d4e5f60718"
Token = Callable[..., str]
Web = Callable[[Settings], AbstractAsyncContextManager[AsyncClient]]


@pytest.fixture(scope="session")
def keys() -> RSAKeyPair:
    """The issuer's keys, for this run only."""
    return RSAKeyPair.generate()


@pytest.fixture
def token(keys: RSAKeyPair) -> Token:
    """Makes a token of the issuer: `token("developer", subject="ann", team="payments", audience=…)`."""

    def make(
        *roles: str,
        subject: str = "ann",
        team: str | None = "payments",
        audience: str = AUDIENCE,
        issuer: str = ISSUER,
        seconds: int = 300,
        **claims: object,
    ) -> str:
        more = {"roles": list(roles), **({"team": team} if team else {}), **claims}
        return keys.create_token(
            subject=subject,
            issuer=issuer,
            audience=audience,
            expires_in_seconds=seconds,
            additional_claims=more,
            kid="test",
        )

    return make


@pytest.fixture(autouse=True)
def published_keys(keys: RSAKeyPair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer the fetch of the key set with the issuer's public key."""
    key_set = {"keys": [{**jwk.import_key(keys.public_key, "RSA").as_dict(), "kid": "test"}]}

    async def fetched(_self: JWTVerifier) -> object:
        return key_set

    monkeypatch.setattr(JWTVerifier, "_fetch_jwks", fetched)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings that do not depend on the machine, with room for many calls."""
    monkeypatch.chdir(tmp_path)
    return Settings(
        database_path=tmp_path / "desk.sqlite3",
        auth=AuthSettings(issuer=ISSUER, audience=AUDIENCE, jwks_uri=f"{ISSUER}jwks.json"),
        http=HttpSettings(allowed_hosts=["releases.example.com"], allowed_origins=[ORIGIN]),
        rate_limit=RateLimitSettings(burst=1000, global_burst=1000),
    )


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteReleaseStore]:
    """An open, empty store."""
    opened = SqliteReleaseStore(tmp_path / "store.sqlite3")
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def web() -> Web:
    """Runs the whole app without a socket and gives an HTTP client for it."""

    @asynccontextmanager
    async def served(settings: Settings) -> AsyncIterator[AsyncClient]:
        app = create_app(settings)
        async with run_asgi_lifespan(app), client_of(StreamingASGITransport(app)) as client:
            yield client

    return served


def client_of(transport: StreamingASGITransport) -> AsyncClient:
    """An HTTP client that speaks to the app in this process."""
    return AsyncClient(transport=transport, base_url="https://releases.example.com")


@pytest.fixture
def signed_in() -> Iterator[Callable[..., None]]:
    """Sets the verified token that an in-memory client lacks: `signed_in("admin", subject="ann")`."""
    before = auth_context_var.get()

    def become(*roles: str, subject: str = "ann", team: str = "payments") -> None:
        claims = {"sub": subject, "team": team, "roles": list(roles)}
        access = AccessToken(token="-", client_id=subject, scopes=[], subject=subject, claims=claims)  # noqa: S106
        auth_context_var.set(AuthenticatedUser(access))

    yield become
    auth_context_var.set(before)


@pytest.fixture
def caller() -> Caller:
    """Somebody who may do everything."""
    return Caller("ann", "payments", ("admin",))


@pytest.fixture
def release() -> Release:
    """A draft that somebody else made."""
    return Release(
        id=RELEASE_ID,
        team="payments",
        name="billing",
        version="2.4.1",
        notes="Invoices in two currencies.",
        tags=["q4"],
        status=ReleaseStatus.DRAFT,
        created_by="bob",
        created_at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC),
    )


@pytest.fixture
def lines() -> Iterator[list[dict[str, object]]]:
    """The log lines written during the test."""
    capture = LogCapture()
    before = structlog.get_config()
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, capture], cache_logger_on_first_use=False)
    yield capture.entries
    structlog.configure(**before)
