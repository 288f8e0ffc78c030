"""The parameters a client sends, from a signature: injected ones left out, defaults, limits and descriptions read."""

from collections.abc import Sequence

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.model.bodies import guarding, guards_of
from mcp_lintel.model.constraints import constraints_of
from mcp_lintel.model.frameworks import is_context, is_injecting
from mcp_lintel.model.registrations import Handler
from mcp_lintel.model.shapes import Shapes, constrained
from mcp_lintel.model.types import Family, Kind, Located, Parameter, ParameterForm, Provenance, Shape
from mcp_lintel.program.known_inspect import is_empty
from mcp_lintel.program.values import (
    Declared,
    Env,
    Items,
    Lit,
    Made,
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

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes

    def parameters(
        self, handler: Handler, family: Family, tool: str, *, hidden: Sequence[str] = ()
    ) -> tuple[Parameter, ...]:
        """The client's parameters of a handler, without its receiver and the excluded ones in `hidden`."""
        found = []
        items = guarding(handler.signature.node)
        for one in _declared(handler):
            function = one.function
            default = one.attrs.get("default") or function.defaults.get(one.param.name)
            annotation = self._annotation(one)
            if one.param.name in hidden or self.injected(annotation, default, family, function.env):
                continue
            guards = items if function is handler.signature else ()
            found.append(self._parameter(one, annotation, default, tool, guards))
        return tuple(found)

    @staticmethod
    def is_open(handler: Handler) -> bool:
        """Could the handler take other parameters than those that are read?"""
        given = handler.given
        if isinstance(given, Signature):
            return given.parameters.open or bool(given.parameters.maybe)
        return given is not None

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
        self, one: Declared, annotation: Value | None, default: Value | None, tool: str, items: tuple[object, ...]
    ) -> Parameter:
        param, function = one.param, one.function
        path = function.env.path
        field = default if isinstance(default, Made) and dotted(default.callee).endswith("Field") else None
        shape = self.shapes.of(annotation, function.env) if annotation is not None else Shape(Kind.UNKNOWN)
        shape = constrained(shape, constraints_of(field)) if field is not None else shape
        written = None
        if param.annotation is not None:
            written = Located(source_text(param.annotation), Place(path, param.annotation.span))
        return Parameter(
            name=param.name,
            place=Place(path, param.name_span),
            required=_required(one, field) and not _annotated_default(annotation),
            annotation=written,
            shape=shape,
            form=FORMS.get(param.kind, ParameterForm.ORDINARY),
            description=self._description(annotation, field, Place(path, param.span)),
            default=_default(param, field, default, path),
            guards=guards_of(items, param.name, path),
            tool=tool,
            symbol=function.symbol,
        )

    @staticmethod
    def _description(annotation: Value | None, field: Made | None, place: Place) -> Located[str] | None:
        extras: list[Value] = [field] if field is not None else []
        if isinstance(annotation, Subscripted) and dotted(annotation.base).endswith("Annotated"):
            extras += annotation.index.items[1:] if isinstance(annotation.index, Items) else []
        for extra in extras:
            if isinstance(extra, Made) and extra.args.get("description") is not None:
                return located(extra.args.get("description"), place)
            if text(extra) is not None:
                return located(extra, place)
        return None


def _declared(handler: Handler) -> list[Declared]:
    """The parameters a framework sees: those of the signature that was assigned, else those that are written."""
    if isinstance(handler.given, Signature):
        params = [one for one in handler.given.parameters.items.values() if isinstance(one, Declared)]
    else:
        params = [Declared(param, handler.signature) for param in handler.signature.node.params]
    takes_receiver = handler.bound and params and params[0].param.kind in ("ordinary", "positional")
    return params[1:] if takes_receiver else params


def _required(one: Declared, field: Made | None) -> bool:
    given = one.attrs.get("default")
    if one.param.kind in ("*", "**"):
        return True
    if given is not None:
        return is_empty(given)
    if one.param.default is None:
        return True
    if field is None:
        return False
    default = field.args.get("default", 0)
    return "default_factory" not in field.args.named and (
        default is None or (isinstance(default, Lit) and default.value is ...)
    )


def _annotated_default(annotation: Value | None) -> bool:
    """Does `Annotated[…, Field(default=…)]` give a default? Source: pydantic 2, fields."""
    if not (isinstance(annotation, Subscripted) and dotted(annotation.base).endswith("Annotated")):
        return False
    extras = annotation.index.items[1:] if isinstance(annotation.index, Items) else []
    return any(isinstance(x, Made) and {"default", "default_factory"} & x.args.named.keys() for x in extras)


def _default(param: s.Param, field: Made | None, default: Value | None, path: str) -> Located[object] | None:
    if param.default is None:
        return None
    value = field.args.get("default", 0) if field is not None else default
    place = Place(path, param.default.span)
    if isinstance(value, Lit):
        return Located(value.value, place)
    return None if field is not None and value is None else Located(None, place, Provenance.UNKNOWN)


def source_text(expr: e.Expr) -> str:
    """An annotation as people would read it; the exact text is at its span."""
    match expr:
        case e.Name(id=name):
            return name
        case e.Attribute(value=value, attr=attr):
            return f"{source_text(value)}.{attr}"
        case e.Constant(value=str() as literal):
            return repr(literal)
        case e.Constant(value=literal):
            return "..." if literal is ... else repr(literal)
        case e.Subscript(value=value, index=index):
            inner = ", ".join(map(source_text, index.items)) if isinstance(index, e.Display) else source_text(index)
            return f"{source_text(value)}[{inner}]"
        case e.Binary(left=left, op=op, right=right):
            return f"{source_text(left)} {op} {source_text(right)}"
        case e.Display(items=items):
            return "[" + ", ".join(map(source_text, items)) + "]"
        case e.Call(func=func):
            return f"{source_text(func)}(…)"
    return "…"
