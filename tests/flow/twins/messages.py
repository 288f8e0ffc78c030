"""Text that others read as more than text: pages and log lines."""

from .kit import Kind
from .usual import quiet, usual

PAGE = "client-input-in-markup"
ROUTE = """\
from fastmcp import FastMCP
from fastmcp.exceptions import ToolError
from starlette.requests import Request
from starlette.responses import Response

import checks
from desk import pages

mcp = FastMCP("desk")


@mcp.custom_route("/hello", methods=["POST"])
async def hello(request: Request) -> Response:
    data = await request.json()
    name = data["name"]
{body}


@mcp.tool
def count_pages() -> int:
    return 1
"""
MARKUP = Kind(
    "markup",
    rule=PAGE,
    signature="hello(request)",
    parameter="",
    tool=None,
    server=ROUTE,
    files={
        "desk/pages.py": """
        from starlette.responses import Response

        from desk.html import page

        def greeting(name: str) -> Response:
            return page("Hello " + name)
        """,
        "desk/html.py": """
        from starlette.responses import HTMLResponse, Response

        def page(text: str) -> Response:
            return HTMLResponse([|f"<p>{text}</p>"|])
        """,
    },
    hops=(
        "server.py: request.json()",
        "server.py: pages.greeting(name)",
        "desk/pages.py: page(",
        "desk/html.py: HTMLResponse(",
    ),
    versions=usual("return pages.greeting({})", "name", PAGE, weak='"<script" in name')
    | {
        "guarded_by_escaping": quiet("import html\n\nreturn pages.greeting(html.escape(name))"),
        "guarded_elsewhere_by_escaping": quiet(
            "return pages.greeting(name)",
            desk__html_py="""
            from html import escape

            from starlette.responses import HTMLResponse, Response

            def page(text: str) -> Response:
                return HTMLResponse(f"<p>{escape(text)}</p>")
            """,
        ),
    },
)

LINE = "client-input-in-log"
NOTE = 'trail.visited({})\nreturn "noted"'
LOG_LINE = Kind(
    "log-line",
    rule=LINE,
    signature="visit_page(name: str)",
    parameter="name",
    imports="from desk import trail\n",
    files={
        "desk/trail.py": """
        from desk.lines import note

        def visited(name: str) -> None:
            note("visited " + name)
        """,
        "desk/lines.py": """
        import logging

        logger = logging.getLogger(__name__)

        def note(line: str) -> None:
            logger.info([|line|])
        """,
    },
    hops=("server.py: trail.visited(name)", "desk/trail.py: note(", "desk/lines.py: logger.info("),
    versions=usual(NOTE, "name", LINE, weak='name in {"root", "admin"}', told=LINE)
    | {
        "guarded_as_a_value": quiet(
            NOTE.replace("{}", "name"),
            desk__trail_py="""
            from desk.lines import note

            def visited(name: str) -> None:
                note("visited %s", name)
            """,
            desk__lines_py="""
            import logging

            logger = logging.getLogger(__name__)

            def note(line: str, value: str) -> None:
                logger.info(line, value)
            """,
        ),
    },
)

KINDS = (MARKUP, LOG_LINE)
