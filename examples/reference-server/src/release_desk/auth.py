"""Authentication: tokens of the company's issuer are verified here, and none are issued."""

import time
from typing import Any

from fastmcp.server.auth import AccessToken, RemoteAuthProvider
from fastmcp.server.auth.providers.jwt import JWTVerifier
from pydantic import AnyHttpUrl

from release_desk.settings import AuthSettings

MAX_SKEW_SECONDS = 60


def timely(claims: dict[str, Any]) -> bool:
    """Whether a token ends at all and has begun, give or take the drift of two clocks."""
    not_before = claims.get("nbf", 0)
    if "exp" not in claims or not isinstance(not_before, int | float):
        return False
    return not_before <= time.time() + MAX_SKEW_SECONDS


class CompanyVerifier(JWTVerifier):
    """The framework's verifier, which lets a token without `exp` pass and does not look at `nbf`, made to do both.

    The framework forgives no seconds past `exp`, which is stricter than the standard asks.
    """

    async def load_access_token(self, token: str) -> AccessToken | None:
        """Verify signature, issuer, audience and times."""
        access = await super().load_access_token(token)
        return access if access and timely(access.claims) else None


def build_auth(settings: AuthSettings) -> RemoteAuthProvider:
    """The provider for the server: 401 without a good token, and metadata that says where to get one."""
    verifier = CompanyVerifier(
        jwks_uri=settings.jwks_uri,
        issuer=settings.issuer,
        audience=settings.audience,
        algorithm="RS256",
    )
    public = AnyHttpUrl(settings.audience)
    return RemoteAuthProvider(
        token_verifier=verifier,
        authorization_servers=[AnyHttpUrl(settings.issuer)],
        base_url=f"{public.scheme}://{public.host}:{public.port}",
        resource_name="Release desk",
    )
