"""Small inventories written by hand and, for properties, of every kind."""

from dataclasses import replace

from hypothesis import strategies as st

from mcp_lintel.report.diff.compare import compare
from mcp_lintel.report.diff.types import Change, Comparison, Level
from mcp_lintel.report.inventory.types import (
    AuthEntry,
    ComponentEntry,
    DefaultEntry,
    EffectEntry,
    EvidenceEntry,
    Inventory,
    OpenEntry,
    ParameterEntry,
    ServerEntry,
    Spot,
    ToolEntry,
    TypeEntry,
)

SPOT = Spot("server.py", 1)
TEXT = TypeEntry("string", name="str")
WHOLE = TypeEntry("integer", name="int")


def tool(name: str | None = "get_order", *parameters: ParameterEntry, function: str = "", **more: object) -> ToolEntry:
    """A tool whose handler is named after it."""
    handler = function or f"shop.{name}"
    return ToolEntry(name, handler, SPOT, parameters=parameters, **more)  # type: ignore[arg-type]


def parameter(
    name: str = "limit", kind: TypeEntry = WHOLE, *, required: bool = False, **more: object
) -> ParameterEntry:
    """A parameter, to be left out unless said otherwise."""
    return ParameterEntry(name, required, kind, **more)  # type: ignore[arg-type]


def resource(name: str | None = "order://{id}", function: str = "shop.order", **more: object) -> ComponentEntry:
    """A resource."""
    return ComponentEntry(name, function, SPOT, **more)  # type: ignore[arg-type]


def server(*tools: ToolEntry, name: str | None = "shop", path: str = "server.py", **more: object) -> ServerEntry:
    """A server on stdio without authentication."""
    facts = {"transports": ("stdio",), "closed": True, "auth": AuthEntry("absent"), **more}
    return ServerEntry(name, "fastmcp.FastMCP", ("fm3",), Spot(path, 3), tools=tools, **facts)  # type: ignore[arg-type]


def inventory(*servers: ServerEntry, opened: tuple[OpenEntry, ...] = ()) -> Inventory:
    """An inventory."""
    return Inventory(servers, opened)


def between(old: ToolEntry, new: ToolEntry) -> list[tuple[Level, str, str]]:
    """The changes of one tool, each as level, word, message."""
    return told(compare(inventory(server(old)), inventory(server(new))))


def changes(found: Comparison) -> list[Change]:
    """The changes of all servers."""
    return [change for one in found.servers for change in one.changes]


def told(found: Comparison) -> list[tuple[Level, str, str]]:
    """Each change as level, word, message."""
    return [(change.level, change.what, change.message) for change in changes(found)]


def typed(kind: str, *parts: TypeEntry, nullable: bool = False, name: str = "", **limits: object) -> TypeEntry:
    """A type with limits."""
    return TypeEntry(kind, limits, nullable, name or kind, parts=parts)


NAMES = st.sampled_from(["a", "b", "get_order", "*", "x\x1b[31m|`"])
SPOTS = st.builds(Spot, st.sampled_from(["a.py", "b.py"]), st.integers(1, 9))
WORDS = st.none() | st.sampled_from(["One.", "Other words", "a\n  b"])
VALUES = st.sampled_from([None, True, 1, 1.0, 0, "a", "?", [1, "b"]])
UNREAD_FIELDS = st.frozensets(st.sampled_from(["description", "default", "parameters"]), max_size=1)
BOUNDS = st.one_of(st.integers(-2, 3), st.just("?"), st.just("2024-01-01"))
LIMITS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("ge", "gt", "le", "lt", "min_length", "max_length"), BOUNDS),
        "pattern": st.sampled_from(["^a$", "^b$", "?"]),
        "multiple_of": st.sampled_from([1, 2, 4, 0.5, "?"]),
        "enum": st.lists(st.sampled_from(["a", "b", 1, True, "?"]), max_size=3) | st.just("?"),
    },
)
KINDS = st.sampled_from([
    *("string", "integer", "number", "boolean", "array", "mapping", "model", "choice", "semantic", "path", "union"),
    *("null", "any", "unknown"),
])  # fmt: skip


