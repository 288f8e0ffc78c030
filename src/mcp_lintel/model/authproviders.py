"""The providers a server's authentication is made of, with their settings.

Source: reference §5.1 and §5.2; constructor keywords of mcp 1.7 to 2.3 and fastmcp 2.2 to 4.2.
"""

from collections.abc import Iterator

from mcp_lintel.model.given import Given
from mcp_lintel.model.served import AuthProvider, Layer
from mcp_lintel.program.values import Args, Instance, Items, Lit, Made, Value, dotted, options

NAMES = ("Provider", "Verifier", "Proxy", "Settings", "Auth", "Backend", "Config", "Assertion", "Options")
POSITIONS: dict[str, tuple[str, ...]] = {
    "RequireAuthMiddleware": ("app", "required_scopes", "resource_metadata_url"),
    "BearerAuthBackend": ("token_verifier",),
    "AuthSettings": (),
}
MAX_DEPTH = 4


def providers(value: Value, layer: Layer, given: Given, depth: int = 0) -> Iterator[AuthProvider]:
    """The providers a value may be, each with its arguments; None among the alternatives makes them conditional."""
    alternatives = options(value)
    conditional = len(alternatives) > 1
    for option in alternatives:
        built = option.built if isinstance(option, Instance) else option
        args = built.args if isinstance(built, Made) else Args(open=isinstance(option, Instance) and built is None)
        if isinstance(option, Lit) or not isinstance(option, Made | Instance):
            continue
        name = option.cls.node.name if isinstance(option, Instance) else dotted(option).removesuffix("()")
        where = option.place
        inner = tuple(_inner(args, layer, given, depth))
        names = POSITIONS.get(name.rpartition(".")[2], ())
        settings = given.settings(_without_objects(args), names, where)
        yield AuthProvider(name.rpartition(".")[2], layer, where, settings, inner, args.open, conditional)


def _inner(args: Args, layer: Layer, given: Given, depth: int) -> Iterator[AuthProvider]:
    if depth >= MAX_DEPTH:
        return
    for value in _objects(args):
        yield from providers(value, layer, given, depth + 1)


def _objects(args: Args) -> Iterator[Value]:
    for value in (*args.positional, *args.named.values()):
        for option in options(value):
            items = option.items if isinstance(option, Items) else [option]
            yield from (item for item in items if _is_provider(item))


def _is_provider(value: Value) -> bool:
    if isinstance(value, Instance):
        return value.cls.node.name.endswith(NAMES)
    return isinstance(value, Made) and dotted(value.callee).rpartition(".")[2].endswith(NAMES)


def _without_objects(args: Args) -> Args:
    named = {name: value for name, value in args.named.items() if not any(map(_is_provider, _flat(value)))}
    return Args(list(args.positional), named, args.open, args.places, args.written)


def _flat(value: Value) -> list[Value]:
    return [item for o in options(value) for item in (o.items if isinstance(o, Items) else [o])]
