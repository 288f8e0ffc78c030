"""What is gathered for one server before it is one, and what its components have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mcp_lintel.model.bodies import checks_in_body
from mcp_lintel.model.entries import Entry
from mcp_lintel.model.registrations import Handler
from mcp_lintel.model.types import AuthCheck, Component, Effect, Endpoint, Family, Located, OpenSet, Route, Server, Tool
from mcp_lintel.program.values import Function


@dataclass(slots=True)
class Parts:
    """What was made for one server so far."""

    tools: list[tuple[Tool, tuple[int, ...]]] = field(default_factory=list)
    resources: list[Component] = field(default_factory=list)
    prompts: list[Component] = field(default_factory=list)
    opened: list[OpenSet] = field(default_factory=list)
    handlers: list[tuple[Function, str, Endpoint]] = field(default_factory=list)
    completions: list[Component] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    unhandled: list[Located[str]] = field(default_factory=list)
    undeclared: list[Located[str]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def merge(self, other: "Parts") -> None:
        """Take over what another part found."""
        self.tools += other.tools
        self.resources += other.resources
        self.prompts += other.prompts
        self.opened += other.opened
        self.handlers += other.handlers
        self.completions += other.completions
        self.routes += other.routes
        self.unhandled += other.unhandled
        self.undeclared += other.undeclared
        self.entries += other.entries

    def server(self, endpoint: Endpoint) -> Server:
        """The server: one tool a name, as the framework keeps them, and the pairs that collide.

        The official SDK keeps the first registration of a name, fastmcp and chuk-mcp-server the last (mcp 1.2 to 2.3,
        fastmcp 2.0 to 4.2, chuk-mcp-server 0.26).
        """
        kept: dict[str, tuple[Tool, tuple[int, ...]]] = {}
        collisions = []
        for tool, conditions in self.tools:
            name = tool.name.value or ""
            first = kept.get(name)
            if first is None:
                kept[name] = tool, conditions
                continue
            before = set(first[1])
            if first[0].registered != tool.registered and (before <= set(conditions) or set(conditions) <= before):
                collisions.append((first[0], tool))
            if endpoint.family in (Family.FASTMCP, Family.CHUK):
                kept[name] = tool, conditions
        tools = tuple(tool for tool, _ in kept.values())
        return Server(
            endpoint,
            tools,
            tuple(self.resources),
            tuple(self.prompts),
            tuple(collisions),
            tuple(self.completions),
            tuple(self.routes),
            unhandled=tuple(self.unhandled),
            undeclared=tuple(self.undeclared),
        )


def before_work(checks: Sequence[AuthCheck], effects: Sequence[Effect]) -> tuple[AuthCheck, ...]:
    """The checks, those that only stand after the first effect in the same file marked as not dominating it."""
    changing = [e.at or e.place for e in effects if e.kind != "reads"]
    first = {place.path: place.span.start for place in sorted(changing, key=lambda place: -place.span.start)}
    late = [c.place.span.start > first.get(c.place.path, c.place.span.start) for c in checks]
    return tuple(replace(c, dominates=False) if is_late else c for c, is_late in zip(checks, late, strict=True))


def body_checks(handler: Handler | None) -> tuple[AuthCheck, ...]:
    """The authorisation checks in a handler's body and in the wrapper around it."""
    if handler is None:
        return ()
    functions = {id(f.node): f for f in (handler.function, handler.signature)}
    return tuple(c for f in functions.values() for c in checks_in_body(f.node, f.env.path))
