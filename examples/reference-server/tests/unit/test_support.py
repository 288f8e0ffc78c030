"""Settings, logging, rate limits, correlation ids, telemetry and error codes."""

import json
import logging
import tomllib
from pathlib import Path
from unittest.mock import AsyncMock, Mock, patch

import pytest
import structlog
from fastmcp.exceptions import ToolError
from fastmcp.server.middleware import MiddlewareContext
from fastmcp.server.middleware.rate_limiting import RateLimitError
from opentelemetry import metrics, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.trace import TracerProvider
from pydantic import ValidationError

from release_desk import __main__ as command
from release_desk import __version__, telemetry
from release_desk.auth import MAX_SKEW_SECONDS, timely
from release_desk.context import begin_request, correlation_id
from release_desk.errors import kind_of, not_found
from release_desk.logs import REDACTED, configure_logging, logger, masked
from release_desk.permissions import Caller
from release_desk.rate_limit import RateLimitMiddleware, TokenBucket
from release_desk.server import create_server
from release_desk.settings import AuthSettings, HttpSettings, RateLimitSettings, Settings
from release_desk.web import RequestMiddleware, build_middleware

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
pytestmark = pytest.mark.unit
ADDRESSES = {"issuer": "https://a.example/", "audience": "https://b.example/mcp", "jwks_uri": "https://a.example/keys"}


def test_the_version_is_the_same_everywhere(settings: Settings) -> None:
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    assert __version__ == project["version"] == create_server(settings).version


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in ADDRESSES.items():
        monkeypatch.setenv(f"AUTH__{name.upper()}", value)
    monkeypatch.setenv("HTTP__PORT", "8100")
    monkeypatch.setenv("HTTP__ALLOWED_HOSTS", '["releases.example.com"]')
    monkeypatch.setenv("REQUEST_STATE_KEY", "x" * 32)
    settings = Settings()
    assert (settings.http.port, settings.http.allowed_hosts) == (8100, ["releases.example.com"])
    assert "xxx" not in repr(settings)


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_addresses_are_encrypted_except_on_this_machine(name: str) -> None:
    assert AuthSettings(**{**ADDRESSES, name: "http://127.0.0.1:9000/x"})
    with pytest.raises(ValidationError, match="https"):
        AuthSettings(**{**ADDRESSES, name: "http://login.example.com/"})


@pytest.mark.parametrize("values", [{"allowed_origins": ["*"]}, {"allowed_hosts": ["*.example.com"]}, {"port": 80}])
def test_wildcards_and_privileged_ports_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="validation error"):
        HttpSettings.model_validate(values)


def test_secrets_and_addresses_are_masked_at_any_depth() -> None:
    event = {"a": [{"api_key": "k", "token": "t", "token_count": 3}], "b": "mail ann.lee@example.com", "Password": "p"}
    assert masked(event) == {
        "a": [{"api_key": REDACTED, "token": REDACTED, "token_count": 3}],
        "b": "mail a***@example.com",
        "Password": REDACTED,
    }


