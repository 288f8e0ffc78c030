"""A tool has a description.

## Why
The description is all that a client's model knows of a tool beyond its name and parameters. Without one it
guesses when to call it and what comes back; a text that repeats the name in other letters is no better.

## What is read
The description a client is shown: the `description=` argument where there is one, else the handler's
docstring; for a low-level server the `description` of its tool list. Missing and empty texts are reported,
placeholders such as `TODO`, and texts that only say the name again.

## What is not reported
A description that is computed at run time, or one of a handler that could not be found: unknown is not
absent. One line is enough.

## Fix
Write a docstring: what the tool does, when to use it, what it returns.

## Evidence
No hits on 29 published servers in November 2026, so there is no figure from real servers.
"""

import re
from collections.abc import Iterator

from mcp_lintel.model.types import Tool
from mcp_lintel.model.words import split_name
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule

PLACEHOLDERS = frozenset(
    {"", "todo", "tbd", "tba", "fixme", "xxx", "n a", "none", "description", "docstring", "placeholder"}
    | {"no description", "add description", "add description here", "description here", "tool description"}
    | {"lorem ipsum", "to be done", "to be defined", "not documented", "undocumented", "write me"}
)
UNWRITTEN = re.compile(r"\W*(?:(?:TODO|TBD|FIXME|XXX)\b|(?:todo|tbd|fixme):)")
FILLERS = frozenset({"a", "an", "the", "this", "tool", "function", "mcp"})


@rule(
    "tool-without-description",
    on=Tool,
    clause="TOOL-27",
    severity=Severity.WARNING,
    examples=(
        Bad("""
            @mcp.tool
            def [|create_order|](item: str) -> str:
                return item
        """),
        Bad('''
            @mcp.tool
            def [|create_order|](item: str) -> str:
                """TODO"""

            @mcp.tool(description="")
            def [|cancel_order|](item: str) -> str:
                return item
        '''),
        Bad(
            '''
            @mcp.tool
            def [|create_order|](item: str) -> str:
                """Creates an order."""
            ''',
            confidence=Confidence.MEDIUM,
        ),
        Bad("""
            # A comment is not a description
            def create_order(item: str) -> str: ...

            mcp.tool(name=[|"create_order"|])(create_order)
        """),
        Good('''
            @mcp.tool
            def create_order(item: str) -> str:
                """Place an order for one item and return its number."""
        '''),
        Good("""
            @mcp.tool(description="Place an order for one item and return its number.")
            def create_order(item: str) -> str: ...
        """),
        Good("""
            from pathlib import Path

            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            @mcp.tool(description=Path("create_order.md").read_text())
            def create_order(item: str) -> str: ...
        """),
        Good("""
            TEXT = "Place an order for one item and return its number."

            @mcp.tool(description=TEXT)
            def create_order(item: str) -> str: ...
        """),
    ),
)
def tool_without_description(tool: Tool) -> Iterator[Hit]:
    name = tool.name.value or tool.local_name
    described = tool.description
    if described is None:
        if tool.function or tool.endpoint.family.low_level:
            yield Hit(tool.name.place, f"tool `{name}` has no description", tool.function, name)
    elif described.known and (fault := _fault(described.value or "", tool.local_name)):
        confidence, words = fault
        yield Hit(tool.name.place, f"tool `{name}` {words}", tool.function, name, confidence=confidence)


def _fault(text: str, name: str) -> tuple[Confidence, str] | None:
    words = re.findall(r"[^\W_]+", text.lower())
    if not text.strip():
        return Confidence.HIGH, "has an empty description"
    if " ".join(words) in PLACEHOLDERS or UNWRITTEN.match(text):
        return Confidence.HIGH, "has a placeholder as its description"
    told = [word for word in words if word not in FILLERS]
    said = [word for word in split_name(name) if word not in FILLERS]
    if told and (told == said or [told[0].removesuffix("s"), *told[1:]] == said):
        return Confidence.MEDIUM, "has a description that only repeats its name"
    return None
