"""What is known of a server's authentication, wherever it is attached."""

import pytest

from mcp_lintel.model.types import Auth, AuthState

from .reading import ReadProject, fastmcp, only

TOOL = "@mcp.tool()\ndef find(word: str) -> str: ...\n"
IMPORTS = """
import os
import settings
from fastmcp import FastMCP
from fastmcp.server.auth.providers.jwt import JWTVerifier
def make_auth():
    return JWTVerifier(jwks_uri="https://login.example.com/keys")
class OwnProvider(JWTVerifier):
    pass
"""


def auth_of(made: str, project: ReadProject, files: dict[str, str] | None = None) -> Auth:
    return only(project({"server.py": f"{IMPORTS}{made}\n{TOOL}", **(files or {})})).endpoint.auth


@pytest.mark.parametrize(
    ("made", "state", "provider"),
    [
        ("mcp = FastMCP('box')", AuthState.ABSENT, ""),
        ("mcp = FastMCP('box', auth=None)", AuthState.ABSENT, ""),
        ("mcp = FastMCP('box', auth=JWTVerifier(public_key='k'))", AuthState.PRESENT, "JWTVerifier"),
        (
            "verifier = JWTVerifier(public_key='k')\nmcp = FastMCP('box', auth=verifier)",
            AuthState.PRESENT,
            "JWTVerifier",
        ),
        ("mcp = FastMCP('box', auth=make_auth())", AuthState.PRESENT, "JWTVerifier"),
        ("mcp = FastMCP('box', auth=OwnProvider())", AuthState.PRESENT, "OwnProvider"),
        ("mcp = FastMCP('box')\nmcp.auth = JWTVerifier(public_key='k')", AuthState.PRESENT, "JWTVerifier"),
        ("mcp = FastMCP('box', **{'auth': JWTVerifier(public_key='k')})", AuthState.PRESENT, "JWTVerifier"),
        ("mcp = FastMCP('box', auth=None if os.getenv('DEV') else make_auth())", AuthState.CONDITIONAL, "JWTVerifier"),
        (
            "auth = None\nif os.getenv('KEY'):\n    auth = make_auth()\nmcp = FastMCP('box', auth=auth)",
            AuthState.CONDITIONAL,
            "JWTVerifier",
        ),
        (
            "def pick():\n    if os.getenv('DEV'):\n        return None\n    return make_auth()\n"
            "mcp = FastMCP('box', auth=pick())",
            AuthState.CONDITIONAL,
            "JWTVerifier",
        ),
        ("mcp = FastMCP('box', **settings.load())", AuthState.UNKNOWN, ""),
    ],
)
def test_the_state_of_authentication(made: str, state: AuthState, provider: str, project: ReadProject) -> None:
    found = auth_of(made, project)
    assert (found.state, found.provider) == (state, provider)


def test_what_is_passed_and_cannot_be_read_is_not_absent(project: ReadProject) -> None:
    assert auth_of("mcp = FastMCP('box', auth=settings.PROVIDER)", project).state in (
        AuthState.UNKNOWN,
        AuthState.PRESENT,
    )


def test_a_provider_set_under_a_flag_is_conditional(project: ReadProject) -> None:
    made = "mcp = FastMCP('box')\nif os.getenv('KEY'):\n    mcp.auth = make_auth()"
    assert auth_of(made, project).state is AuthState.CONDITIONAL


@pytest.mark.parametrize("keyword", ["token_verifier", "auth_server_provider"])
def test_the_keywords_of_the_official_sdk(keyword: str, project: ReadProject) -> None:
    source = f"""
        from mcp.server.fastmcp import FastMCP
        from tokens import Verifier
        mcp = FastMCP("box", {keyword}=Verifier())
        @mcp.tool()
        def find(word: str): ...
    """
    found = only(project({"server.py": source, "tokens.py": "class Verifier:\n    pass\n"})).endpoint.auth
    assert (found.state, found.provider) == (AuthState.PRESENT, "Verifier")


READING = """
from starlette.middleware.base import BaseHTTPMiddleware
class Gate(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        if request.headers.get("Authorization") != "Bearer " + os.environ["KEY"]:
            return None
        return await call_next(request)
"""
TIMING = READING.replace('"Authorization"', '"X-Started"').replace('"Bearer "', '""')


@pytest.mark.parametrize(
    ("middleware", "state"),
    [
        (READING + "mcp = FastMCP('box')\napp = mcp.http_app()\napp.add_middleware(Gate)", AuthState.PRESENT),
        (
            READING + "from starlette.middleware import Middleware\nmcp = FastMCP('box')\n"
            "app = mcp.http_app(middleware=[Middleware(Gate)])",
            AuthState.PRESENT,
        ),
        (TIMING + "mcp = FastMCP('box')\napp = mcp.http_app()\napp.add_middleware(Gate)", AuthState.ABSENT),
        (
            "from starlette.middleware.cors import CORSMiddleware\nmcp = FastMCP('box')\n"
            "app = mcp.http_app()\napp.add_middleware(CORSMiddleware, allow_origins=['*'])",
            AuthState.ABSENT,
        ),
        (
            "from mcp.server.auth.middleware.bearer_auth import RequireAuthMiddleware\nmcp = FastMCP('box')\n"
            "app = RequireAuthMiddleware(mcp.http_app(), required_scopes=[])",
            AuthState.PRESENT,
        ),
    ],
)
def test_middleware_around_the_app_counts_when_it_looks_at_credentials(
    middleware: str, state: AuthState, project: ReadProject
) -> None:
    assert auth_of(middleware, project).state is state


DOCKERFILE = (
    "FROM python:3.12\nENV FASTMCP_SERVER_AUTH=fastmcp.server.auth.providers.jwt.JWTVerifier\nCMD python server.py\n"
)


def test_fastmcp_2_takes_its_provider_from_the_environment(project: ReadProject) -> None:
    files = {"Dockerfile": DOCKERFILE, "pyproject.toml": fastmcp(2)}
    found = auth_of("mcp = FastMCP('box')", project, files)
    assert found.state is AuthState.PRESENT
    assert "FASTMCP_SERVER_AUTH" in found.provider
    assert found.place is not None
    assert found.place.path == "Dockerfile"


@pytest.mark.parametrize("major", [3, 4])
def test_later_fastmcp_reads_no_provider_from_the_environment(major: int, project: ReadProject) -> None:
    files = {"Dockerfile": DOCKERFILE, "pyproject.toml": fastmcp(major)}
    assert auth_of("mcp = FastMCP('box')", project, files).state is AuthState.ABSENT


def test_the_official_sdk_reads_no_provider_from_the_environment(project: ReadProject) -> None:
    source = f"from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('box')\n{TOOL}"
    files = {"Dockerfile": DOCKERFILE, "server.py": source}
    assert only(project(files)).endpoint.auth.state is AuthState.ABSENT


def test_a_provider_in_an_example_of_the_environment_is_none(project: ReadProject) -> None:
    files = {".env.example": "FASTMCP_SERVER_AUTH=some.Provider\n", "pyproject.toml": fastmcp(2)}
    assert auth_of("mcp = FastMCP('box')", project, files).state is AuthState.ABSENT
