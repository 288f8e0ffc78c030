"""From a run's outcome to the inventory; whatever looks like a secret is masked on the way."""

from collections.abc import Mapping, Sequence
from json import dumps

from mcp_lintel.model.types import Component, Endpoint, Located, Parameter, Project, Server, Shape, Tool
from mcp_lintel.report.inventory.types import (
    AuthEntry,
    ComponentEntry,
    DefaultEntry,
    EffectEntry,
    EvidenceEntry,
    Inventory,
    MiddlewareEntry,
    OpenEntry,
    ParameterEntry,
    ServerEntry,
    SettingEntry,
    Spot,
    ToolEntry,
    TypeEntry,
)
from mcp_lintel.report.places import region
from mcp_lintel.report.secrets import MASK, masked
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place
from mcp_lintel.verdict.finding import Outcome


def make(outcome: Outcome) -> Inventory:
    """The servers and open sets of all projects, in the order of the outcome."""
    maker = _Maker(outcome.sources)
    return Inventory(
        tuple(maker.server(server, project) for project in outcome.projects for server in project.servers),
        tuple(
            OpenEntry(maker.spot(one.place), _quoted(one.reason))
            for project in outcome.projects
            for one in project.open_sets
        ),
    )


class _Maker:
    """Makes entries from the model; knows the sources, to tell lines."""

    def __init__(self, sources: Mapping[str, SourceFile]) -> None:
        self._sources = sources

    def spot(self, place: Place) -> Spot:
        return Spot(place.path, region(place, self._sources).start.line)

    def server(self, server: Server, project: Project) -> ServerEntry:
        endpoint = server.endpoint
        host, port = _address(endpoint)
        return ServerEntry(
            name=endpoint.name.value,
            framework=str(endpoint.family),
            generations=tuple(sorted(endpoint.generations)),
            spot=self.spot(endpoint.place),
            transports=tuple(sorted(endpoint.transports.kinds)),
            closed=endpoint.transports.closed,
            auth=self._auth(endpoint),
            evidence=tuple(self._evidence(one) for one in endpoint.transports.evidence),
            host=host,
            port=port,
            project=project.path,
            example=endpoint.example,
            tools=tuple(self._tool(tool) for tool in server.tools),
            resources=tuple(self._component(one) for one in server.resources),
            prompts=tuple(self._component(one) for one in server.prompts),
            middleware=tuple(
                MiddlewareEntry(one.name, str(one.layer), self.spot(one.place), one.conditional)
                for one in server.middleware
            ),
        )

    def _auth(self, endpoint: Endpoint) -> AuthEntry:
        auth = endpoint.auth
        spot = None if auth.place is None else self.spot(auth.place)
        settings = tuple(
            SettingEntry(one.name, None if one.secret else plain(one.value, one.name), str(one.source))
            for provider in auth.providers
            for one in provider.settings
        )
        return AuthEntry(str(auth.state), auth.provider, spot, "" if auth.layer is None else str(auth.layer), settings)

    def _evidence(self, one: Located[str]) -> EvidenceEntry:
        transport, _, what = (one.value or "").partition(": ")
        return EvidenceEntry(transport, _quoted(what), self.spot(one.place))

    def _tool(self, tool: Tool) -> ToolEntry:
        unread = _unread(name=tool.name, description=tool.description, title=tool.title)
        unread |= {"parameters"} if tool.open_parameters else frozenset()
        unread |= {"annotations"} if tool.open_hints else frozenset()
        return ToolEntry(
            name=tool.name.value,
            function=tool.function,
            spot=self.spot(tool.place),
            description=_text(tool.description),
            parameters=tuple(_parameter(parameter) for parameter in tool.parameters),
            hints={name: plain(value) for name, value in tool.annotations.items()},
            conditional=tool.conditional,
            effects=tuple(EffectEntry(one.kind, one.call, self.spot(one.place)) for one in tool.effects),
            title=_text(tool.title),
            unread=unread,
        )

    def _component(self, component: Component) -> ComponentEntry:
        return ComponentEntry(
            name=_text(component.name),
            function=component.function,
            spot=self.spot(component.place),
            description=_text(component.description),
            conditional=component.conditional,
            unread=_unread(name=component.name, description=component.description),
        )


def plain(value: object, name: str = "") -> object:
    """A value as JSON has it: sets sorted, anything unknown to JSON as text, secrets masked; `name` is what it is
    given to, since `api_key` alone tells that a value is one.
    """
    if isinstance(value, str):
        given = f"{name}={dumps(value, ensure_ascii=False)}"
        shown = masked(given, python=True)
        return value if shown == given else MASK * len(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(one, str(key)) for key, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(one, name) for one in value), key=str)
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [plain(one, name) for one in value]
    return plain(str(value), name)


def _parameter(parameter: Parameter) -> ParameterEntry:
    default = parameter.default
    return ParameterEntry(
        name=parameter.name,
        required=parameter.required,
        type=_type(parameter.shape),
        description=_text(parameter.description),
        default=DefaultEntry(plain(default.value, parameter.name)) if default is not None and default.known else None,
        form=str(parameter.form),
        unread=_unread(description=parameter.description, default=default),
    )


def _type(shape: Shape) -> TypeEntry:
    limits = shape.constraints.limits
    return TypeEntry(
        kind=str(shape.kind),
        limits={name: plain(limits[name]) for name in sorted(limits)},
        nullable=shape.nullable,
        name=shape.name,
        custom=shape.constraints.custom,
        parts=tuple(_type(part) for part in shape.parts),
    )


def _text(found: Located[str] | None) -> str | None:
    return None if found is None or found.value is None else _quoted(found.value)


def _quoted(text: str) -> str:
    return masked(text, python=True)


def _unread(**fields: Located[str] | Located[object] | None) -> frozenset[str]:
    """The names of the fields that are written and could not be read."""
    return frozenset(name for name, found in fields.items() if found is not None and not found.known)


def _address(endpoint: Endpoint) -> tuple[str | None, int | None]:
    """Host and port where the model tells them, as plain or located values."""
    host, port = (getattr(endpoint, name, None) for name in ("host", "port"))
    host, port = getattr(host, "value", host), getattr(port, "value", port)
    numbered = isinstance(port, int) and not isinstance(port, bool)
    return host if isinstance(host, str) else None, port if numbered else None
