"""The behaviour hints and the title of a tool as a client is shown them.

Source: `ToolAnnotations` of mcp 1.30 and 2.3 (reference section 3.1), `Tool.to_mcp_tool` of fastmcp 2.14 to 4.1.
"""

from collections.abc import Mapping

from mcp_lintel.model.constraints import UNREAD, literal
from mcp_lintel.model.types import Endpoint, Family, Generation, Located, Provenance
from mcp_lintel.program.values import Args, Instance, Lit, Made, Table, Value, dotted, options, text
from mcp_lintel.text.span import Place

SNAKE = {
    "read_only_hint": "readOnlyHint", "destructive_hint": "destructiveHint",
    "idempotent_hint": "idempotentHint", "open_world_hint": "openWorldHint",
}  # fmt: skip
KNOWN = frozenset({*SNAKE.values(), "title"})
TRANSLATING = frozenset({Generation.SDK2, Generation.FM4})
"""Where names with underscores are taken and other keys dropped; elsewhere both go to the client as they are."""


def hints_of(args: Args, endpoint: Endpoint) -> tuple[dict[str, object], bool]:
    """The hints among the arguments of a registration, and whether there may be others than those that are read.

    `?` stands for a value that cannot be read, or that differs between the possible ones. arcade-mcp-server 1.32 adds a
    title of its own.
    """
    given = args.get("annotations")
    more = endpoint.family is Family.ARCADE
    if given is None:
        return {}, args.open or more
    sides = [_side(option) for option in options(given)]
    found: dict[str, object] = {}
    for name in dict.fromkeys(name for values, _ in sides for name in values):
        values = [side.get(name) for side, _ in sides]
        found[name] = values[0] if all(_same(value, values[0]) for value in values) else UNREAD
    return _translated(found, endpoint.generations), more or any(is_open for _, is_open in sides)


def _side(value: Value) -> tuple[dict[str, object], bool]:
    """What one possible value of `annotations=` says, and whether it may say more."""
    if isinstance(value, Instance) and value.built is not None:
        value = value.built
    if isinstance(value, Lit):
        return {}, value.value is not None
    if isinstance(value, Made) and dotted(value.callee).rpartition(".")[2].endswith("Annotations"):
        return _stated(value.args.named), value.args.open
    if isinstance(value, Table):
        return _stated({str(k): v for k, v in value.items.items()}), value.open or bool(value.maybe)
    return {}, True


def _stated(given: Mapping[str, Value]) -> dict[str, object]:
    return {name: literal(value) for name, value in given.items()}


def _same(one: object, other: object) -> bool:
    return one is other or (type(one) is type(other) and one == other)


def _translated(found: dict[str, object], generations: frozenset[Generation]) -> dict[str, object]:
    """Hints under the names that a client reads; `?` where the possible versions differ in whether it does."""
    if not generations & TRANSLATING:
        return found
    always = generations <= TRANSLATING
    renamed = {SNAKE.get(k, k): v if always or k not in SNAKE else UNREAD for k, v in found.items()}
    return {k: v for k, v in renamed.items() if k in KNOWN or not always}


def title_of(
    args: Args, name: str, endpoint: Endpoint, hints: Mapping[str, object], place: Place
) -> Located[str] | None:
    """The title of a tool: as given, else as fastmcp takes it from the hints, and fastmcp 4 from the name."""
    given = args.get("title")
    if given is not None and not (isinstance(given, Lit) and given.value is None):
        found = text(given)
        at = args.places.get("title", place)
        return Located(found, at, Provenance.UNKNOWN if found is None else Provenance.RESOLVED)
    if args.open or endpoint.family is Family.ARCADE:
        return Located(None, place, Provenance.UNKNOWN)
    if endpoint.family is not Family.FASTMCP:
        return None
    stated = hints.get("title")
    if isinstance(stated, str):
        return Located(None if stated == UNREAD else stated, place, _provenance(known=stated != UNREAD))
    if Generation.FM4 not in endpoint.generations:
        return None
    always = endpoint.generations == {Generation.FM4}
    derived = name.replace("_", " ").replace("-", " ").title()
    return Located(derived if always else None, place, _provenance(known=always))


def _provenance(*, known: bool) -> Provenance:
    return Provenance.RESOLVED if known else Provenance.UNKNOWN
