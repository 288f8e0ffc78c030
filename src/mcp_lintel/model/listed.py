"""Components of a low-level server, made from what its list handlers return."""

from mcp_lintel.facts import expressions as e
from mcp_lintel.model import lowlevel
from mcp_lintel.model.dispatch import Dispatch
from mcp_lintel.model.effects import Effects
from mcp_lintel.model.handled import handled
from mcp_lintel.model.hints import hints_of, title_of
from mcp_lintel.model.parameters import located
from mcp_lintel.model.parts import Parts, before_work, body_checks
from mcp_lintel.model.registrations import handler_of
from mcp_lintel.model.schema import schema_parameters
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.model.shapes import Shapes
from mcp_lintel.model.types import Component, Effect, Endpoint, Located, OpenSet, Provenance, Tool
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Made, Unknown, dotted, text

OTHERS = {"list_resources": "resources", "list_resource_templates": "resources", "list_prompts": "prompts"}


class ListedTools:
    """Reads the lists of one low-level server; a tool's checks and effects are those of its branch of the call
    handler."""

    def __init__(
        self, server: ServerObject, endpoint: Endpoint, reader: Interpreter, shapes: Shapes, effects: Effects
    ) -> None:
        self.server = server
        self.endpoint = endpoint
        self.reader = reader
        self.shapes = shapes
        self.effects = effects
        calls = [value for value, _, _ in lowlevel.effective(server, "call_tool") if handler_of(value) is not None]
        self.calling = handler_of(calls[-1]) if calls else None
        self.lists = lowlevel.listed(server, "list_tools", reader)
        made = (one.args.get("name", 0) for listed, _ in self.lists for one, _ in listed.made)
        names = dict.fromkeys(name for value in made if (name := text(value)) is not None)
        self.dispatch = Dispatch(calls[-1] if calls else Unknown(), names, reader)

    def parts(self) -> Parts:
        """Everything the server lists."""
        parts = Parts()
        if self.calling is not None:
            parts.handlers.append((self.calling.signature, "", self.endpoint))
        for listed, conditions in self.lists:
            if listed.open_reason:
                reason = f"tools are listed that cannot be read: {listed.open_reason}"
                parts.opened.append(OpenSet(listed.place, reason))
            for made, unsure in listed.made:
                tool = self._tool(made, conditional=unsure or bool(set(conditions) - set(self.server.conditions)))
                if tool is None:
                    parts.opened.append(OpenSet(made.place, "a tool is listed under a computed name"))
                else:
                    parts.tools.append((tool, conditions))
                    target = self.dispatch.handler(tool.local_name)
                    if target is not None:
                        parts.handlers.append((target.signature, tool.local_name, self.endpoint))
        self._join(parts)
        for request, kind in OTHERS.items():
            for listed, _ in lowlevel.listed(self.server, request, self.reader):
                into = parts.resources if kind == "resources" else parts.prompts
                into.extend(_component(made, conditional=unsure) for made, unsure in listed.made)
        return parts

    def _join(self, parts: Parts) -> None:
        """Tell which tools nothing handles and which names nothing declares, where both are known in full."""
        known = None if self.calling is None else handled(self.calling, self.reader)
        if known is None or known.open or not known.names:
            return
        if self.dispatch.refuses_others:
            tools = (tool for tool, _ in parts.tools if tool.local_name not in known.names)
            parts.unhandled.extend(tool.name for tool in tools)
        if not parts.opened:
            declared = {tool.local_name for tool, _ in parts.tools}
            names = (name for name in known.names if name not in declared)
            parts.undeclared.extend(Located(name, known.names[name], Provenance.RESOLVED) for name in names)

    def _tool(self, made: Made, *, conditional: bool) -> Tool | None:
        args, calling = made.args, self.calling
        name = text(args.get("name", 0))
        if name is None:
            return None
        key = "inputSchema" if "inputSchema" in args.named else "input_schema"
        target = self.dispatch.handler(name)
        behind = target or calling
        symbol = behind.signature.symbol if behind is not None else ""
        written = args.written.get(key)
        place = args.places.get(key, made.place)
        parameters, is_open = schema_parameters(args.get(key), written, place, name, symbol, self.shapes)
        given = args.get("description", 1)
        hints, open_hints = hints_of(args, self.endpoint)
        body = lowlevel.branch(calling, name, self.reader)
        effects: tuple[Effect, ...] = ()
        if body is not None and calling is not None:
            effects = self.effects.inside(body, calling.function)
        elif target is not None:
            effects = self.effects.of(target.signature, target.function)
        return Tool(
            name=self._name(made, name),
            local_name=name,
            function=symbol,
            place=args.places.get("name", made.place),
            endpoint=self.endpoint,
            description=None if given is None else located(given, args.places.get("description", made.place)),
            parameters=parameters,
            annotations=hints,
            open_hints=open_hints,
            title=title_of(args, name, self.endpoint, hints, made.place),
            checks=before_work((*body_checks(calling), *body_checks(target)), effects),
            effects=effects,
            conditional=conditional,
            registered=made.place,
            open_parameters=is_open or args.open,
            open_effects=body is None,
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
