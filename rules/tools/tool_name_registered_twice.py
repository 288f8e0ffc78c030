"""A tool's name is registered once on a server.

## Why
A client sees one tool a name. The second registration either replaces the first or is dropped, with a
warning in a log that nobody reads, so a new version of a tool can be out of reach for months, or an old one
gone overnight.

## What is read
All registrations of one visible name on one server, mounts included. Which one a client gets depends on the
framework: the official SDK keeps the first, fastmcp the last; of two mounted servers fastmcp 2 gives the
last, fastmcp 3 and later the first. A low-level server lists both, and its own dispatch decides.

## What is not reported
Registrations with different `version=` arguments (fastmcp 3 and later). Where a registration depends on a
setting the finding has a lower confidence: the two may be alternatives.

## Fix
Give a new version a name of its own with a suffix (`create_order_v2`) and keep the old one until its clients
have moved; remove the registration that is not wanted.

## Evidence
No hits on 29 published servers in November 2026, so there is no figure from real servers.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Endpoint, Family, Generation, Server, Tool
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Related, Severity, rule


@rule(
    "tool-name-registered-twice",
    on=Server,
    clause="TOOL-31",
    severity=Severity.WARNING,
    examples=(
        Bad("""
            @mcp.tool
            def create_order(item: str) -> str: ...

            @mcp.tool(name=[|"create_order"|])
            def create_order_for(item: str, customer: str) -> str: ...
        """),
        Bad("""
            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("shop")

            @mcp.tool()
            def create_order(item: str) -> str: ...

            @mcp.tool()
            def [|create_order|](item: str, customer: str) -> str: ...
        """),
        Bad("""
            def create_order(item: str) -> str: ...
            def make_order(item: str) -> str: ...

            mcp.tool(name="create_order")(create_order)
            mcp.tool(name=[|"create_order"|])(make_order)
        """),
        Good("""
            @mcp.tool
            def create_order(item: str) -> str: ...

            @mcp.tool
            def create_order_v2(item: str, customer: str) -> str: ...
        """),
        Good("""
            other = FastMCP("other")

            @mcp.tool
            def create_order(item: str) -> str: ...

            @other.tool(name="create_order")
            def create_other_order(item: str) -> str: ...
        """),
        Good("""
            child = FastMCP("child")

            @mcp.tool
            def create_order(item: str) -> str: ...

            @child.tool(name="create_order")
            def create_child_order(item: str) -> str: ...

            mcp.mount(child, "child")
        """),
    ),
)
def tool_name_registered_twice(server: Server) -> Iterator[Hit]:
    for first, again in server.collisions:
        name = again.name.value
        if not name or first.name.place == again.name.place:
            continue
        message = f"tool `{name}` is registered twice on one server; {_outcome(first, again)}"
        related = (Related("registered here before", first.name.place),)
        yield Hit(again.name.place, message, again.function, name, related, _confidence(first, again))


def _outcome(first: Tool, again: Tool) -> str:
    family = again.endpoint.family
    if family.low_level:
        return "a client is shown both, and the server's own dispatch decides"
    if family is not Family.FASTMCP:
        return "the SDK keeps the first and drops this one"
    if first.endpoint.place == again.endpoint.place:
        return "fastmcp keeps this one and drops the first"
    return _mounted_outcome(again.endpoint)


def _mounted_outcome(endpoint: Endpoint) -> str:
    if endpoint.generations == {Generation.FM2}:
        return "of two mounted servers fastmcp 2 gives the last"
    if Generation.FM2 not in endpoint.generations:
        return "of two mounted servers fastmcp 3 and later gives the first"
    return "which one a client gets depends on the release of fastmcp"


def _confidence(first: Tool, again: Tool) -> Confidence | None:
    if first.conditional and again.conditional:
        return Confidence.LOW
    return Confidence.MEDIUM if first.conditional or again.conditional else None
