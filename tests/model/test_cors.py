"""What a CORSMiddleware allows, as far as constants, settings and the environment's defaults tell."""

import pytest

from mcp_lintel.model.types import CorsPolicy

from .reading import SDK, ReadProject, fastmcp

HEAD = """\
import os

from fastmcp import FastMCP
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

ANY = ["*"]
mcp = FastMCP("desk")
app = mcp.http_app()
"""


def policy(project: ReadProject, code: str) -> CorsPolicy:
    """The one policy of a small server."""
    (found,) = project({"server.py": HEAD + code, "pyproject.toml": fastmcp(4)}).cors
    return found


def attached(arguments: str) -> str:
    """A function that attaches the middleware, and a call of it."""
    return f"def attach(on):\n    app.add_middleware(CORSMiddleware, {arguments})\n\nattach(os.getenv('ON'))\n"


@pytest.mark.parametrize(
    "origins",
    [
        "allow_origins=['*']",
        "allow_origins='*'",
        "allow_origins=ANY",
        "allow_origins=['https://a.example', '*']",
        "allow_origins=os.getenv('ORIGINS', '*').split(',')",
        "allow_origins=os.environ.get('ORIGINS', 'http://localhost, *').split(',')",
        "allow_origins=[o.strip() for o in os.getenv('ORIGINS', '*').split(',')]",
        "allow_origins=on.split(',') if on else ['*']",
        "allow_origin_regex='.*'",
        "allow_origin_regex=r'^https?://.*$'",
        "allow_origin_regex='(https?)://(.+)'",
    ],
)
def test_any_origin_is_seen_through(project: ReadProject, origins: str) -> None:
    assert policy(project, attached(f"{origins}, allow_credentials=True")).any_origin


@pytest.mark.parametrize(
    "origins",
    [
        "allow_origins=['https://a.example']",
        "allow_origins=['https://*.a.example']",
        "allow_origins=os.getenv('ORIGINS', '').split(',')",
        "allow_origins=os.getenv('ORIGINS', 'http://localhost:*').split(',')",
        "allow_origins=on",
        "allow_origin_regex=r'https://.*\\.a\\.example'",
        "allow_origin_regex=r'https?://localhost(:\\d+)?'",
        "allow_origin_regex=r'https://.*\\.example$'",
        "allow_methods=['*']",
    ],
)
def test_named_origins_are_not_any(project: ReadProject, origins: str) -> None:
    assert not policy(project, attached(f"{origins}, allow_credentials=True")).any_origin


@pytest.mark.parametrize(
    ("credentials", "expected"),
    [("", False), (", allow_credentials=False", False), (", allow_credentials=bool(on)", False),
     (", allow_credentials=True", True), (", allow_credentials=True if on else False", True)],
)  # fmt: skip
def test_credentials_count_where_they_are_surely_allowed(
    project: ReadProject, credentials: str, expected: bool
) -> None:
    assert policy(project, attached(f"allow_origins=['*']{credentials}")).credentials is expected


def test_two_branches_that_exclude_each_other_are_no_fault(project: ReadProject) -> None:
    code = """
if os.getenv("LOCAL"):
    origins, credentials = ["*"], False
else:
    origins, credentials = ["https://a.example"], True
app.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=credentials)
"""
    assert not policy(project, code).credentials


def test_a_warning_about_any_origin_is_no_treatment(project: ReadProject) -> None:
    code = """
def attach():
    origins = os.getenv("ORIGINS", "*").split(",")
    if "*" in origins:
        print("any page can call this server")
    app.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True)

attach()
"""
    assert policy(project, code).any_origin


def test_refusing_any_origin_is_one(project: ReadProject) -> None:
    code = """
def attach():
    origins = os.getenv("ORIGINS", "*").split(",")
    if "*" in origins:
        raise SystemExit("name the origins")
    app.add_middleware(CORSMiddleware, allow_origins=origins, allow_credentials=True)

attach()
"""
    assert not policy(project, code).any_origin


def test_a_method_that_nobody_calls_is_read(project: ReadProject) -> None:
    code = """
from mcp.server.fastmcp import FastMCP as Base

class Desk(Base):
    def streamable_http_app(self):
        made = super().streamable_http_app()
        made.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
        return made

desk = Desk("desk")
"""
    found = policy(project, code)
    assert (found.any_origin, found.credentials, found.sure) == ("*", True, True)


def test_other_middleware_is_none(project: ReadProject) -> None:
    code = "from app import CORSMiddleware\nmcp.sse_app().add_middleware(CORSMiddleware, allow_origins=['*'])\n"
    assert not project({"server.py": SDK + code}).cors
