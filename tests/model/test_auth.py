"""What is known of a server's authentication, and what authorises a single tool."""

import pytest

from mcp_lintel.model.types import Auth, AuthState

from .reading import FASTMCP, ReadProject, fastmcp, only, tool

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


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="`mcp.auth = …` under a flag counts as always present")
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


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="fastmcp 3 and 4 read no provider from the environment, yet it is counted",
)
@pytest.mark.parametrize("major", [3, 4])
def test_later_fastmcp_reads_no_provider_from_the_environment(major: int, project: ReadProject) -> None:
    files = {"Dockerfile": DOCKERFILE, "pyproject.toml": fastmcp(major)}
    assert auth_of("mcp = FastMCP('box')", project, files).state is AuthState.ABSENT


def test_the_official_sdk_reads_no_provider_from_the_environment(project: ReadProject) -> None:
    source = f"from mcp.server.fastmcp import FastMCP\nmcp = FastMCP('box')\n{TOOL}"
    files = {"Dockerfile": DOCKERFILE, "server.py": source}
    assert only(project(files)).endpoint.auth.state is AuthState.ABSENT


CHECKS = """
from helpers import allowed, check_permission, get_auth_url, log_access, require_role
import helpers
"""


def checks(code: str, project: ReadProject) -> list[tuple[str, bool]]:
    """The authorisation checks of the one tool: what checks, and whether every path to its work passes."""
    return [(c.what, c.dominates) for c in tool(project({"server.py": f"{FASTMCP}{CHECKS}{code}\n"})).checks]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("@mcp.tool(auth=require_role('admin'))\ndef purge(): ...", [("auth=", True)]),
        ("@mcp.tool(auth=None)\ndef purge(): ...", []),
        ("@mcp.tool()\n@require_role('admin')\ndef purge(): ...", [("@require_role", True)]),
        ("@mcp.tool()\n@helpers.login_required\ndef purge(): ...", [("@helpers.login_required", True)]),
        ("@mcp.tool()\n@helpers.retry(3)\ndef purge(): ...", []),
        ("@mcp.tool()\ndef purge(who: str):\n    check_permission(who)\n    work()", [("check_permission", True)]),
        ("@mcp.tool()\nasync def purge(who: str):\n    await helpers.authorize(who)\n    work()",
         [("helpers.authorize", True)]),
        ("@mcp.tool()\ndef purge(who: str):\n    if not helpers.is_admin(who):\n        raise PermissionError\n    work()",
         [("helpers.is_admin", True)]),
        ("@mcp.tool()\ndef purge(who: str):\n    if helpers.is_admin(who):\n        work()\n    else:\n        return ''",
         [("helpers.is_admin", True)]),
        ("@mcp.tool()\ndef purge(token: str):\n    if 'admin' not in helpers.of(token).scopes:\n"
         "        raise PermissionError\n    work()", [("helpers.of.scopes", True)]),
        ("@mcp.tool()\ndef purge(who: str):\n    with helpers.session():\n        check_permission(who)\n        work()",
         [("check_permission", True)]),
        ("@mcp.tool()\ndef purge(who: str, deep: bool):\n    if deep:\n        check_permission(who)\n    work()",
         [("check_permission", False)]),
        ("@mcp.tool()\ndef purge(who: str):\n    for one in who:\n        check_permission(one)\n    work()",
         [("check_permission", False)]),
        ("@mcp.tool()\ndef purge(who: str):\n    def later():\n        check_permission(who)\n    work()", []),
        ("@mcp.tool()\ndef purge(who: str):\n    log_access(who)\n    return get_auth_url()", []),
        ("@mcp.tool()\ndef purge(who: str):\n    work()", []),
        ("from fastmcp.dependencies import Depends\n@mcp.tool()\ndef purge(who=Depends(require_role)): ...", []),
        ("from fastmcp.dependencies import Depends\ndef require_admin(): ...\n"
         "@mcp.tool()\ndef purge(who=Depends(require_admin)): ...", [("Depends(require_admin)", True)]),
    ],
)  # fmt: skip
def test_an_authorisation_check_and_whether_every_path_passes_it(
    code: str, found: list[tuple[str, bool]], project: ReadProject
) -> None:
    assert checks(code, project) == found


AFTER = "a check that only stands after the work it should guard counts as dominating"


@pytest.mark.xfail(strict=True, raises=AssertionError, reason=AFTER)
def test_a_check_after_the_work_does_not_dominate_it(project: ReadProject) -> None:
    code = "import shutil\n@mcp.tool()\ndef purge(who: str):\n    shutil.rmtree(who)\n    check_permission(who)"
    assert checks(code, project) == [("check_permission", False)]


@pytest.mark.parametrize(
    ("middleware", "found"),
    [
        ("mcp.add_middleware(Gate())", ["middleware Gate"]),
        ("mcp.add_middleware(Clock())", []),
        ("from fastmcp.server.middleware import AuthMiddleware\nmcp.add_middleware(AuthMiddleware(auth=require_role))",
         ["middleware AuthMiddleware"]),
    ],
)  # fmt: skip
def test_protocol_middleware_covers_every_tool(middleware: str, found: list[str], project: ReadProject) -> None:
    code = """
from fastmcp.server.middleware import Middleware
class Gate(Middleware):
    async def on_call_tool(self, context, call_next):
        helpers.require_scope(context)
        return await call_next(context)
class Clock(Middleware):
    async def on_call_tool(self, context, call_next):
        return await call_next(context)
@mcp.tool()
def purge(who: str): ...
"""
    assert [what for what, _ in checks(code + middleware, project)] == found


@pytest.mark.parametrize(
    ("body", "effects"),
    [
        ("import subprocess\n    subprocess.run(['ls'])", [("spawns", "subprocess.run")]),
        ("import os\n    os.system('ls')", [("spawns", "os.system")]),
        ("import os\n    os.remove(path)", [("deletes", "os.remove")]),
        ("import shutil\n    shutil.rmtree(path)", [("deletes", "shutil.rmtree")]),
        ("from pathlib import Path\n    Path(path).unlink()", [("deletes", "Path.unlink")]),
        ("from pathlib import Path\n    Path(path).write_text('a')", [("writes", "Path.write_text")]),
        ("open(path, 'w').write('a')", [("writes", "open")]),
        ("open(path, mode='ab')", [("writes", "open")]),
        ("open(path)", []),
        ("open(path, 'rb')", []),
        ("import requests\n    requests.post(path)", [("sends", "requests.post")]),
        ("import requests\n    requests.get(path)", []),
        ("return path", []),
    ],
)
def test_what_a_tool_does_to_the_world(body: str, effects: list[tuple[str, str]], project: ReadProject) -> None:
    source = f"{FASTMCP}@mcp.tool()\ndef act(path: str):\n    {body}\n"
    assert [(effect.kind, effect.call) for effect in tool(project({"server.py": source})).effects] == effects
