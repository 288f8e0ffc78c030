"""Tools, resources and prompts of one server as a client sees them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.model.argumentchanges import changed
from mcp_lintel.model.auth import middleware_checks, registered_checks
from mcp_lintel.model.constraints import literal
from mcp_lintel.model.effects import Effects
from mcp_lintel.model.entries import EntryMaker
from mcp_lintel.model.hints import hints_of, title_of
from mcp_lintel.model.otherargs import as_published
from mcp_lintel.model.parameters import Signatures, located
from mcp_lintel.model.parts import Parts, before_work, body_checks
from mcp_lintel.model.placed import Placed
from mcp_lintel.model.registrations import Handler, Registration
from mcp_lintel.model.schema import schema_parameters
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.model.types import (
    AuthCheck,
    Component,
    Endpoint,
    Kind,
    Located,
    OpenSet,
    Parameter,
    Provenance,
    Shape,
    Tool,
)
from mcp_lintel.program.attributes import docstring
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Function, Instance, Lit, text
from mcp_lintel.text.span import Place


class ToolMaker:
    """Makes components from registrations on a high-level server."""

    def __init__(self, reader: Interpreter, signatures: Signatures) -> None:
        self.reader = reader
        self.signatures = signatures
        self.effects = Effects(reader)
        self.entries = EntryMaker(signatures)

    def components(self, server: ServerObject, found: Sequence[Placed], endpoint: Endpoint) -> Parts:
        """The components registered on a server and on what is mounted into it."""
        parts = Parts()
        covering = middleware_checks(server)
        rewritten = _lists_by_itself(server)
        calls = Counter(item.registration.place for item in found)
        for item in found:
            registration = item.registration
            conditional = bool(set(item.conditions) - set(server.conditions)) or server.built is None
            conditional = conditional or self._never_imported(registration, server)
            name = self._name(item, alone=calls[registration.place] == 1)
            if registration.kind != "tool" or item.name is None:
                parts.entries.extend(self.entries.placed(item, endpoint))
            if item.name is None:
                reason = getattr(registration.name, "reason", "the name is computed at run time")
                parts.opened.append(
                    OpenSet(registration.place, f"a {registration.kind} is registered under a computed name: {reason}")
                )
                continue
            if registration.kind == "tool":
                tool = self._tool(item, name, endpoint, covering, conditional=conditional, rewritten=rewritten)
                parts.tools.append((tool, item.conditions))
                parts.entries.extend(self.entries.placed(item, endpoint, tool.parameters))
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
    def _name(item: Placed, *, alone: bool) -> Located[str]:
        """The name with its place; of several components that one call registers, each stands where it is defined."""
        registration = item.registration
        place = registration.name_place if alone else None
        if place is None and registration.handler is not None:
            place = registration.handler.signature.place
        as_written = registration.name is None or isinstance(registration.written, e.Constant)
        literal_name = as_written and not item.renamed
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
        rewritten: bool,
    ) -> Tool:
        registration, handler = item.registration, item.registration.handler
        visible = item.name or ""
        hidden = literal(registration.keywords.get("exclude_args"))
        signature = handler.signature if handler is not None else None
        parameters, is_open = self._parameters(item, endpoint, hidden if isinstance(hidden, list) else ())
        hints, open_hints = hints_of(registration.keywords, endpoint)
        effects = () if handler is None else self.effects.of(handler.signature, handler.function)
        return Tool(
            name=name,
            local_name=text(registration.name) or (signature.name if signature is not None else visible),
            function=signature.symbol if signature is not None else "",
            place=signature.place if signature is not None else registration.place,
            endpoint=endpoint,
            description=self._changed_description(item),
            parameters=tuple(map(unpublished, parameters)) if rewritten else as_published(endpoint.family, parameters),
            annotations=hints,
            open_hints=open_hints,
            title=title_of(registration.keywords, visible, endpoint, hints, registration.place),
            checks=(*registered_checks(registration), *before_work(body_checks(handler), effects), *covering),
            effects=effects,
            conditional=conditional,
            registered=registration.place,
            open_parameters=rewritten or is_open,
        )

    def _parameters(
        self, item: Placed, endpoint: Endpoint, hidden: Sequence[str]
    ) -> tuple[tuple[Parameter, ...], bool]:
        """What a client sends, from the signature, else from a schema that is given, after all transformations."""
        handler, settings, tool = item.registration.handler, item.registration.keywords, item.name or ""
        if handler is None:
            given, place = settings.get("parameters"), item.registration.place
            written = settings.written.get("parameters")
            own, is_open = schema_parameters(given, written, place, tool, "", self.signatures.shapes)
        else:
            own = self.signatures.parameters(
                handler, endpoint.family, tool, hidden=hidden, generations=endpoint.generations
            )
            is_open = self.signatures.is_open(handler)
        if not item.changes:
            return own, is_open

        def read(function: Handler) -> Sequence[Parameter]:
            return self.signatures.parameters(function, endpoint.family, tool, generations=endpoint.generations)

        changed_ones, unread = changed(item, own, read, self.signatures.shapes)
        return changed_ones, is_open or unread

    def _changed_description(self, item: Placed) -> Located[str] | None:
        """What the last transformation says, else the registration."""
        for change in reversed(item.changes):
            if change.description is not None:
                nothing = isinstance(change.description, Lit) and change.description.value is None
                return None if nothing else located(change.description, change.place)
        return self._description(item.registration)

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


def _lists_by_itself(server: ServerObject) -> bool:
    """Does a class of the project answer `tools/list` itself? Then the schemas it publishes are its own."""
    return isinstance(server.value, Instance) and isinstance(server.value.cls.find("list_tools"), Function)


def unpublished(parameter: Parameter) -> Parameter:
    """A parameter whose published schema is not known, although its signature is."""
    return replace(parameter, shape=Shape(Kind.UNKNOWN, parameter.shape.name))
