"""A tool's name says which domain it works in.

## Why
A client shows the tools of all its servers in one list. `do_stuff`, `process_data` or plain `config` fit
half of them, and the model that must choose has nothing but luck to go by.

## What is read
The words of the visible name, prefixes included and a version suffix left out. A name is vague when it is
one of `vague_verbs` followed by nothing but `vague_nouns` (singular or plural), or consists of `vague_nouns`
alone.

## What is not reported
A vague noun alone on a server whose own name supplies the domain (`config` on the server `pipelines`). A
bare verb, which the rule on verb and noun names. A generic noun after a telling verb (`create_task`): there
it is the domain's own word.

## Fix
Name the thing: `pipeline_config`, better `get_pipeline_config`, instead of `config`; `score_assignment`
instead of `process_item`.

## Evidence
No hits on 29 published servers in November 2026, so there is no figure from real servers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.model.types import Tool
from mcp_lintel.model.words import split_name
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule

FILLERS = frozenset({"a", "all", "an", "any", "my", "some", "the"})
EMPTY_WORDS = frozenset(
    {"api", "app", "demo", "example", "fastmcp", "generic", "main", "mcp", "my", "py", "python", "sample"}
    | {"server", "service", "simple", "test", "the", "tool", "tools"}
)


@dataclass(frozen=True)
class Options:
    """What TOOL-03 sets: verbs and nouns (singular) that say nothing, in lower case."""

    vague_verbs: tuple[str, ...]
    vague_nouns: tuple[str, ...]


@rule(
    "tool-name-vague",
    on=Tool,
    clause="TOOL-03",
    severity=Severity.WARNING,
    options=Options,
    examples=(
        Bad("""
            @mcp.tool
            def [|do_stuff|](payload: str) -> str: ...
        """),
        Bad("""
            @mcp.tool(name=[|"processData"|])
            def score(payload: str) -> str: ...

            @mcp.tool
            def [|handle_the_items_v2|](payload: str) -> str: ...
        """),
        Bad("""
            @mcp.tool
            def [|config|]() -> str: ...
        """),
        Good("""
            @mcp.tool
            def process_refund(order: str) -> str: ...

            @mcp.tool
            def create_task(title: str) -> str: ...
        """),
        Good("""
            @mcp.tool
            def pipeline_config() -> str: ...
        """),
        Good("""
            mcp = FastMCP("Pipelines")

            @mcp.tool
            def config() -> str: ...
        """),
        Good("""
            mcp = FastMCP("host")
            child = FastMCP("example")

            @child.tool
            def status() -> str: ...

            mcp.mount(child, "pipeline")
        """),
    ),
)
def tool_name_vague(tool: Tool, options: Options) -> Iterator[Hit]:
    name = tool.name.value
    words = [word for word in split_name(name or "") if word not in FILLERS]
    if not name or not words:
        return
    verb = words[0] in options.vague_verbs
    nouns = words[1:] if verb else words
    if not nouns or not all(_vague(noun, options) for noun in nouns):
        return
    if verb:
        yield Hit(tool.name.place, f"tool `{name}` names neither an act nor a thing", tool.function, name)
    elif not _names_domain(tool.endpoint.name.value):
        yield Hit(tool.name.place, f"tool `{name}` does not say of what", tool.function, name)


def _vague(noun: str, options: Options) -> bool:
    return noun in options.vague_nouns or noun.removesuffix("s") in options.vague_nouns


def _names_domain(server: str | None) -> bool:
    """Does the server's name tell what it is about? An unknown name may."""
    return server is None or any(word not in EMPTY_WORDS for word in split_name(server))
