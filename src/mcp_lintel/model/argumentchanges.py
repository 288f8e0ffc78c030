"""The parameters of a tool after transformations: hidden, renamed, given a default, a type or a description.

Source: fastmcp 2.8 to 4.2, `ArgTransform`, `ArgTransformConfig` and `TransformedTool.from_tool`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from mcp_lintel.model.constraints import literal
from mcp_lintel.model.parameters import located
from mcp_lintel.model.placed import Placed
from mcp_lintel.model.registrations import Change, Handler
from mcp_lintel.model.shapes import Shapes
from mcp_lintel.model.types import Located, Parameter, ParameterForm, Provenance
from mcp_lintel.program.values import Args, Lit, Made, Table, Value, text, truth

FIELDS = ("name", "description", "default", "default_factory", "type", "hide", "required", "examples")
"""The order in which `ArgTransform` takes them."""
Reading = Callable[[Handler], Sequence[Parameter]]


def changed(
    item: Placed, parameters: tuple[Parameter, ...], read: Reading, shapes: Shapes
) -> tuple[tuple[Parameter, ...], bool]:
    """What a client sends after all transformations of a tool, and whether some could not be read."""
    is_open = False
    for change in item.changes:
        after, unread = _after(change, parameters, shapes)
        parameters = _before(change, after, read) if change.sure else parameters
        is_open = is_open or not change.sure or unread
    return parameters, is_open


def _after(change: Change, parameters: tuple[Parameter, ...], shapes: Shapes) -> tuple[tuple[Parameter, ...], bool]:
    given = change.arguments
    if given is None or (isinstance(given, Lit) and given.value is None):
        return parameters, False
    if not isinstance(given, Table):
        return parameters, True
    found, is_open = [], given.open or bool(given.maybe)
    for parameter in parameters:
        config = given.items.get(parameter.name)
        if isinstance(config, Made):
            parts = _parts(config.args)
            hidden = truth(parts["hide"]) if "hide" in parts else False
            is_open = is_open or hidden is None or config.args.open
            found += [] if hidden else [_one(parameter, parts, config, shapes)]
        else:
            is_open = is_open or config is not None
            found.append(parameter)
    return tuple(found), is_open


def _parts(args: Args) -> dict[str, Value]:
    return {**dict(zip(FIELDS, args.positional, strict=False)), **args.named}


def _one(parameter: Parameter, parts: dict[str, Value], config: Made, shapes: Shapes) -> Parameter:
    """One parameter after its transformation."""
    name = text(parts.get("name")) or parameter.name
    place = config.place
    found = replace(parameter, name=name)
    if "description" in parts:
        nothing = isinstance(parts["description"], Lit) and text(parts["description"]) is None
        found = replace(found, description=None if nothing else located(parts["description"], place))
    if truth(parts["required"]) if "required" in parts else False:
        found = replace(found, required=True, default=None)
    elif "default" in parts:
        default: Located[object] = Located(None, place, Provenance.UNKNOWN)
        if isinstance(parts["default"], Lit):
            default = Located(literal(parts["default"]), place, Provenance.RESOLVED)
        found = replace(found, required=False, default=default)
    if "type" in parts:
        found = replace(found, shape=shapes.of(parts["type"], shapes.reader.module(place.path)))
    return found


def _before(change: Change, parameters: tuple[Parameter, ...], read: Reading) -> tuple[Parameter, ...]:
    """With the parameters of a function that stands before the tool: the tool's own go before those of one name."""
    if change.function is None:
        return parameters
    own = {one.name: one for one in read(change.function) if one.form is ParameterForm.ORDINARY}
    return tuple({**own, **{one.name: one for one in parameters}}.values())
