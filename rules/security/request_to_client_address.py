"""A client does not choose the host that the server sends a request to.

## Why
A server stands where its callers do not: beside the metadata service that hands out the cloud account's credentials,
behind the firewall, next to services that trust whoever can reach them. A tool that fetches any address lends that
position to everybody who can talk a model into a call.

## What is read
A value that a client sends, followed until it can decide scheme, host or port of an outgoing request, or of a
connection. A constant beginning confines it only when it goes on beyond the host with a slash.

## What is not reported
Addresses from a fixed mapping, hosts that equal one of a fixed set, paths behind a constant host, values sent as
`params=`. A test of a part of the text, or one before the name is resolved anew, is reported as
`guard-that-does-not-hold`. A tool that is there to fetch any page is reported once.

## Fix
Parse the address, compare scheme and host with whole allowed values, and send what was parsed. A tool that must fetch
any public page resolves the name, refuses answers that are not global, and connects to the address it tested.

## Evidence
Judged in November 2026 on 29 published servers: 7 of 7 true (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "request-to-client-address",
    on=Flow,
    clause="SEC-50",
    severity=Severity.ERROR,
    cwe=("CWE-918",),
    examples=(
        Bad("""
            import httpx

            @mcp.tool
            async def check_build(page: str) -> int:
                async with httpx.AsyncClient(timeout=10) as client:
                    answer = await client.head([|page|])
                return answer.status_code
        """),
        Bad(
            """
            from builds import Builds

            @mcp.tool
            def check_build(host: str) -> int:
                return Builds(host).status("latest")
            """,
            files={
                "builds.py": """\
import requests


class Builds:
    def __init__(self, host: str) -> None:
        self.host = host

    def status(self, name: str) -> int:
        return requests.get([|f"https://{self.host}/builds/{name}"|], timeout=10).status_code
"""
            },
        ),
        Bad("""
            import httpx

            @mcp.tool
            def check_build(rest: str) -> int:
                return httpx.get([|"https://ci.example.com" + rest|], timeout=10).status_code
        """),
        Good("""
            import httpx

            HOSTS = frozenset({"ci.example.com", "artifacts.example.com"})

            @mcp.tool
            def check_build(page: str) -> int:
                address = httpx.URL(page)
                if address.scheme != "https" or address.host not in HOSTS:
                    raise ValueError("builds live elsewhere")
                return httpx.get(address, timeout=10, follow_redirects=False).status_code
        """),
        Good("""
            from urllib.parse import urlsplit

            import httpx

            def check(page: str) -> None:
                parts = urlsplit(page)
                if parts.scheme != "https" or parts.hostname != "ci.example.com":
                    raise ValueError("builds live elsewhere")

            @mcp.tool
            def check_build(page: str) -> int:
                check(page)
                return httpx.get(page, timeout=10, follow_redirects=False).status_code
        """),
        Good("""
            import httpx

            @mcp.tool
            def find_builds(word: str, number: int) -> int:
                found = httpx.get("https://ci.example.com/builds", params={"q": word}, timeout=10)
                return found.status_code + httpx.get(f"https://ci.example.com/builds/{number}", timeout=10).status_code
        """),
    ),
)
def request_to_client_address(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "url"):
        yield hit_of(flow, reaching(flow, "nothing confines its host"))
