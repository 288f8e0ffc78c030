"""A regular expression from a client cannot keep the server busy.

## Why
Python's `re` goes back and tries again. `(a+)+$` over thirty characters takes longer than anybody waits, `re` has no
timeout, and while it runs nothing else does.

## What is read
A value that a client sends, followed until it is, or is a part of, a pattern for `re`, for pandas or for another engine
that goes back.

## What is not reported
Text that went through `re.escape`, patterns picked from a fixed mapping, engines that work in linear time (`re2`), and
the `regex` package with a `timeout`. A guard that fails is reported as `guard-that-does-not-hold`.

## Fix
Search for a word (`word in name`, `re.escape(word)`), or use an engine that is linear or stops.

## Evidence
Judged in November 2026 on 29 published servers: 1 of 1 true (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "client-pattern-unbounded",
    on=Flow,
    clause="SEC-55",
    severity=Severity.WARNING,
    cwe=("CWE-1333",),
    examples=(
        Bad("""
            import re

            @mcp.tool
            def find_order(pattern: str) -> bool:
                return re.search([|pattern|], "order 1, order 2") is not None
        """),
        Bad(
            """
            from orders import matching

            @mcp.tool
            def find_orders(word: str) -> list[str]:
                return matching(rf"order .*{word}")
            """,
            files={
                "orders.py": """\
import re

ORDERS = ["order 1", "order 2"]


def matching(pattern: str) -> list[str]:
    compiled = re.compile([|pattern|], re.IGNORECASE)
    return [order for order in ORDERS if compiled.search(order)]
"""
            },
        ),
        Good("""
            import re

            @mcp.tool
            def find_order(word: str) -> bool:
                return re.search(rf"order .*{re.escape(word)}", "order 1, order 2") is not None
        """),
        Good("""
            import re

            PATTERNS = {"open": r"order \\d+ open", "closed": r"order \\d+ closed"}

            @mcp.tool
            def find_order(state: str) -> bool:
                if state not in PATTERNS:
                    raise ValueError("no such state")
                return re.search(PATTERNS[state], "order 1 open") is not None
        """),
        Good("""
            import re

            def matches(pattern: str, text: str) -> bool:
                return re.search(pattern, text) is not None

            @mcp.tool
            def is_order(text: str) -> bool:
                return matches(r"order \\d+", text)
        """),
    ),
)
def client_pattern_unbounded(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "pattern"):
        yield hit_of(flow, reaching(flow, "nothing bounds how long it takes to match"))
