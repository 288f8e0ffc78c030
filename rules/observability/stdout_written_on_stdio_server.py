"""Nothing but the protocol is written to standard output on a stdio server.

## Why
On stdio, standard output is the wire: each line is a message. A stray `print` is a line the client cannot
parse; some log it, some close the connection, and the person at the client sees a tool that sometimes fails.

## What is read
`print`, writes to `sys.stdout`, consoles and log handlers bound to it, and child processes that inherit it,
in code that a server runs, for servers that can be run on stdio. It depends on the version: with the
official SDK 1.x and fastmcp up to 3 every write corrupts the stream; SDK 2.x and fastmcp 4 send what is
written while serving to standard error, so only writes at import and before the server runs do harm. Where
the dependency allows both, the confidence is medium; where no entry point tells how the server is run, it is
low.

## What is not reported
Writes to standard error. Servers that are reached over HTTP only. Commands of the same package that never
start a server.

## Fix
Log instead: `logging` and both frameworks' handlers write to standard error. For a quick look use `print(…,
file=sys.stderr)`; give a child process `stdout=subprocess.PIPE` or `subprocess.DEVNULL`.

## Evidence
Judged 15 hits on two published servers in November 2026: one was true. The other fourteen, all on one
server, stood in branches at import that say what is missing and then end the program; such branches have not
been reported since, and the true one still is.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Endpoint, Generation, StdoutWrite
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule

DIVERTING = frozenset({Generation.SDK2, Generation.FM4})
FASTMCP_3 = {"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["fastmcp>=3,<4"]\n'}
FASTMCP_4 = {"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["fastmcp>=4,<5"]\n'}


@rule(
    "stdout-written-on-stdio-server",
    on=StdoutWrite,
    clause="OBS-28",
    severity=Severity.ERROR,
    examples=(
        Bad(
            """
            import sys

            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("shop")

            def note(text: str) -> None:
                [|sys.stdout.write(text)|]

            @mcp.tool()
            def list_orders() -> str:
                note("listing")
                return "orders"

            if __name__ == "__main__":
                mcp.run(transport="stdio")
            """,
            files={"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["mcp>=1.10,<2"]\n'},
        ),
        Bad(
            """
            from fastmcp import FastMCP

            mcp = FastMCP("shop")
            [|print("starting")|]

            if __name__ == "__main__":
                mcp.run(transport="stdio")
            """,
            files=FASTMCP_4,
        ),
        Bad(
            """
            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                [|print("listing")|]
                return "orders"

            mcp.run(transport="stdio")
            """,
            files={"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["fastmcp>=3"]\n'},
            confidence=Confidence.MEDIUM,
        ),
        Good(
            """
            import sys

            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                print("listing", file=sys.stderr)
                return "orders"

            mcp.run()
            """,
            files=FASTMCP_3,
        ),
        Good(
            """
            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                print("listing")
                return "orders"

            mcp.run(transport="http")
            """,
            files=FASTMCP_3,
        ),
        Good(
            """
            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            @mcp.tool
            def list_orders() -> str:
                print("listing")
                return "orders"

            mcp.run(transport="stdio")
            """,
            files=FASTMCP_4,
        ),
        Bad(
            """
            import sys

            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            def main() -> None:
                if "--version" in sys.argv:
                    print("1.0")
                    return
                if "--http" in sys.argv:
                    print("listening")
                    mcp.run(transport="http")
                else:
                    [|print("starting")|]
                    mcp.run(transport="stdio")

            if __name__ == "__main__":
                main()
            """,
            files=FASTMCP_4,
        ),
    ),
)
def stdout_written_on_stdio_server(write: StdoutWrite) -> Iterator[Hit]:
    judged = [(sure, end) for end in write.endpoints if (sure := _confidence(write, end)) is not None]
    if not judged:
        return
    confidence, endpoint = max(judged, key=lambda pair: pair[0].rank)
    where = f"tool `{write.tool}`" if write.tool else write.reach
    message = f"`{write.what}` ({where}) writes into the protocol stream of a stdio server"
    if endpoint.generations & DIVERTING and not _before_serving(write):
        message += f", up to {_last_release(endpoint)}, which the dependency allows"
    yield Hit(write.place, message, write.symbol, write.tool, confidence=confidence)


def _before_serving(write: StdoutWrite) -> bool:
    return write.at_import or write.reach == "before the server runs"


def _confidence(write: StdoutWrite, endpoint: Endpoint) -> Confidence | None:
    """How sure it is that the write disturbs this server; None when it does not."""
    if not endpoint.transports.stdio_possible:
        return None
    diverted = endpoint.generations & DIVERTING if not _before_serving(write) else frozenset()
    if diverted and diverted == endpoint.generations:
        return None
    if "stdio" not in endpoint.transports.kinds:
        return Confidence.LOW
    return Confidence.MEDIUM if diverted else Confidence.HIGH


def _last_release(endpoint: Endpoint) -> str:
    return "fastmcp 3" if Generation.FM4 in endpoint.generations else "version 1 of the SDK"
