"""No secret is written into a log.

## Why
Logs are copied, shipped, searched and kept by many more people than the data they describe, and a token in one of them
works for all of these people.

## What is read
Secrets that reach a call that logs: settings that hold one, the caller's token, environment variables and parameters
whose name has one of `words` as a part. They are followed through helpers, messages and fields.

## What is not reported
Names that end in one of `harmless_suffixes` or stand in `harmless_names`, the length of a secret, whether there is one,
and what a hash or a comparison made of it.

## Fix
Log an id or a count in its place, and set up a redactor for the day when somebody forgets.

## Evidence
Judged in November 2026 on 29 published servers: 7 of 7 true (`benchmarks/flow.md`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.flow.telling import hit_of, names_one_of, snake, source, variable
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@dataclass(frozen=True, slots=True)
class Options:
    """What SEC-37 sets: words that make a name a secret's, and names and their ends that do not after all."""

    words: tuple[str, ...]
    harmless_suffixes: tuple[str, ...]
    harmless_names: tuple[str, ...]


@rule(
    "secret-logged",
    on=Flow,
    clause="SEC-37",
    severity=Severity.WARNING,
    cwe=("CWE-532",),
    options=Options,
    examples=(
        Bad("""
            import logging
            import os

            logger = logging.getLogger(__name__)
            KEY = os.environ["SHOP_API_KEY"]

            @mcp.tool
            def list_orders() -> str:
                logger.info("asking with %s", [|KEY|])
                return "orders"
        """),
        Bad(
            """
            from log import note

            @mcp.tool
            def sign_in(user: str, password: str) -> str:
                note(f"{user} signs in with {password}")
                return "signed in"
            """,
            files={
                "log.py": "import logging\n\nlogger = logging.getLogger(__name__)\n\n\n"
                "def note(text: str) -> None:\n    logger.warning([|text|])\n"
            },
        ),
        Good("""
            import logging

            logger = logging.getLogger(__name__)

            @mcp.tool
            def sign_in(user: str, password: str, token_count: int) -> str:
                logger.info("%s signs in, %s, %s", user, token_count, bool(password))
                return "signed in"
        """),
        Good("""
            import hashlib
            import logging
            import os

            logger = logging.getLogger(__name__)

            def mark(secret: str) -> str:
                return hashlib.sha256(secret.encode()).hexdigest()[:8]

            @mcp.tool
            def list_orders() -> str:
                logger.info("asking with %s", mark(os.environ["SHOP_API_KEY"]))
                return "orders"
        """),
        Good("""
            import logging

            logger = logging.getLogger(__name__)

            @mcp.tool
            def sign_in(user: str, password: str) -> str:
                logger.info("somebody signs in with a password")
                return user if password else "nobody"
        """),
    ),
)
def secret_logged(flow: Flow, options: Options) -> Iterator[Hit]:
    if "log" in flow.family and _is_secret(flow, options):
        yield hit_of(flow, f"{source(flow)} is written into a log by `{flow.call}`")


def _is_secret(flow: Flow, options: Options) -> bool:
    """Is it a secret, by what it is or by the name of the parameter or variable that holds it?"""
    name = snake(variable(flow).rpartition(".")[2])
    if name.endswith(options.harmless_suffixes) or name in options.harmless_names:
        return False
    named = flow.source in ("client", "environment") and names_one_of(name, options.words)
    return named or flow.source in ("secret", "token")
