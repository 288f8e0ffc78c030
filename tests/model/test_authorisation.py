"""What authorises a single tool, whether every path passes it, and what the tool does to the world."""

import pytest

from .reading import FASTMCP, ReadProject, tool

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
        ("@mcp.tool()\ndef purge(who: str):\n    if helpers.is_admin(who):\n        greet()\n    work()",
         [("helpers.is_admin", False)]),
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
        ("open(path)", [("reads", "open")]),
        ("open(path, 'rb')", [("reads", "open")]),
        ("import requests\n    requests.post(path)", [("sends", "requests.post")]),
        ("import requests\n    requests.get(path)", [("reads", "requests.get")]),
        ("return path", []),
    ],
)
def test_what_a_tool_does_to_the_world(body: str, effects: list[tuple[str, str]], project: ReadProject) -> None:
    source = f"{FASTMCP}@mcp.tool()\ndef act(path: str):\n    {body}\n"
    assert [(effect.kind, effect.call) for effect in tool(project({"server.py": source})).effects] == effects
