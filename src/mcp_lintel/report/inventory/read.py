"""An inventory read back from JSON.

Keys that came later may be missing: what they would say counts as not known. Keys that are not known are passed over.
"""

from mcp_lintel.report.inventory.fields import Fields, parse
from mcp_lintel.report.inventory.types import (
    SCHEMA_VERSION,
    AuthEntry,
    ComponentEntry,
    DefaultEntry,
    EffectEntry,
    EvidenceEntry,
    Inventory,
    NotAnInventoryError,
    OpenEntry,
    ParameterEntry,
    ServerEntry,
    Spot,
    ToolEntry,
    TypeEntry,
)


def inventory(text: str) -> Inventory:
    """The inventory in a JSON text; raises NotAnInventoryError."""
    top = parse(text)
    if top.has("findings"):
        raise NotAnInventoryError("is a report of `check`")
    if not top.has("servers"):
        raise NotAnInventoryError("is JSON, but has no `servers`")
    version = top.number("schema_version")
    if version != SCHEMA_VERSION:
        raise NotAnInventoryError(f"has schema_version {version}, and only {SCHEMA_VERSION} can be read")
    return Inventory(
        tuple(_server(one) for one in top.each("servers")),
        tuple(OpenEntry(_spot(one), one.text("reason")) for one in top.each("open")),
    )


def _server(at: Fields) -> ServerEntry:
    return ServerEntry(
        name=at.text_or_none("name"),
        framework=at.text("framework"),
        generations=at.texts("generations"),
        spot=_spot(at),
        transports=at.texts("transports"),
        closed=at.flag("transports_closed", absent=False),
        auth=_auth(at.one("auth")),
        evidence=tuple(_evidence(one) for one in at.each("transport_evidence", absent=True)),
        host=at.text_or_none("host"),
        port=at.number_or_none("port"),
        project=at.text_or_none("project") or ".",
        example=at.flag("example", absent=False),
        tools=tuple(_tool(one) for one in at.each("tools")),
        resources=tuple(_component(one) for one in at.each("resources")),
        prompts=tuple(_component(one) for one in at.each("prompts")),
    )


def _auth(at: Fields) -> AuthEntry:
    path, line = at.text_or_none("path"), at.number_or_none("line")
    spot = None if path is None or line is None else Spot(path, line)
    return AuthEntry(at.text("state"), at.text_or_none("provider") or "", spot)


def _evidence(at: Fields) -> EvidenceEntry:
    return EvidenceEntry(at.text("transport"), at.text("evidence"), _spot(at))


def _tool(at: Fields) -> ToolEntry:
    return ToolEntry(
        name=at.text_or_none("name"),
        function=at.text("function"),
        spot=_spot(at),
        description=at.text_or_none("description"),
        parameters=tuple(_parameter(one) for one in at.each("parameters")),
        hints=at.mapping("annotations"),
        title=at.text_or_none("title"),
        conditional=at.flag("conditional"),
        effects=tuple(
            EffectEntry(one.text("kind"), one.text("call"), _spot(one)) for one in at.each("effects", absent=True)
        ),
        unread=_unread(at, "description") | ({"title"} if not at.has("title") else frozenset()),
    )


def _parameter(at: Fields) -> ParameterEntry:
    return ParameterEntry(
        name=at.text("name"),
        required=at.flag("required"),
        type=_type(at),
        description=at.text_or_none("description"),
        default=DefaultEntry(at.one("default").value("value")) if at.value("default") is not None else None,
        form=at.text_or_none("form") or "ordinary",
        unread=_unread(at, "description", "default"),
    )


def _type(at: Fields) -> TypeEntry:
    return TypeEntry(
        kind=at.text("type"),
        limits=at.mapping("constraints"),
        nullable=at.flag("nullable", absent=False),
        name=at.text_or_none("type_name") or "",
        custom=at.flag("validated", absent=False),
        parts=tuple(_type(part) for part in at.each("parts", absent=True)),
        detailed=at.has("parts"),
    )


def _component(at: Fields) -> ComponentEntry:
    return ComponentEntry(
        name=at.text_or_none("name"),
        function=at.text("function"),
        spot=_spot(at),
        description=at.text_or_none("description"),
        conditional=at.flag("conditional"),
        unread=_unread(at, "description"),
    )


def _unread(at: Fields, *doubtful: str) -> frozenset[str]:
    """The fields that could not be read; without the key, those of `doubtful` that are null."""
    if at.has("unread"):
        return frozenset(at.texts("unread"))
    return frozenset(name for name in doubtful if at.value(name) is None)


def _spot(at: Fields) -> Spot:
    return Spot(at.text("path"), at.number("line"))
