"""A server listens on the loopback interface unless whoever starts it says otherwise.

## Why
`0.0.0.0` puts the tools on every network that the machine is in: the office, the café, the cloud's private net. Inside
a container that is needed, on a laptop it is an open door, and a default cannot know where it will run. The frameworks
listen on `127.0.0.1` for that reason.

## What is read
Where a server is served over HTTP or SSE (`run`, its constructor, `uvicorn.run`): a host that is `0.0.0.0` or `::` as a
literal, or as the default of a setting, a parameter, a command-line option or an environment variable, or the default
of the framework. The finding stands at the text of that default. Authentication that is attached on some paths only,
such as behind a setting, does not count, since nothing says that it is on.

## What is not reported
Hosts that an image, a manifest or a command line gives. Hosts that cannot be read. Servers that authenticate and also
compare the hosts or origins of requests with a list; with authentication alone the confidence is low. In examples
folders it is low, and medium where stdio is a choice. `http-server-without-auth` may stand at the same server: that one
asks for authentication, which a loopback address does not replace; this one for a default that harms nobody.

## Fix
Take `127.0.0.1` as the default and let the container's command or environment say `0.0.0.0`. Refuse to start on another
address than the loopback one without authentication.

## Evidence
Judged in November 2026 on 106 checkouts of published servers: 4 of 4 true, and one more with low confidence; the
labelled flaw is found.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Address, AuthState, Endpoint, Server, Setting, Source
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Related, Severity, rule

EVERYWHERE = ("0.0.0.0", "::", "[::]")
FROM = {
    Source.ENVIRONMENT: "by default",
    Source.SETTINGS: "by default",
    Source.COMMAND_LINE: "by default",
    Source.DEFAULT: "by the framework's default",
}
FASTMCP_3 = {"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["fastmcp>=3,<4"]\n'}


@rule(
    "server-listens-on-all-interfaces",
    on=Server,
    clause="DEV-12",
    severity=Severity.WARNING,
    cwe=("CWE-1327", "CWE-306"),
    examples=(
        Bad(
            """
            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str: ...

            if __name__ == "__main__":
                mcp.run(transport="http", host=[|"0.0.0.0"|])
            """,
            files=FASTMCP_3,
        ),
        Bad(
            """
            from fastmcp import FastMCP
            from fastmcp.server.auth.providers.jwt import JWTVerifier

            from settings import load

            config = load()
            auth = None
            if config.login:
                auth = JWTVerifier(jwks_uri="https://id.example/keys", audience="shop")

            mcp = FastMCP("shop", auth=auth)

            if __name__ == "__main__":
                mcp.run(transport="http", host=config.host)
            """,
            files={
                **FASTMCP_3,
                "settings.py": """\
import os
from dataclasses import dataclass


@dataclass
class Settings:
    host: str = "127.0.0.1"
    login: bool = False


def load() -> Settings:
    return Settings(os.getenv("SHOP_HOST", [|"0.0.0.0"|]), os.getenv("SHOP_LOGIN") == "yes")
""",
            },
        ),
        Bad(
            """
            import argparse

            import uvicorn
            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("shop")

            def main() -> None:
                parser = argparse.ArgumentParser()
                parser.add_argument("--host", default=[|"0.0.0.0"|])
                options = parser.parse_args()
                uvicorn.run(mcp.streamable_http_app(), host=options.host)

            if __name__ == "__main__":
                main()
            """,
            files={"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["mcp<2"]\n'},
        ),
        Bad(
            """
            from mcp.server.fastmcp import FastMCP

            ANY_ADDRESS = [|"::"|]
            mcp = FastMCP("shop", host=ANY_ADDRESS)
            mcp.run(transport="sse")
            """,
            files={"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["mcp<2"]\n'},
        ),
        Bad(
            """
            from fastmcp import FastMCP
            from fastmcp.server.auth.providers.jwt import JWTVerifier

            mcp = FastMCP("shop", auth=JWTVerifier(jwks_uri="https://id.example/keys", audience="shop"))

            def main(host: str = [|"0.0.0.0"|]) -> None:
                mcp.run(transport="http", host=host)

            if __name__ == "__main__":
                main()
            """,
            files=FASTMCP_3,
            confidence=Confidence.LOW,
        ),
        Good(
            """
            import os

            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            if __name__ == "__main__":
                mcp.run(transport="http", host=os.getenv("SHOP_HOST", "127.0.0.1"))
            """,
            files={**FASTMCP_3, "Dockerfile": 'FROM python\nENV SHOP_HOST=0.0.0.0\nCMD ["python", "server.py"]\n'},
        ),
        Good(
            """
            from fastmcp import FastMCP
            from fastmcp.server.auth.providers.jwt import JWTVerifier
            from starlette.middleware import Middleware
            from starlette.middleware.trustedhost import TrustedHostMiddleware

            mcp = FastMCP("shop", auth=JWTVerifier(jwks_uri="https://id.example/keys", audience="shop"))
            hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["shop.example.com"])

            if __name__ == "__main__":
                mcp.run(transport="http", host="0.0.0.0", middleware=[hosts])
            """,
            files=FASTMCP_3,
        ),
        Good("""
            HOST = "0.0.0.0"

            @mcp.tool
            def list_orders() -> str: ...

            if __name__ == "__main__":
                mcp.run(transport="stdio")
        """),
    ),
)
def server_listens_on_all_interfaces(server: Server) -> Iterator[Hit]:
    told = set()
    for address in server.endpoint.addresses:
        host = address.host
        confidence = _confidence(server, address)
        if host is None or host.value not in EVERYWHERE or confidence is None:
            continue
        place, *others = host.written or (host.place,)
        if place in told:
            continue
        told.add(place)
        named = f"server `{server.endpoint.name.value}`" if server.endpoint.name.value else "the server"
        yield Hit(
            place,
            f"{named} listens on every interface{_by(host)}, {_state(server.endpoint)}",
            server.endpoint.symbol,
            related=(
                *(Related("this default says so too", other) for other in others),
                Related(f"served over {address.transport} here", address.place),
            ),
            confidence=confidence,
        )


def _by(host: Setting) -> str:
    return f" {FROM[host.source]}" if host.source in FROM else ""


def _state(endpoint: Endpoint) -> str:
    match endpoint.auth.state:
        case AuthState.ABSENT:
            return "without authentication"
        case AuthState.CONDITIONAL:
            return "and authentication is optional"
    return "and asks for no list of hosts or origins"


def _confidence(server: Server, address: Address) -> Confidence | None:
    """How sure it is that the default is an open door; None where it is none."""
    endpoint = server.endpoint
    state = endpoint.auth.state
    checked = address.checked or any(one.name == "TrustedHostMiddleware" for one in server.middleware)
    if state is AuthState.UNKNOWN or (state is AuthState.PRESENT and checked):
        return None
    if endpoint.example or state is AuthState.PRESENT:
        return Confidence.LOW
    return Confidence.MEDIUM if "stdio" in endpoint.transports.kinds else Confidence.HIGH
