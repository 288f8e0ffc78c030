"""Tools that come from a specification, an app or a folder, after what a server does to its components.

Source: fastmcp 2.8 to 4.2; the tags of such tools are those of the source, which are not read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mcp_lintel.model.argumentchanges import changed
from mcp_lintel.model.eras import Era
from mcp_lintel.model.parameters import located
from mcp_lintel.model.placed import Placed, placed_as
from mcp_lintel.model.registrations import Registration
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.model.shapes import Shapes
from mcp_lintel.model.types import Located, Provenance, Tool
from mcp_lintel.model.views import View
from mcp_lintel.program.values import Args, Lit, Unknown

Made = tuple[Tool, tuple[int, ...]]


def after_changes(
    tools: Iterable[Made], server: ServerObject, by_value: Mapping[int, ServerObject], era: Era, shapes: Shapes
) -> list[Made]:
    """The tools as a client sees them once the server's removals, rules and transforms are heeded."""
    tools = list(tools)
    stand_ins = {id(part.registration): (part, made) for made in tools for part in (_stand_in(*made),)}
    left = View(by_value, era).over(server, [part for part, _ in stand_ins.values()]) if tools else []
    known = [part for part in left if part.name is not None and id(part.registration) in stand_ins]
    return [_tool(part, *stand_ins[id(part.registration)], shapes) for part in known]


def _stand_in(tool: Tool, conditions: tuple[int, ...]) -> Placed:
    keywords = Args(named={"tags": Unknown("the tags of its source")})
    name, place = tool.name.value, tool.place
    return placed_as(Registration("tool", None, keywords, Lit(name), place, place, conditions, -1), name, renamed=False)


def _tool(part: Placed, before: Placed, made: Made, shapes: Shapes) -> Made:
    """The tool with what was done to the component that stands for it."""
    tool, _ = made
    if part is before:
        return made
    parameters, is_open = changed(part, tool.parameters, lambda _: (), shapes)
    told = next((change for change in reversed(part.changes) if change.description is not None), None)
    found = replace(
        tool,
        name=tool.name if part.name == tool.name.value else Located(part.name, tool.name.place, Provenance.RESOLVED),
        parameters=parameters,
        description=tool.description if told is None else located(told.description, told.place),
        conditional=tool.conditional or part.conditions != before.conditions,
        open_parameters=tool.open_parameters or is_open,
    )
    return found, part.conditions
