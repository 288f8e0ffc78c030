"""A client's text is escaped where it becomes markup.

## Why
Text that a page is made of may bring a script, and the script runs in the browser of whoever looks at the page, with
that person's cookies and rights.

## What is read
A value that a client sends, followed until it is a part of the HTML of a route's response, or of text that is declared
to be safe as it is (`Markup`).

## What is not reported
Text that went through `html.escape`, `markupsafe.escape` or a cleaner, variables of templates that escape by
themselves, numbers and enums. What a tool returns to a model is no page. A guard that fails is reported as
`guard-that-does-not-hold`.

## Fix
`HTMLResponse(f"<p>{html.escape(name)}</p>")`, or a template with autoescaping.

## Evidence
No finding on 23 published servers in November 2026; labelled flaws and twin servers hold it (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "client-input-in-markup",
    on=Flow,
    clause="SEC-27",
    severity=Severity.WARNING,
    cwe=("CWE-79",),
    examples=(
        Bad("""
            from starlette.requests import Request
            from starlette.responses import HTMLResponse

            @mcp.custom_route("/hello", methods=["GET"])
            async def hello(request: Request) -> HTMLResponse:
                name = request.query_params["name"]
                return HTMLResponse([|f"<p>Hello {name}</p>"|])
        """),
        Bad(
            """
            from pages import page
            from starlette.requests import Request
            from starlette.responses import HTMLResponse

            @mcp.custom_route("/hello", methods=["POST"])
            async def hello(request: Request) -> HTMLResponse:
                body = await request.json()
                return page("Hello " + body["name"])
            """,
            files={
                "pages.py": """\
from starlette.responses import HTMLResponse


def page(text: str) -> HTMLResponse:
    return HTMLResponse([|f"<html><body>{text}</body></html>"|])
"""
            },
        ),
        Good("""
            import html

            from starlette.requests import Request
            from starlette.responses import HTMLResponse

            @mcp.custom_route("/hello", methods=["GET"])
            async def hello(request: Request) -> HTMLResponse:
                name = request.query_params["name"]
                return HTMLResponse(f"<p>Hello {html.escape(name)}</p>")
        """),
        Good("""
            from starlette.requests import Request
            from starlette.responses import HTMLResponse

            PAGES = {"start": "<p>Start</p>", "end": "<p>End</p>"}

            @mcp.custom_route("/hello", methods=["GET"])
            async def hello(request: Request) -> HTMLResponse:
                return HTMLResponse(PAGES[request.query_params["page"]])
        """),
        Good("""
            @mcp.tool
            def greet(name: str) -> str:
                return f"<p>Hello {name}</p>"
        """),
    ),
)
def client_input_in_markup(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "markup"):
        yield hit_of(flow, reaching(flow, "nothing escapes it"))
