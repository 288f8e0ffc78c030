"""Subjects made by hand, for what rules say of cases that a small project cannot show."""

from dataclasses import replace
from functools import cache
from typing import Any

from mcp_lintel.flow.types import Flow, Step
from mcp_lintel.model.types import (
    Auth,
    AuthState,
    Endpoint,
    Family,
    Generation,
    Kind,
    Located,
    Parameter,
    Provenance,
    Server,
    Shape,
    Tool,
    Transports,
)
from mcp_lintel.packs import load_rules
from mcp_lintel.rule import Hit, Rule
from mcp_lintel.text.span import Place, Span


@cache
def _rules() -> dict[str, Rule[Any]]:
    return {rule.name: rule for rule in load_rules()}


def hits_of(rule: str, subject: object, **options: object) -> list[Hit]:
    """What the rule of that name says of a subject, with these options."""
    found = _rules()[rule]
    return list(found.check(subject, found.options(**options) if found.options else None))


def place(start: int = 0, path: str = "server.py") -> Place:
    return Place(path, Span(start, start + 1))


def written(text: str, start: int = 0) -> Located[str]:
    return Located(text, place(start))


UNKNOWN_TEXT: Located[str] = Located(None, place(), Provenance.UNKNOWN)

STDIO = Transports(frozenset({"stdio"}), closed=True)
HTTP = Transports(frozenset({"http"}), closed=True)
BOTH = Transports(frozenset({"stdio", "http"}), closed=True)
OPEN = Transports(frozenset({"stdio", "http"}), closed=False)
NOTHING_KNOWN = Transports()

ENDPOINT = Endpoint(written("shop"), Family.FASTMCP, frozenset({Generation.FM3}), place(), HTTP, Auth(AuthState.ABSENT))


def endpoint(
    *generations: Generation,
    transports: Transports = HTTP,
    auth: AuthState = AuthState.ABSENT,
    example: bool = False,
    family: Family = Family.FASTMCP,
) -> Endpoint:
    found = frozenset(generations) or ENDPOINT.generations
    return replace(ENDPOINT, generations=found, transports=transports, auth=Auth(auth), example=example, family=family)


def tool(name: str, at: Endpoint = ENDPOINT, *, start: int = 0, description: str | None = "What it does.") -> Tool:
    said = None if description is None else written(description)
    return Tool(written(name, start), name, f"server.{name}", place(start), at, said, ())


def server(*tools: Tool, at: Endpoint = ENDPOINT) -> Server:
    return Server(at, tools)


def parameter(shape: Shape, name: str = "value", annotation: str | None = "int") -> Parameter:
    said = None if annotation is None else written(annotation)
    return Parameter(name, place(), True, said, shape, tool="get_thing", symbol="server.get_thing")


INTEGER = Shape(Kind.INTEGER)
STRING = Shape(Kind.STRING)


def flow(*family: str, source: str = "client", parameter: str = "name", call: str = "use", **more: Any) -> Flow:
    """A flow from a parameter of tool `read_note` to a sink of the first of these kinds."""
    told = Flow(
        sink=family[0],
        family=family,
        source=source,
        call=call,
        place=place(20),
        symbol="server.read_note",
        surface="tool",
        tool="read_note",
        parameter=parameter,
        entry="server.read_note",
        lead="",
        steps=(Step(place(1), "comes in"), Step(place(20), "arrives")),
    )
    return replace(told, **more)
