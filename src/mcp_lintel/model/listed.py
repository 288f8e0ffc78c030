"""Components of a low-level server, made from what its list handlers return."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.model import lowlevel
from mcp_lintel.model.bodies import effects_in
from mcp_lintel.model.parameters import located
from mcp_lintel.model.parts import Parts, before_work, body_checks, hints_of
from mcp_lintel.model.registrations import handler_of
from mcp_lintel.model.schema import schema_parameters
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.model.shapes import Shapes
from mcp_lintel.model.types import Component, Endpoint, Located, OpenSet, Provenance, Tool
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Made, dotted, text

OTHERS = {"list_resources": "resources", "list_resource_templates": "resources", "list_prompts": "prompts"}


class ListedTools:
    """Reads the lists of one low-level server; a tool's checks and effects are those of its branch of the call
    handler."""

    def __init__(self, server: ServerObject, endpoint: Endpoint, reader: Interpreter, shapes: Shapes) -> None:
        self.server = server
        self.endpoint = endpoint
        self.reader = reader
        self.shapes = shapes
        self.calling = next((handler_of(value) for value, _, _ in lowlevel.handlers(server, "call_tool")), None)

    def parts(self) -> Parts:
        """Everything the server lists."""
        parts = Parts()
        if self.calling is not None:
            parts.handlers.append((self.calling.signature, "", self.endpoint))
        for listed, conditions in lowlevel.listed(self.server, "list_tools", self.reader):
            if listed.open_reason:
                reason = f"tools are listed that cannot be read: {listed.open_reason}"
                parts.opened.append(OpenSet(listed.place, reason))
            for made, unsure in listed.made:
                tool = self._tool(made, conditional=unsure or bool(set(conditions) - set(self.server.conditions)))
                if tool is None:
                    parts.opened.append(OpenSet(made.place, "a tool is listed under a computed name"))
                else:
                    parts.tools.append((tool, conditions))
        for request, kind in OTHERS.items():
            for listed, _ in lowlevel.listed(self.server, request, self.reader):
                into = parts.resources if kind == "resources" else parts.prompts
                into.extend(_component(made, conditional=unsure) for made, unsure in listed.made)
        return parts

    def _tool(self, made: Made, *, conditional: bool) -> Tool | None:
        args, calling = made.args, self.calling
        name = text(args.get("name", 0))
        if name is None:
            return None
        key = "inputSchema" if "inputSchema" in args.named else "input_schema"
        symbol = calling.signature.symbol if calling is not None else ""
        written = args.written.get(key)
        place = args.places.get(key, made.place)
        parameters, is_open = schema_parameters(args.get(key), written, place, name, symbol, self.shapes)
        given = args.get("description", 1)
        body = lowlevel.branch(calling, name, self.reader)
        path = calling.signature.env.path if calling is not None else made.place.path
        effects = effects_in(body, path) if body is not None else ()
        return Tool(
            name=self._name(made, name),
            local_name=name,
            function=symbol,
            place=args.places.get("name", made.place),
            endpoint=self.endpoint,
            description=None if given is None else located(given, args.places.get("description", made.place)),
            parameters=parameters,
            annotations=hints_of(args.get("annotations")),
            checks=before_work(body_checks(calling), effects),
            effects=effects,
            conditional=conditional,
            registered=made.place,
            open_parameters=is_open or args.open,
        )

    @staticmethod
    def _name(made: Made, name: str) -> Located[str]:
        spelled_out = isinstance(made.args.written.get("name"), e.Constant)
        place = made.args.places.get("name", made.place)
        return Located(name, place, Provenance.LITERAL if spelled_out else Provenance.RESOLVED)


def _component(made: Made, *, conditional: bool) -> Component:
    name = made.args.get("uri") or made.args.get("uriTemplate") or made.args.get("name", 0)
    if isinstance(name, Made) and dotted(name.callee).endswith("Url"):
        name = name.args.get("url", 0)
    return Component(located(name, made.place), "", made.place, conditional=conditional)
