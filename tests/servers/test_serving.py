"""How whole servers are served, with what the running framework says of the same."""

import json
import subprocess

import pytest

from mcp_lintel.model.types import AuthState, Layer, Server, Source

from .environments import FASTMCP2, FASTMCP3, FASTMCP4, Environments
from .reading import HERE, only_server

ASK = """
import importlib, json, sys
sys.path.insert(0, sys.argv[1])
server = getattr(importlib.import_module(sys.argv[2]), sys.argv[3])
auth = getattr(server, "auth", None)
settings = getattr(server, "settings", None)
print(json.dumps({
    "host": getattr(settings, "host", None), "port": getattr(settings, "port", None),
    "audience": getattr(auth, "audience", None), "algorithm": getattr(auth, "algorithm", None),
    "middleware": [type(one).__name__ for one in getattr(server, "middleware", ())],
}))
"""


def running(name: str, module: str, pins: tuple[str, ...], environments: Environments) -> dict[str, object]:
    """What the framework says of a server."""
    python = environments.python(pins)
    env = {"PYTHONPYCACHEPREFIX": str(python.parent.parent / "compiled")}
    command = [str(python), "-W", "ignore", "-c", ASK, str(HERE / name), module, "mcp"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=env)
    assert run.returncode == 0, run.stderr
    told: dict[str, object] = json.loads(run.stdout)
    return told


def address(server: Server) -> tuple[object, ...]:
    """Host and port, each with where it comes from."""
    (one,) = server.endpoint.addresses
    assert one.host is not None
    assert one.port is not None
    return one.host.value, one.host.source, one.port.value, one.port.source


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sdk1_serving", ("127.0.0.1", Source.DEFAULT, 9000, Source.LITERAL)),
        ("sdk2_serving", ("127.0.0.1", Source.DEFAULT, 8300, Source.LITERAL)),
        ("fm3_serving", ("0.0.0.0", Source.LITERAL, 8123, Source.ENVIRONMENT)),
        ("fm4_asgi", ("127.0.0.1", Source.LITERAL, 8400, Source.LITERAL)),
    ],
)
def test_where_a_server_listens(name: str, expected: tuple[object, ...]) -> None:
    assert address(only_server(HERE / name)) == expected


def test_a_provider_is_told_with_its_settings() -> None:
    auth = only_server(HERE / "fm3_serving").endpoint.auth
    (provider,) = auth.providers
    assert (auth.state, auth.layer, provider.name) == (AuthState.PRESENT, Layer.SERVER, "JWTVerifier")
    assert {one.name: (one.value, one.source) for one in provider.settings} == {
        "jwks_uri": ("https://login.example.com/keys", Source.LITERAL),
        "issuer": ("https://login.example.com", Source.ENVIRONMENT),
        "audience": ("desk", Source.LITERAL),
        "algorithm": ("RS256", Source.LITERAL),
    }


def test_both_parts_of_the_official_sdk_s_authentication_are_told() -> None:
    settings, verifier = only_server(HERE / "sdk1_serving").endpoint.auth.providers
    assert (settings.name, verifier.name) == ("AuthSettings", "Checks")
    scopes = settings.setting("required_scopes")
    assert scopes is not None
    assert scopes.value == ("post:send",)


def test_middleware_lifespan_and_mount_of_a_server() -> None:
    server = only_server(HERE / "fm3_serving")
    assert [(one.name, one.layer, one.hooks) for one in server.middleware] == [
        ("Audit", Layer.SERVER, ("on_call_tool",)),
        ("RateLimitingMiddleware", Layer.SERVER, ()),
    ]
    assert [one.function for one in server.lifespans] == ["desk.server.opened"]
    assert [(one.name.value, one.namespace and one.namespace.value) for one in server.mounts] == [("parts", "parts")]


def test_what_stands_around_an_app() -> None:
    server = only_server(HERE / "fm4_asgi")
    assert [(one.name, one.layer) for one in server.middleware] == [
        ("CORSMiddleware", Layer.APP),
        ("TokenAuth", Layer.PARENT),
    ]
    assert server.endpoint.auth.layer is Layer.PARENT
    assert [(one.name.value, one.layer) for one in server.mounts] == [("/gate", Layer.APP)]
    assert [one.layer for one in server.lifespans] == [Layer.PARENT]


def test_effects_are_followed_through_the_project() -> None:
    tools = only_server(HERE / "fm3_serving").tools
    assert {tool.local_name: [(one.kind, one.medium) for one in tool.effects] for tool in tools} == {
        "count_parts": [],
        "read_note": [("reads", "file")],
        "save_note": [("writes", "file")],
        "drop_note": [("deletes", "file")],
        "count_lines": [("spawns", "process")],
    }


@pytest.mark.network
def test_a_running_server_agrees(environments: Environments) -> None:
    desk = running("fm3_serving", "desk.server", FASTMCP3, environments)
    assert (desk["audience"], desk["algorithm"]) == ("desk", "RS256")
    read = [one.name for one in only_server(HERE / "fm3_serving").middleware]
    assert [one for one in desk["middleware"] if one in read] == read  # type: ignore[attr-defined]
    post = running("sdk1_serving", "post.server", FASTMCP2, environments)
    assert (post["host"], post["port"]) == address(only_server(HERE / "sdk1_serving"))[::2]
    running("sdk2_serving", "mill.server", FASTMCP4, environments)
    running("fm4_asgi", "gate.app", FASTMCP4, environments)
