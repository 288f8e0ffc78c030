"""A client's text in the path of a request is one segment.

## Why
`https://api.example.com/projects/shop/files/` plus a client's text is another resource as soon as the text holds `../`,
`/` or `?`: of another project, of another service behind the same host, with other rights than the tool was meant to
use. HTTP libraries resolve `..` before they send.

## What is read
A value that a client sends, followed until it stands behind the host and before the query in the address of a request.

## What is not reported
Values that are quoted (`quote(name, safe="")`), numbers, enums, values that a pattern or a check keeps free of slashes
and dots, and what is sent as `params=`. Where the value decides the host, `request-to-client-address` says so.

## Fix
`f"{BASE}/files/{quote(name, safe='')}"`, or a pattern on the parameter that admits no slash.

## Evidence
A note: most APIs answer a strange segment with "not found", and which of them do not cannot be seen from here.
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "client-text-in-request-path",
    on=Flow,
    clause="SEC-50",
    severity=Severity.NOTE,
    cwe=("CWE-22", "CWE-918"),
    examples=(
        Bad("""
            import httpx

            @mcp.tool
            def show_build(name: str) -> str:
                return httpx.get([|f"https://ci.example.com/builds/{name}"|], timeout=10).text
        """),
        Bad("""
            import httpx

            client = httpx.Client(base_url="https://ci.example.com")

            def fetch(path: str) -> str:
                return client.get([|path|]).text

            @mcp.tool
            def show_build(name: str) -> str:
                return fetch(f"/builds/{name}/log")
        """),
        Good("""
            from urllib.parse import quote

            import httpx

            @mcp.tool
            def show_build(name: str, number: int) -> str:
                return httpx.get(f"https://ci.example.com/builds/{quote(name, safe='')}/{number}", timeout=10).text
        """),
        Good("""
            import httpx

            @mcp.tool
            def find_builds(word: str) -> str:
                return httpx.get("https://ci.example.com/builds", params={"q": word}, timeout=10).text
        """),
        Good("""
            import httpx

            @mcp.tool
            def show_build(name: Annotated[str, Field(pattern="^[a-z0-9-]+$")]) -> str:
                return httpx.get(f"https://ci.example.com/builds/{name}", timeout=10).text
        """),
    ),
)
def client_text_in_request_path(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "url-path"):
        yield hit_of(flow, reaching(flow, "nothing keeps it to one segment"))