@pytest.mark.parametrize("format_", ["json", "text"])
def test_lines_of_the_server_and_of_libraries_have_the_same_form(
    format_: str, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    before = structlog.get_config()
    root, own = logging.getLogger(), logging.getLogger("release_desk")
    kept = root.handlers[:], root.level, own.handlers[:], own.propagate
    try:
        configure_logging(settings.model_copy(update={"log_format": format_}))
        structlog.configure(cache_logger_on_first_use=False)
        logger.info("release_published", api_key="k")
        logging.getLogger("somewhere").warning("mail %s", "ann@example.com")
    finally:
        structlog.configure(**before)
        root.handlers[:], root.level, own.handlers[:], own.propagate = kept
    captured = capsys.readouterr()
    assert captured.out == ""
    assert REDACTED in captured.err
    assert "a***@example.com" in captured.err
    if format_ == "json":
        first, second = map(json.loads, captured.err.splitlines())
        assert first["event"] == "release_published"
        assert {"level", "timestamp", "service", "environment"} <= first.keys() & second.keys()


async def test_the_limiter_forgets_callers_and_has_a_limit_for_all(lines: list[dict[str, object]]) -> None:
    signed: list[Caller] = []
    limits = RateLimitSettings(burst=1, global_burst=12, max_callers=10)
    limiter = RateLimitMiddleware(limits, clock=lambda: 0.0)
    context = MiddlewareContext(message=None, method="tools/list")

    with patch("release_desk.rate_limit.find_caller", lambda: signed[-1]):
        for number in range(12):
            signed.append(Caller(f"user-{number}", "payments", ()))
            await limiter.on_request(context, AsyncMock())
        assert len(limiter._callers) == limits.max_callers
        signed.append(Caller("one-too-many", "payments", ()))
        with pytest.raises(RateLimitError, match="rate_limited"):
            await limiter.on_request(context, AsyncMock())
    assert (limiter.total, limiter.rejected) == (13, 1)
    assert [line["metadata"] for line in lines] == [{"tier": "all", "method": "tools/list"}]


def test_the_command_serves_until_it_is_told_to_stop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in ADDRESSES.items():
        monkeypatch.setenv(f"AUTH__{name.upper()}", value)
    metrics_server = Mock()
    with (
        patch.object(command, "configure_logging"),
        patch.object(command, "start_http_server", return_value=(metrics_server, None)) as metrics_started,
        patch.object(command.uvicorn, "run", side_effect=KeyboardInterrupt) as served,
        pytest.raises(KeyboardInterrupt),
    ):
        command.main()
    metrics_started.assert_called_once_with(9090, "127.0.0.1")
    assert served.call_args.kwargs["host"] == "127.0.0.1"
    metrics_server.shutdown.assert_called_once_with()


async def test_what_is_not_http_passes_through_untouched() -> None:
    app = AsyncMock()
    await RequestMiddleware(app)({"type": "lifespan"}, AsyncMock(), AsyncMock())
    app.assert_awaited_once()


def test_no_origins_no_cors() -> None:
    assert build_middleware(HttpSettings()) == []


def test_a_bucket_refills_at_its_rate() -> None:
    bucket = TokenBucket(capacity=2, per_second=0.5, tokens=2, refilled=0.0)
    assert [bucket.take(0.0), bucket.take(0.0), bucket.take(0.0)] == [0.0, 0.0, 2.0]
    assert bucket.take(2.0) == 0.0


@pytest.mark.parametrize("inbound", [None, "", "short", "x" * 65, "a b c d e f", "line\nbreak-id"])
def test_a_strange_correlation_id_is_replaced(inbound: str | None) -> None:
    assert begin_request(inbound) != inbound
    assert len(correlation_id()) == 36


def test_a_good_correlation_id_is_kept() -> None:
    assert begin_request("gateway-0001") == "gateway-0001" == correlation_id()


@pytest.mark.parametrize(
    ("claims", "good"),
    [
        ({"exp": 1}, True),
        ({}, False),
        ({"exp": 1, "nbf": 0}, True),
        ({"exp": 1, "nbf": 1e12}, False),
        ({"exp": 1, "nbf": "soon"}, False),
    ],
)
def test_a_token_ends_and_has_begun(claims: dict[str, object], good: bool) -> None:
    assert timely(claims) is good
    assert MAX_SKEW_SECONDS == 60


def test_errors_are_named_by_code_or_by_what_lies_behind() -> None:
    hidden = ToolError("masked")
    hidden.__cause__ = OSError("disk")
    assert [kind_of(not_found("0")), kind_of(hidden), kind_of(ValueError())] == ["not_found", "OSError", "ValueError"]


def test_nothing_is_exported_without_an_endpoint(settings: Settings) -> None:
    telemetry.configure_telemetry(settings)()


def test_providers_are_installed_for_an_endpoint(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[object] = []
    monkeypatch.setattr(trace, "set_tracer_provider", installed.append)
    monkeypatch.setattr(metrics, "set_meter_provider", installed.append)
    exporting = settings.telemetry.model_copy(update={"otlp_endpoint": "http://127.0.0.1:9"})
    flush = telemetry.configure_telemetry(settings.model_copy(update={"telemetry": exporting}))
    assert [type(provider).__name__ for provider in installed] == ["TracerProvider", "MeterProvider"]
    with patch.object(MeterProvider, "shutdown") as meters, patch.object(TracerProvider, "shutdown") as tracers:
        flush()
    meters.assert_called_once_with()
    tracers.assert_called_once_with()
