"""Tools that a framework brings itself, through a transform or a middleware, and tools that a middleware is given.

Source: fastmcp 2.13 to 4.2, `ToolInjectionMiddleware`; 2.13 to 3.4, `ResourceToolMiddleware` and
`PromptToolMiddleware`; 3.0 to 4.2, `ResourcesAsTools` and `PromptsAsTools`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mcp_lintel.model.placed import Placed, placed_as
from mcp_lintel.model.registrations import Registration, component, name_text
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.types import OpenSet
from mcp_lintel.program.values import Args, Items, Lit, Made, Table, Value, dotted, options
from mcp_lintel.text.span import Place

NO_INPUT = Table({"type": Lit("object"), "properties": Table()})
TEXT, MAPPING = Table({"type": Lit("string")}), Table({"type": Lit("object")})
LISTS = {
    "list_resources": ("List all available resources and resource templates.", NO_INPUT),
    "read_resource": (
        "Read a resource by its URI.",
        Table({"properties": Table({"uri": TEXT}), "required": Items("list", [Lit("uri")])}),
    ),
    "list_prompts": ("List all available prompts.", NO_INPUT),
    "get_prompt": (
        "Get a prompt by name with optional arguments.",
        Table({"properties": Table({"name": TEXT, "arguments": MAPPING}), "required": Items("list", [Lit("name")])}),
    ),
}
"""What each such tool says of itself, and its schema."""
SUPPLIED = {
    "ResourcesAsTools": ("list_resources", "read_resource"), "PromptsAsTools": ("list_prompts", "get_prompt"),
    "ResourceToolMiddleware": ("list_resources", "read_resource"),
    "PromptToolMiddleware": ("list_prompts", "get_prompt"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Supply:
    """Adds the framework's own tools of a kind of transform or middleware."""

    kind: str
    place: Place
    conditions: frozenset[int]

    def applied(self, parts: Sequence[Placed]) -> list[Placed]:
        """The components and the framework's own, wherever a server has any."""
        return [*parts, *self.tools()]

    def tools(self) -> Iterator[Placed]:
        """The framework's own tools."""
        for name in SUPPLIED[self.kind]:
            said, schema = LISTS[name]
            keywords = Args(named={"description": Lit(said), "parameters": schema})
            conditions = tuple(self.conditions)
            made = Registration("tool", None, keywords, Lit(name), self.place, self.place, conditions, -1)
            yield placed_as(made, name, renamed=True)


def injected(server: ServerObject, calls: Sequence[MethodCall]) -> Iterator[Placed | OpenSet]:
    """The tools that a server's middleware lists before its own."""
    given = None if server.built is None else server.built.get("middleware")
    for option in options(given):
        for one in option.items if isinstance(option, Items) else ():
            yield from _of(one, server.place, server.conditions)
    for call in calls:
        if call.method == "add_middleware":
            for option in options(call.args.get("middleware", 0)):
                yield from _of(option, call.event.place, call.event.conditions)


def _of(value: Value, place: Place, conditions: tuple[int, ...]) -> Iterator[Placed | OpenSet]:
    kind = dotted(value.callee).rpartition(".")[2] if isinstance(value, Made) else ""
    if kind in SUPPLIED:
        yield from Supply(kind, place, frozenset(conditions)).tools()
    if kind != "ToolInjectionMiddleware" or not isinstance(value, Made):
        return
    tools = value.args.get("tools", 0)
    if not isinstance(tools, Items) or tools.open:
        yield OpenSet(place, "a middleware adds tools that are not known")
    for one in tools.items if isinstance(tools, Items) else ():
        made = component("tool", one, Args(), place, conditions, -1)
        part = placed_as(made, name_text(made), renamed=False)
        yield part.perhaps() if isinstance(tools, Items) and id(one) in tools.maybe else part
