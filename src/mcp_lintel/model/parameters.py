"""The parameters a client sends, from a signature: injected ones left out, defaults, limits and descriptions read."""

from collections.abc import Sequence
from dataclasses import replace

from mcp_lintel.model.annotated import source_text
from mcp_lintel.model.bodies import guarding, guards_of
from mcp_lintel.model.described import Apart, Generations
from mcp_lintel.model.fieldinfo import FieldInfo, base_of, extras_of, limited
from mcp_lintel.model.frameworks import is_context, is_injecting
from mcp_lintel.model.injection import Injection, Reference, references
from mcp_lintel.model.registrations import Handler
from mcp_lintel.model.shapes import Shapes
from mcp_lintel.model.types import Family, Kind, Located, Parameter, ParameterForm, Provenance, Shape
from mcp_lintel.program.known_inspect import is_empty
from mcp_lintel.program.values import (
    Declared,
    Env,
    Items,
    Lit,
    Signature,
    Subscripted,
    Value,
    dotted,
    options,
    text,
)
from mcp_lintel.text.span import Place

FORMS = {"*": ParameterForm.VAR_POSITIONAL, "**": ParameterForm.VAR_KEYWORD}


def located(value: Value | None, place: Place) -> Located[str]:
    """A string value with its place; UNKNOWN where it is not a literal string for certain."""
    found = text(value)
    return Located(found, place, Provenance.RESOLVED if found is not None else Provenance.UNKNOWN)


class Signatures:
    """Reads the parameters of handlers of one project."""

    def __init__(self, shapes: Shapes, injection: Injection | None = None) -> None:
        self.shapes = shapes
        self.injection = injection or Injection()

    def parameters(
        self,
        handler: Handler,
        family: Family,
        tool: str,
        *,
        hidden: Sequence[str] = (),
        generations: Generations = frozenset(),
    ) -> tuple[Parameter, ...]:
        """The client's parameters of a handler, without its receiver and the excluded ones in `hidden`."""
        found: list[Parameter] = []
        referred: list[Reference] = []
        items = guarding(handler.signature.node)
        apart = Apart(handler, generations)
        for one in declared(handler):
            function = one.function
            default = one.attrs.get("default") or function.defaults.get(one.param.name)
            annotation = self._annotation(one)
            if one.param.name in hidden or self.injected(annotation, default, family, function.env):
                referred += references(default, annotation) if self.injection.refers else ()
                continue
            guards = items if function is handler.signature else ()
            found.append(self._parameter(one, annotation, default, family, tool, guards, apart))
        own = {one.param.name for one in declared(handler)}
        added = {one.name: one for one in reversed(referred) if one.name not in own and family is Family.FASTMCP}
        return (*found, *(self._referred(added[name], tool) for name in sorted(added)))

    def _referred(self, reference: Reference, tool: str) -> Parameter:
        """The parameter of a dependency that the client fills in."""
        owner = reference.owner
        param = next(one for one in owner.node.params if one.name == reference.parameter)
        one = Declared(replace(param, default=None), owner)
        made = self._parameter(one, self._annotation(one), None, Family.FASTMCP, tool, ())
        return replace(made, name=reference.name, required=reference.default is None)

    @staticmethod
    def is_open(handler: Handler) -> bool:
        """Could the handler take other parameters than those that are read?"""
        given = handler.given
        if isinstance(given, Signature):
            return given.parameters.open or bool(given.parameters.maybe)
        return given is not None

    def injected_names(self, handler: Handler, family: Family) -> tuple[str, ...]:
        """The parameters of a handler that the framework fills in."""
        found = []
        for one in declared(handler):
            default = one.attrs.get("default") or one.function.defaults.get(one.param.name)
            if self.injected(self._annotation(one), default, family, one.function.env):
                found.append(one.param.name)
        return tuple(found)

    def _annotation(self, one: Declared) -> Value | None:
        given = one.attrs.get("annotation")
        if given is not None:
            return None if is_empty(given) else given
        written = one.param.annotation
        return None if written is None else self.shapes.reader.look(written, one.function.env)

    def injected(self, annotation: Value | None, default: Value | None, family: Family, env: Env) -> bool:
        """Does the framework fill the parameter in? By its type, an extra of its annotation, or its default."""
        if is_injecting(default):
            return True
        for option in options(annotation):
            if self.injection.overlooks(option, family, env):
                continue
            if isinstance(option, Lit) and isinstance(option.value, str):
                option = self.shapes.forward(option.value, env)
            if isinstance(option, Subscripted):
                parts = option.index.items if isinstance(option.index, Items) else [option.index]
                if dotted(option.base).endswith("Annotated") and any(is_injecting(part) for part in parts[1:]):
                    return True
                wrapper = dotted(option.base).rpartition(".")[2] in ("Annotated", "Optional", "Union")
                if wrapper and any(self.injected(part, None, family, env) for part in parts):
                    return True
            if is_context(dotted(option), family):
                return True
        return False

    def _parameter(
        self,
        one: Declared,
        annotation: Value | None,
        default: Value | None,
        family: Family,
        tool: str,
        items: tuple[object, ...],
        apart: Apart | None = None,
    ) -> Parameter:
        param, function = one.param, one.function
        path = function.env.path
        place = Place(path, param.span)
        extras = extras_of(annotation, function.env, self.shapes.forward)
        info = FieldInfo(extras, None if default is None or is_empty(default) else default)
        shape = self.shapes.of(annotation, function.env) if annotation is not None else Shape(Kind.UNKNOWN)
        shape = limited(shape, info)
        written = None
        if param.annotation is not None:
            written = Located(source_text(param.annotation), Place(path, param.annotation.span))
        alias = info.alias()
        name = (alias.value if alias is not None else None) or param.name
        words = _plain_words(extras, family, place) or info.description(place)
        if words is None and apart is not None:
            words = apart.of(name, base_of(annotation, function.env, self.shapes.forward), place)
        return Parameter(
            name=name,
            place=Place(path, param.name_span),
            required=info.required or param.kind in ("*", "**"),
            annotation=written,
            shape=shape,
            form=FORMS.get(param.kind, ParameterForm.ORDINARY),
            description=words,
            default=info.default_of(shape, Place(path, param.default.span) if param.default is not None else place),
            guards=guards_of(items, param.name, path),
            tool=tool,
            symbol=function.symbol,
        )


def _plain_words(extras: Sequence[Value], family: Family, place: Place) -> Located[str] | None:
    """A bare string in `Annotated` as a description, where the framework takes it for one.

    fastmcp 2.11 to 4.2 do where it is the only extra, the SDK does not, arcade-mcp-server does (reference section 9.1).
    """
    if family in (Family.SDK_FASTMCP, Family.SDK_MCPSERVER, Family.MCP_USE) or not extras:
        return None
    if family is Family.FASTMCP and len(extras) > 1:
        return None
    found = next((one for one in extras if text(one) is not None), None)
    return None if found is None else located(found, place)


def declared(handler: Handler) -> list[Declared]:
    """The parameters a framework sees: those of the signature that was assigned, else those that are written."""
    if isinstance(handler.given, Signature):
        params = [one for one in handler.given.parameters.items.values() if isinstance(one, Declared)]
    else:
        params = [Declared(param, handler.signature) for param in handler.signature.node.params]
    takes_receiver = handler.bound and params and params[0].param.kind in ("ordinary", "positional")
    return params[1:] if takes_receiver else params