def _types(parts: st.SearchStrategy[tuple[TypeEntry, ...]]) -> st.SearchStrategy[TypeEntry]:
    return st.builds(
        TypeEntry,
        KINDS,
        LIMITS,
        st.booleans(),
        st.sampled_from(["", "int", "Order"]),
        st.booleans(),
        parts,
    )


TYPES = st.recursive(_types(st.just(())), lambda parts: _types(st.lists(parts, max_size=2).map(tuple)), max_leaves=4)
BARE = TYPES.map(lambda kind: TypeEntry(kind.kind, kind.limits, detailed=False))
PARAMETERS = st.builds(
    ParameterEntry,
    NAMES,
    st.booleans(),
    TYPES | BARE,
    WORDS,
    st.none() | st.builds(DefaultEntry, VALUES),
    st.sampled_from(["ordinary", "**kwargs"]),
    UNREAD_FIELDS,
)
HINTS = st.dictionaries(
    st.sampled_from(["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint", "title"]),
    st.sampled_from([True, False, "?"]),
    max_size=3,
)
TOOLS = st.builds(
    ToolEntry,
    st.none() | NAMES,
    st.sampled_from(["", "m.f", "m.g"]),
    SPOTS,
    WORDS,
    st.lists(PARAMETERS, max_size=2, unique_by=lambda one: one.name).map(tuple),
    HINTS,
    st.booleans(),
    st.lists(st.builds(EffectEntry, st.sampled_from(["sends", "burns"]), NAMES, SPOTS), max_size=1).map(tuple),
    UNREAD_FIELDS,
)
COMPONENTS = st.builds(
    ComponentEntry, st.none() | NAMES, st.sampled_from(["", "m.f"]), SPOTS, WORDS, st.booleans(), UNREAD_FIELDS
)
KINDS_OF_TRANSPORT = st.lists(st.sampled_from(["http", "sse", "stdio"]), unique=True, max_size=2).map(tuple)
SERVERS = st.builds(
    ServerEntry,
    st.none() | NAMES,
    st.just("fastmcp.FastMCP"),
    st.sampled_from([(), ("fm2", "fm3")]),
    SPOTS,
    KINDS_OF_TRANSPORT,
    st.booleans(),
    st.builds(AuthEntry, st.sampled_from(["absent", "present"]), st.sampled_from(["", "JWT"]), st.none() | SPOTS),
    st.lists(st.builds(EvidenceEntry, st.just("http"), NAMES, SPOTS), max_size=1).map(tuple),
    st.none() | st.just("::1"),
    st.none() | st.just(8000),
    st.sampled_from([".", "b"]),
    st.sampled_from([False, False, True]),
    st.lists(TOOLS, max_size=2).map(tuple),
    st.lists(COMPONENTS, max_size=1).map(tuple),
    st.lists(COMPONENTS, max_size=2).map(tuple),
)
INVENTORIES = st.builds(
    Inventory,
    st.lists(SERVERS, max_size=2).map(tuple),
    st.lists(st.builds(OpenEntry, SPOTS, st.just("a list read at run time")), max_size=1).map(tuple),
)


def distinct_names(found: Inventory) -> Inventory:
    """The same with every name of a server standing for one component."""
    return replace(found, servers=tuple(_distinct(one) for one in found.servers))


def _distinct(one: ServerEntry) -> ServerEntry:
    tools = {each.name: each for each in one.tools}
    resources, prompts = ({each.name: each for each in some} for some in (one.resources, one.prompts))
    return replace(
        one, tools=tuple(tools.values()), resources=tuple(resources.values()), prompts=tuple(prompts.values())
    )
