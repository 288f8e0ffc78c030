"""A tool's name is in snake_case and can be sent by every client.

## Why
Clients pass a tool's name on to model interfaces that accept letters, digits, `_` and `-` only and at most
64 of them; some refuse the one tool, some the whole list of a server. Within these limits a name in
snake_case reads like every other one, and nobody has to remember which words were written in capitals.

## What is read
The visible name, prefixes included, must match `pattern`; the message says when it does not, because such a
tool may not be callable at all. The name before mount prefixes must be lower-case words joined by single
underscores.

## What is not reported
A name that is computed at run time. The style of a mount's prefix, which is not the tool's. A leading
underscore.

## Fix
Rename the tool to what the message proposes. Where the name is fixed by somebody else's interface, ignore
the finding with that reason.

## Evidence
No hits on 29 published servers in November 2026, so there is no figure from real servers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.model.types import Tool
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule

SNAKE_CASE = re.compile(r"_*[a-z0-9]+(?:_[a-z0-9]+)*")
WORD = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z0-9]+")


@dataclass(frozen=True)
class Options:
    """What TOOL-02 sets: `pattern` is matched against the whole visible name."""

    pattern: str


@rule(
    "tool-name-not-snake-case",
    on=Tool,
    clause="TOOL-02",
    severity=Severity.WARNING,
    options=Options,
    examples=(
        Bad("""
            @mcp.tool
            def [|getAllReleases|]() -> list[str]: ...
        """),
        Bad("""
            @mcp.tool(name=[|"list-releases"|])
            def list_releases() -> list[str]: ...
        """),
        Bad("""
            @mcp.tool([|"list releases"|])
            def list_releases() -> list[str]: ...

            @mcp.tool([|"releases.list"|])
            def releases() -> list[str]: ...
        """),
        Bad("""
            @mcp.tool
            def [|get_the_releases_of_every_project_that_the_user_may_see_and_has_seen|]() -> list[str]: ...
        """),
        Bad("""
            @mcp.tool
            def [|get__releases|]() -> list[str]: ...
        """),
        Good("""
            @mcp.tool
            def get_all_releases() -> list[str]: ...
        """),
        Good("""
            @mcp.tool(name="list_releases_v2")
            def listReleases() -> list[str]: ...
        """),
        Good("""
            child = FastMCP("child")

            @child.tool
            def list_orders() -> list[str]: ...

            mcp.mount(child, "my-shop")
        """),
    ),
)
def tool_name_not_snake_case(tool: Tool, options: Options) -> Iterator[Hit]:
    name = tool.name.value
    if not name:
        return
    if not re.fullmatch(options.pattern, name):
        message = f"tool `{name}` does not match `{options.pattern}`, so some clients refuse it"
    elif not SNAKE_CASE.fullmatch(tool.local_name):
        message = f"tool `{name}` is not in snake_case; `{_snake(tool.local_name)}` would be"
    else:
        return
    yield Hit(tool.name.place, message, tool.function, name)


def _snake(name: str) -> str:
    return "_".join(word.lower() for word in WORD.findall(name))
