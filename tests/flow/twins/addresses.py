"""Addresses: requests that a server sends, and redirects."""

from .kit import WEAK, Kind, Version
from .usual import CHECKS, bad, behind, quiet, usual

RULE = "request-to-client-address"
PING = 'builds.ping({})\nreturn "asked"'
PARSED = "from urllib.parse import urlparse\n\nparts = urlparse(url)\n"
CALL = PING.replace("{}", "url")
REFUSED = ':\n    raise ToolError("invalid_input: not one of ours")\n'
HOSTS = '{"ci.example.com", "artifacts.example.com"}'
ELSEWHERE = (
    CHECKS
    + '''

from urllib.parse import urlparse

HOSTS = frozenset({"ci.example.com", "artifacts.example.com"})


def ours(url: str) -> bool:
    """Is it an address of a host of ours?"""
    parts = urlparse(url)
    return parts.scheme == "https" and parts.hostname in HOSTS


def refuse_others(url: str) -> None:
    """Raise for an address elsewhere."""
    if urlparse(url).hostname not in HOSTS:
        raise ToolError("invalid_input: not one of ours")
'''
)
URL = Kind(
    "url",
    rule=RULE,
    signature="check_build(url: str)",
    parameter="url",
    imports="from desk import builds\n",
    files={
        "desk/builds.py": """
        from desk.http import Client

        def ping(url: str) -> int:
            return Client(timeout=10).status(url)
        """,
        "desk/http.py": """
        import httpx

        class Client:
            def __init__(self, timeout: float) -> None:
                self.client = httpx.Client(timeout=timeout, follow_redirects=False)

            def status(self, url: str) -> int:
                return self.client.get([|url|]).status_code
        """,
    },
    hops=("server.py: builds.ping(url)", "desk/builds.py: .status(url)", "desk/http.py: self.client.get("),
    versions=usual(PING, "url", RULE, weak='"example.com" not in url')
    | {
        "guarded_by_host": quiet(f"{PARSED}if parts.scheme != 'https' or parts.hostname not in {HOSTS}{REFUSED}{CALL}"),
        "guarded_behind_a_fixed_host": quiet(
            "from urllib.parse import quote\n\n"
            'builds.ping(f"https://ci.example.com/builds/{quote(url, safe=\'\')}")\nreturn "asked"'
        ),
        "guarded_by_beginning": behind('not url.startswith("https://ci.example.com/")', CALL),
        "guarded_elsewhere_host_true": Version(f"if not checks.ours(url){REFUSED}{CALL}", "", ELSEWHERE),
        "guarded_elsewhere_host_raising": Version(f"checks.refuse_others(url)\n{CALL}", "", ELSEWHERE),
        "badly_guarded_suffix": bad(f'{PARSED}if not parts.hostname.endswith("example.com"){REFUSED}{CALL}'),
        "badly_guarded_prefix": behind('not url.startswith("https://ci.example.com")', CALL, WEAK),
        "badly_guarded_scheme": bad(f'{PARSED}if parts.scheme != "https"{REFUSED}{CALL}', RULE),
        "badly_guarded_open_prefix": bad('builds.ping(f"https://ci.example.com{url}")\nreturn "asked"', RULE),
        "badly_guarded_denylist": bad(f'{PARSED}if parts.hostname in {{"localhost", "127.0.0.1"}}{REFUSED}{CALL}'),
    },
)

SEGMENT = "client-text-in-request-path"
SHOW = 'builds.show({})\nreturn "asked"'
URL_PATH = Kind(
    "url-path",
    rule=SEGMENT,
    signature="show_build(name: str)",
    parameter="name",
    imports="from desk import builds\n",
    files={
        "desk/builds.py": """
        from desk.http import status

        def show(name: str) -> int:
            return status(f"/builds/{name}/log")
        """,
        "desk/http.py": """
        import httpx

        client = httpx.Client(base_url="https://ci.example.com", follow_redirects=False)

        def status(path: str) -> int:
            return client.get([|path|]).status_code
        """,
    },
    hops=("server.py: builds.show(name)", "desk/builds.py: status(", "desk/http.py: client.get("),
    versions=usual(SHOW, "name", SEGMENT, weak='".." in name')
    | {
        "guarded_by_quoting": quiet(
            'from urllib.parse import quote\n\nbuilds.show(quote(name, safe=""))\nreturn "asked"'
        ),
        "badly_guarded_by_quoting_all_but_slashes": bad(
            'from urllib.parse import quote\n\nbuilds.show(quote(name))\nreturn "asked"', SEGMENT
        ),
    },
)

ROUTE = """\
from urllib.parse import urlparse

from fastmcp import FastMCP
from starlette.requests import Request
from starlette.responses import Response

import checks
from desk import login

mcp = FastMCP("desk")
PAGES = {"releases": "/releases", "approvals": "/approvals"}


@mcp.custom_route("/signed-in", methods=["GET"])
async def signed_in(request: Request) -> Response:
    page = request.query_params.get("page", "")
{body}


@mcp.tool
def list_pages() -> list[str]:
    return sorted(PAGES)
"""
LEAD = "return login.finish({})"
HOME = 'return login.finish("/releases")'
REDIRECT = Kind(
    "redirect",
    rule="redirect-to-client-address",
    signature="signed_in(request)",
    parameter="",
    tool=None,
    server=ROUTE,
    files={
        "desk/login.py": """
        from starlette.responses import Response

        from desk.going import lead_to

        def finish(page: str) -> Response:
            return lead_to(page)
        """,
        "desk/going.py": """
        from starlette.responses import RedirectResponse, Response

        def lead_to(page: str) -> Response:
            return RedirectResponse([|page|])
        """,
    },
    hops=(
        "server.py: request.query_params",
        "server.py: login.finish(page)",
        "desk/login.py: lead_to(page)",
        "desk/going.py: RedirectResponse(",
    ),
    versions={
        "reached": bad(LEAD.replace("{}", "page"), "redirect-to-client-address"),
        "not_reached": quiet(HOME),
        "not_reached_looked_up": quiet(LEAD.replace("{}", 'PAGES.get(page, "/releases")')),
        "guarded": quiet(f"if page not in ('/releases', '/approvals'):\n    {HOME}\n" + LEAD.replace("{}", "page")),
        "guarded_by_host": quiet(
            f'if urlparse(page).hostname != "desk.example.com":\n    {HOME}\n' + LEAD.replace("{}", "page")
        ),
        "guarded_elsewhere_raising": quiet("checks.refuse(page)\n" + LEAD.replace("{}", "page")),
        "guarded_elsewhere_returning": quiet(LEAD.replace("{}", "checks.accepted(page)")),
        "guarded_elsewhere_telling": quiet(f"if not checks.known(page):\n    {HOME}\n" + LEAD.replace("{}", "page")),
        "badly_guarded": bad(f'if not page.startswith("/"):\n    {HOME}\n' + LEAD.replace("{}", "page")),
        "badly_guarded_substring": bad(f'if "example.com" not in page:\n    {HOME}\n' + LEAD.replace("{}", "page")),
    },
)
KINDS = (URL, URL_PATH, REDIRECT)
