"""Tools, resources and prompts of one server as a client sees them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from mcp_lintel.facts import statements as s
from mcp_lintel.model import lowlevel
from mcp_lintel.model.auth import middleware_checks, registered_checks
from mcp_lintel.model.bodies import checks_in_body, effects_in, effects_of
from mcp_lintel.model.composition import Placed
from mcp_lintel.model.constraints import literal
from mcp_lintel.model.parameters import Signatures, located
from mcp_lintel.model.registrations import Handler, Registration, handler_of
from mcp_lintel.model.schema import schema_parameters
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.model.types import (
    AuthCheck,
    Component,
    Effect,
    Endpoint,
    Located,
    OpenSet,
    Parameter,
    Provenance,
    Server,
    Tool,
)
from mcp_lintel.program.attributes import docstring
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Function, Items, Lit, Made, Table, Value, options, text
from mcp_lintel.text.span import Place


@dataclass(slots=True)
class Parts:
    """What was made for one server so far."""

    tools: list[tuple[Tool, tuple[int, ...]]] = field(default_factory=list)
    resources: list[Component] = field(default_factory=list)
    prompts: list[Component] = field(default_factory=list)
    opened: list[OpenSet] = field(default_factory=list)
    handlers: list[tuple[Function, str, Endpoint]] = field(default_factory=list)

    def merge(self, other: "Parts") -> None:
        """Take over what another part found."""
        self.tools += other.tools
        self.resources += other.resources
        self.prompts += other.prompts
        self.opened += other.opened
        self.handlers += other.handlers

    def server(self, endpoint: Endpoint) -> Server:
        """The server: one tool a name, as the framework keeps them, and the pairs that collide.

        The official SDK keeps the first registration of a name, fastmcp the last (mcp 1.2 to 2.3, fastmcp 2.0 to 4.2).
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
            if endpoint.family.value.startswith("fastmcp"):
                kept[name] = tool, conditions
        tools = tuple(tool for tool, _ in kept.values())
        return Server(endpoint, tools, tuple(self.resources), tuple(self.prompts), tuple(collisions))


