"""A client does not choose where people are sent.

## Why
A link that begins with your name and ends on somebody else's page is what phishing mails are made of. After a login the
target also receives what the address carries.

## What is read
A value that a client sends, query parameters and bodies of HTTP routes included, followed until it can decide the host
of a redirect or of an address that a user is asked to open.

## What is not reported
Targets from a fixed mapping, hosts that equal one of a fixed set, and targets behind a constant host or a constant
beginning that goes on with a path. A guard that fails is reported as `guard-that-does-not-hold`.

## Fix
`RedirectResponse(PAGES.get(name, "/"))`.

## Evidence
No finding on 23 published servers in November 2026; labelled flaws and twin servers hold it (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "redirect-to-client-address",
    on=Flow,
    clause="SEC-57",
    severity=Severity.WARNING,
    cwe=("CWE-601",),
    examples=(
        Bad("""
            from starlette.requests import Request
            from starlette.responses import RedirectResponse

            @mcp.custom_route("/signed-in", methods=["GET"])
            async def signed_in(request: Request) -> RedirectResponse:
                return RedirectResponse([|request.query_params.get("next", "/")|])
        """),
        Bad(
            """
            from pages import to
            from starlette.requests import Request
            from starlette.responses import Response

            @mcp.custom_route("/signed-in", methods=["POST"])
            async def signed_in(request: Request) -> Response:
                body = await request.json()
                return to(body["next"])
            """,
            files={
                "pages.py": """\
from starlette.responses import RedirectResponse


def to(page: str) -> RedirectResponse:
    return RedirectResponse([|page|], status_code=303)
"""
            },
        ),
        Good("""
            from starlette.requests import Request
            from starlette.responses import RedirectResponse

            PAGES = {"orders": "/orders"}

            @mcp.custom_route("/signed-in", methods=["GET"])
            async def signed_in(request: Request) -> RedirectResponse:
                return RedirectResponse(PAGES.get(request.query_params.get("next", ""), "/"))
        """),
        Good("""
            from urllib.parse import urlsplit

            from starlette.requests import Request
            from starlette.responses import RedirectResponse

            HOSTS = {"desk.example.com"}

            def checked(page: str) -> str:
                if urlsplit(page).hostname not in HOSTS:
                    raise ValueError("unknown page")
                return page

            @mcp.custom_route("/signed-in", methods=["GET"])
            async def signed_in(request: Request) -> RedirectResponse:
                return RedirectResponse(checked(request.query_params["next"]))
        """),
        Good("""
            from starlette.requests import Request
            from starlette.responses import RedirectResponse

            def to(page: str) -> RedirectResponse:
                return RedirectResponse(page)

            @mcp.custom_route("/signed-in", methods=["GET"])
            async def signed_in(request: Request) -> RedirectResponse:
                return to("/orders") if request.query_params.get("next") else to("/")
        """),
    ),
)
def redirect_to_client_address(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "redirect"):
        yield hit_of(flow, reaching(flow, "nothing confines its host"))
