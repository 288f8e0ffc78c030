"""Secrets and the environment stay out of answers.

## Why
An answer is kept in a transcript, read by a model, and from there goes into tickets, summaries and training data. A
tool that "shows the configuration" is how credentials get there.

## What is read
What reaches an answer, an error text, a message to the client or the body of an HTTP route: settings that hold a
secret, what a secrets manager returned, the caller's token, the environment and its variables. It is followed through
helpers, models and fields.

## What is not reported
Whether there is a value, its length, a comparison, a hash of it, a `SecretStr` that was not opened, and the variables
in `public_variables`. A variable whose name has none of `secret_words` is told with low confidence, one whose name
cannot be read with medium.

## Fix
Return a model with the fields that are meant: `DeskStatus(store_configured=bool(os.environ.get("STORE_URL")))`.

## Evidence
Judged in November 2026 on 23 published servers: 1 of 1 true (`benchmarks/flow.md`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.flow.telling import answer, hit_of, names_one_of, source, variable
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule


@dataclass(frozen=True, slots=True)
class Options:
    """What SEC-60 sets: words in the names of secrets, and environment variables that anybody may know."""

    secret_words: tuple[str, ...]
    public_variables: tuple[str, ...]


@rule(
    "secret-in-answer",
    on=Flow,
    clause="SEC-60",
    severity=Severity.ERROR,
    cwe=("CWE-200",),
    options=Options,
    examples=(
        Bad("""
            import os

            @mcp.tool
            def show_settings() -> dict[str, str]:
                return [|dict(os.environ)|]
        """),
        Bad(
            """
            from settings import describe

            @mcp.tool
            def show_settings() -> str:
                return [|describe()|]
            """,
            files={
                "settings.py": "import os\n\nKEY = os.environ.get('SHOP_API_KEY', '')\n\n\n"
                "def describe() -> str:\n    return f'key {KEY}'\n"
            },
        ),
        Bad(
            """
            import os

            @mcp.tool
            def show_settings() -> str:
                return [|f"store at {os.getenv('STORE_URL')}"|]
            """,
            confidence=Confidence.LOW,
        ),
        Good("""
            import os

            @mcp.tool
            def show_settings() -> str:
                return f"{os.environ.get('ENVIRONMENT')}, key set: {bool(os.environ.get('SHOP_API_KEY'))}"
        """),
        Good("""
            import os

            def is_set(name: str) -> str:
                return "set" if os.environ.get(name) else "not set"

            @mcp.tool
            def show_settings() -> str:
                return is_set("SHOP_API_KEY")
        """),
        Good("""
            import os

            KEY = os.environ["SHOP_API_KEY"]

            @mcp.tool
            def show_settings() -> str:
                return "the key comes from the environment"
        """),
    ),
)
def secret_in_answer(flow: Flow, options: Options) -> Iterator[Hit]:
    held = flow.source in ("secret", "token", "environment") and variable(flow) not in options.public_variables
    if "answer" in flow.family and held:
        yield hit_of(flow, f"{source(flow)} reaches {answer(flow)}", confidence=_confidence(flow, options))


def _confidence(flow: Flow, options: Options) -> Confidence | None:
    """How sure it is that the value is a secret; the whole environment has some in it, and any variable may be one."""
    name = variable(flow)
    if name:
        return None if names_one_of(name, options.secret_words) else Confidence.LOW
    return Confidence.MEDIUM if flow.parameter == "an environment variable" else None