class ToolMaker:
    """Makes components from registrations and from low-level lists."""

    def __init__(self, reader: Interpreter, signatures: Signatures) -> None:
        self.reader = reader
        self.signatures = signatures

    def components(self, server: ServerObject, found: Sequence[Placed], endpoint: Endpoint) -> Parts:
        """The components registered on a server and on what is mounted into it."""
        parts = Parts()
        covering = middleware_checks(server)
        for item in found:
            registration = item.registration
            conditional = bool(set(item.conditions) - set(server.conditions)) or server.built is None
            conditional = conditional or self._never_imported(registration, server)
            name = self._name(item)
            if item.name is None:
                reason = getattr(registration.name, "reason", "the name is computed at run time")
                parts.opened.append(
                    OpenSet(registration.place, f"a {registration.kind} is registered under a computed name: {reason}")
                )
                continue
            if registration.kind == "tool":
                tool = self._tool(item, name, endpoint, covering, conditional=conditional)
                parts.tools.append((tool, item.conditions))
                if registration.handler is not None:
                    parts.handlers.append((registration.handler.signature, item.name, endpoint))
            else:
                component = self._component(registration, name, conditional=conditional)
                (parts.resources if registration.kind == "resource" else parts.prompts).append(component)
        return parts

    def _never_imported(self, registration: Registration, server: ServerObject) -> bool:
        """Does the registration stand in a module that nothing of the project imports? Then it never runs by itself."""
        path = registration.place.path
        return path != server.place.path and path not in self.reader.imported

    @staticmethod
    def _name(item: Placed) -> Located[str]:
        registration = item.registration
        place = registration.name_place
        if place is None and registration.name is None and registration.handler is not None:
            place = registration.handler.signature.place
        literal_name = isinstance(registration.name, Lit | None) and not item.renamed
        return Located(
            item.name, place or registration.place, Provenance.LITERAL if literal_name else Provenance.RESOLVED
        )

    def _tool(
        self,
        item: Placed,
        name: Located[str],
        endpoint: Endpoint,
        covering: tuple[AuthCheck, ...],
        *,
        conditional: bool,
    ) -> Tool:
        registration, handler = item.registration, item.registration.handler
        visible = item.name or ""
        hidden = literal(registration.keywords.get("exclude_args"))
        signature = handler.signature if handler is not None else None
        parameters: tuple[Parameter, ...] = ()
        if handler is not None and signature is not None:
            parameters = self.signatures.parameters(
                signature,
                endpoint.family,
                visible,
                bound=handler.bound,
                hidden=hidden if isinstance(hidden, list) else (),
            )
        own = registration.name if registration.name is not None else None
        return Tool(
            name=name,
            local_name=text(own) or (signature.name if signature is not None else visible),
            function=signature.symbol if signature is not None else "",
            place=signature.place if signature is not None else registration.place,
            endpoint=endpoint,
            description=self._description(registration),
            parameters=parameters,
            annotations=_hints(registration.keywords.get("annotations")),
            checks=(*registered_checks(registration), *_body_checks(handler), *covering),
            effects=_effects(handler),
            conditional=conditional,
            registered=registration.place,
            open_parameters=signature is None or "__signature__" in signature.attrs,
        )

    @staticmethod
    def _description(registration: Registration) -> Located[str] | None:
        given = registration.keywords.get("description")
        if given is not None and not (isinstance(given, Lit) and given.value is None):
            return located(given, registration.keywords.places.get("description", registration.place))
        if registration.keywords.open:
            return Located(None, registration.place, Provenance.UNKNOWN)
        return described(registration.handler)

    def _component(self, registration: Registration, name: Located[str], *, conditional: bool) -> Component:
        handler = registration.handler
        symbol = handler.signature.symbol if handler is not None else ""
        place = handler.signature.place if handler is not None else registration.place
        return Component(name, symbol, place, self._description(registration), conditional)

    def low_level(self, server: ServerObject, endpoint: Endpoint) -> Parts:
        """The components a low-level server lists."""
        parts = Parts()
        calling = next((handler_of(value) for value, _, _ in lowlevel.handlers(server, "call_tool")), None)
        if calling is not None:
            parts.handlers.append((calling.signature, "", endpoint))
        for listed, conditions in lowlevel.listed(server, "list_tools", self.reader):
            if listed.open_reason:
                parts.opened.append(
                    OpenSet(listed.place, f"tools are listed that cannot be read: {listed.open_reason}")
                )
            for made in listed.made:
                tool = self._listed_tool(
                    made, calling, endpoint, conditional=bool(set(conditions) - set(server.conditions))
                )
                if tool is None:
                    parts.opened.append(OpenSet(made.place, "a tool is listed under a computed name"))
                else:
                    parts.tools.append((tool, conditions))
        for request, into in (
            ("list_resources", parts.resources),
            ("list_resource_templates", parts.resources),
            ("list_prompts", parts.prompts),
        ):
            for listed, _ in lowlevel.listed(server, request, self.reader):
                into.extend(_listed_component(made) for made in listed.made)
        return parts

    def _listed_tool(
        self, made: Made, calling: Handler | None, endpoint: Endpoint, *, conditional: bool
    ) -> Tool | None:
        args = made.args
        name = text(args.get("name", 0))
        if name is None:
            return None
        key = "inputSchema" if "inputSchema" in args.named else "input_schema"
        symbol = calling.signature.symbol if calling is not None else ""
        place = args.places.get("name", made.place)
        parameters, is_open = schema_parameters(
            args.get(key), args.written.get(key), args.places.get(key, made.place), name, symbol, self.signatures.shapes
        )
        given = args.get("description", 1)
        body = lowlevel.branch(calling, name, self.reader)
        path = calling.signature.env.path if calling is not None else made.place.path
        return Tool(
            name=Located(name, place, Provenance.LITERAL if "name" in args.written else Provenance.RESOLVED),
            local_name=name,
            function=symbol,
            place=place,
            endpoint=endpoint,
            description=None if given is None else located(given, args.places.get("description", made.place)),
            parameters=parameters,
            annotations=_hints(args.get("annotations")),
            checks=_body_checks(calling),
            effects=effects_in(body, path) if body is not None else (),
            conditional=conditional,
            registered=made.place,
            open_parameters=is_open or args.open,
        )


def _listed_component(made: Made) -> Component:
    name = made.args.get("uri") or made.args.get("uriTemplate") or made.args.get("name", 0)
    place = made.place
    return Component(located(name, place), "", place, None)


def described(handler: Handler | None) -> Located[str] | None:
    """A handler's docstring with its place, or None when it has none."""
    if handler is None:
        return None
    for function in (handler.function, handler.signature):
        if "__doc__" in function.attrs:
            return located(function.attrs["__doc__"], function.place)
    node = handler.signature.node
    found = docstring(node.body) if isinstance(node, s.Function) else None
    if found is None or not isinstance(node, s.Function):
        return None
    return Located(found, Place(handler.signature.env.path, node.body[0].span))


def _hints(value: Value | None) -> dict[str, object]:
    for option in options(value):
        if isinstance(option, Made):
            return {k: literal(v) for k, v in option.args.named.items()}
        if isinstance(option, Table):
            return {str(k): literal(v) for k, v in option.items.items()}
        if isinstance(option, Items):
            return {}
    return {}


def _body_checks(handler: Handler | None) -> tuple[AuthCheck, ...]:
    if handler is None:
        return ()
    functions = {id(f.node): f for f in (handler.function, handler.signature)}
    return tuple(c for f in functions.values() for c in checks_in_body(f.node, f.env.path))


def _effects(handler: Handler | None) -> tuple[Effect, ...]:
    return () if handler is None else effects_of(handler.signature.node, handler.signature.env.path)
