"""The server decides how much work a call may cause.

## Why
A number is a small thing to send and may be a large thing to do: a sleep of a year holds a worker, a range of a
billion the whole process, and ten thousand tasks at once every connection there is.

## What is read
A number that a client sends, followed until it is the time of a sleep, the size of something that is made at once, or
the number of rounds, workers or retries, when nothing on the way sets a ceiling.

## What is not reported
A ceiling in the signature (`le=`, `lt=`), `min(value, LIMIT)`, a comparison that refuses, enums. How high the
ceiling is stays for people to judge. Page sizes and limits that a store applies.

## Fix
`seconds: Annotated[int, Field(ge=1, le=60)]`, or `min(seconds, MAX_SECONDS)` where it is used.

## Evidence
Judged in November 2026 on 29 published servers: 2 of 2 true (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "work-sized-by-client",
    on=Flow,
    clause="SEC-59",
    severity=Severity.WARNING,
    cwe=("CWE-770",),
    examples=(
        Bad("""
            import asyncio

            @mcp.tool
            async def wait_for_order(seconds: int) -> str:
                await asyncio.sleep([|seconds|])
                return "waited"
        """),
        Bad(
            """
            from orders import make_orders

            @mcp.tool
            def make_samples(count: Annotated[int, Field(ge=1)]) -> list[str]:
                return make_orders(count)
            """,
            files={
                "orders.py": "def make_orders(count: int) -> list[str]:\n"
                '    return [f"order {number}" for number in range([|count|])]\n'
            },
        ),
        Good("""
            import asyncio

            @mcp.tool
            async def wait_for_order(seconds: Annotated[int, Field(ge=1, le=60)]) -> str:
                await asyncio.sleep(seconds)
                return "waited"
        """),
        Good("""
            import time

            def wait(seconds: int) -> None:
                time.sleep(min(seconds, 60))

            @mcp.tool
            def wait_for_order(seconds: int, rounds: int) -> str:
                if rounds > 10:
                    raise ValueError("too many rounds")
                for _ in range(rounds):
                    wait(seconds)
                return "waited"
        """),
        Good("""
            import time

            def wait(seconds: int) -> None:
                time.sleep(seconds)

            @mcp.tool
            def wait_for_order(order: int) -> str:
                wait(5)
                return f"order {order}"
        """),
    ),
)
def work_sized_by_client(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "amount"):
        yield hit_of(flow, reaching(flow, "nothing sets a ceiling"))
