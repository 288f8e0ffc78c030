"""Every setting of the server, read from the environment (see `.env.example`) and checked once at start-up."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Environment(StrEnum):
    """Where the server runs. It labels logs and metrics and switches no protection on or off."""

    DEVELOPMENT = "development"
    STAGING = "staging"
    PRODUCTION = "production"


class AuthSettings(BaseModel):
    """Whose tokens are accepted. None of it is secret: the server verifies tokens and issues none."""

    issuer: Annotated[str, Field(min_length=8, max_length=200, description="The `iss` of accepted tokens.")]
    audience: Annotated[
        str, Field(min_length=8, max_length=200, description="The `aud`: this server's public address.")
    ]
    jwks_uri: Annotated[str, Field(min_length=8, max_length=200, description="Where the issuer publishes its keys.")]

    @model_validator(mode="after")
    def encrypted(self) -> Self:
        """Keys and names come over TLS, except from the developer's own machine."""
        for address in (self.issuer, self.audience, self.jwks_uri):
            parts = urlsplit(address)
            if parts.scheme != "https" and parts.hostname not in LOOPBACK:
                raise ValueError("addresses of the issuer, the audience and the key set begin with https")
        return self


class HttpSettings(BaseModel):
    """Where the server listens and who may address it."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1024, le=65535)] = 8000
    allowed_hosts: list[str] = Field(default_factory=list, max_length=20, description="Host headers besides loopback.")
    allowed_origins: list[str] = Field(default_factory=list, max_length=20, description="Origins of browser clients.")
    shutdown_seconds: Annotated[int, Field(ge=1, le=60)] = 20

    @model_validator(mode="after")
    def named_origins(self) -> Self:
        """A wildcard would let every page in a user's browser speak to the server."""
        if any("*" in one for one in (*self.allowed_hosts, *self.allowed_origins)):
            raise ValueError("allowed hosts and origins are written out; a wildcard is not accepted")
        return self


class RateLimitSettings(BaseModel):
    """Token buckets: one for each caller and one for all of them together."""

    per_minute: Annotated[int, Field(ge=1, le=10_000)] = 60
    burst: Annotated[int, Field(ge=1, le=1_000)] = 10
    global_per_minute: Annotated[int, Field(ge=1, le=100_000)] = 1200
    global_burst: Annotated[int, Field(ge=1, le=10_000)] = 200
    max_callers: Annotated[int, Field(ge=10, le=1_000_000)] = 10_000


class TelemetrySettings(BaseModel):
    """What is measured and where it goes. Prometheus is served on a port of its own, beside the public one."""

    otlp_endpoint: str | None = Field(None, description="Base address of an OTLP/HTTP collector; unset: no export.")
    metrics_host: str = "127.0.0.1"
    metrics_port: Annotated[int, Field(ge=1024, le=65535)] = 9090


class Settings(BaseSettings):
    """All settings. Nested names are joined by two underscores: `AUTH__ISSUER`, `HTTP__PORT`."""

    model_config = SettingsConfigDict(
        env_file=".env", env_nested_delimiter="__", case_sensitive=False, extra="ignore", frozen=True
    )

    environment: Environment = Environment.PRODUCTION
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = "json"
    database_path: Path = Path("release-desk.sqlite3")
    request_state_key: SecretStr | None = Field(
        None, description="Seals what a confirmation refers to; 32 characters or more, shared by all replicas."
    )
    disabled_tools: list[str] = Field(default_factory=list, max_length=20, description="Tools switched off for now.")
    auth: AuthSettings
    http: HttpSettings = Field(default_factory=HttpSettings)
    rate_limit: RateLimitSettings = Field(default_factory=RateLimitSettings)
    telemetry: TelemetrySettings = Field(default_factory=TelemetrySettings)
