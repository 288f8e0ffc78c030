"""The server as a client meets it: what rules look at.

Everything here is plain frozen data. Absence and ignorance differ: `None` means the author wrote nothing, a `Located`
whose `value` is None and whose provenance is UNKNOWN means something is written that cannot be read without running it.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from mcp_lintel.model.drifttypes import ContextParameter, Declared, Drift, DriftKind, DriftState, FrameworkRange
from mcp_lintel.model.endpoint import Auth, AuthState, Endpoint, Family, Generation, Transports
from mcp_lintel.model.logtypes import LogCall, LoggingSetup, MessageForm, StdoutWrite
from mcp_lintel.model.served import (
    Address,
    AuthProvider,
    CorsPolicy,
    Layer,
    Lifespan,
    Middleware,
    Mount,
    Setting,
    Source,
)
from mcp_lintel.model.shelltypes import ShellCommand
from mcp_lintel.model.values import Constraints, Kind, Located, Provenance, Shape
from mcp_lintel.text.span import Place

__all__ = [
    "Address",
    "Auth",
    "AuthCheck",
    "AuthProvider",
    "AuthState",
    "Component",
    "Constraints",
    "ContextParameter",
    "CorsPolicy",
    "Declared",
    "Drift",
    "DriftKind",
    "DriftState",
    "Effect",
    "Endpoint",
    "Family",
    "FrameworkRange",
    "Generation",
    "Guard",
    "Kind",
    "Layer",
    "Lifespan",
    "Located",
    "LogCall",
    "LoggingSetup",
    "MessageForm",
    "Middleware",
    "Mount",
    "OpenSet",
    "Parameter",
    "ParameterForm",
    "Project",
    "Provenance",
    "Route",
    "Server",
    "Setting",
    "Shape",
    "ShellCommand",
    "Source",
    "StdoutWrite",
    "Tool",
    "Transports",
]


class ParameterForm(StrEnum):
    """How a parameter is declared in the signature."""

    ORDINARY = "ordinary"
    VAR_POSITIONAL = "*args"
    VAR_KEYWORD = "**kwargs"
    SCHEMA = "schema"
    """From a JSON schema of a low-level tool, not from a signature."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A check in the tool's own body that comes before the first use of a parameter."""

    place: Place
    what: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter that a client sends; injected ones are not here.

    `annotation` is the type as written (None when there is none), `guards` are explicit checks in the tool's body.
    `tool` and `symbol` name the tool for the client and the function for the reader.
    """

    name: str
    place: Place
    required: bool
    annotation: Located[str] | None
    shape: Shape
    form: ParameterForm = ParameterForm.ORDINARY
    description: Located[str] | None = None
    default: Located[object] | None = None
    guards: tuple[Guard, ...] = ()
    tool: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class AuthCheck:
    """An authorisation check of a tool: an `auth=` argument, a decorator, a call or a test in its body, or middleware.

    `dominates` is false for a check that only some paths to the tool's work pass.
    """

    what: str
    place: Place
    dominates: bool = True


@dataclass(frozen=True, slots=True)
class Effect:
    """Something a tool does to the world by a call, in its own body or in what it calls in the project.

    `kind` is reads, writes, deletes, spawns or sends; `medium` on what: file, database, network, process.
    """

    kind: str
    call: str
    place: Place
    medium: str = ""
    sure: bool = True
    """False where an argument decides that could not be read, such as the text of a query."""
    at: Place | None = None
    """The call in the tool's own body that leads there; None where the effect stands in that body itself."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as a client sees it.

    `name` is the visible name (after prefixes) at the place it is written; `function` the handler's dotted name or "";
    `local_name` the name before prefixes; `description` None when nothing is written. `annotations` holds the
    hints as far as they could
    be read (`readOnlyHint`, `destructiveHint`, `idempotentHint`, `openWorldHint`, `title`).
    """

    name: Located[str]
    local_name: str
    function: str
    place: Place
    endpoint: Endpoint
    description: Located[str] | None
    parameters: tuple[Parameter, ...]
    annotations: dict[str, object] = field(default_factory=dict)
    checks: tuple[AuthCheck, ...] = ()
    effects: tuple[Effect, ...] = ()
    conditional: bool = False
    registered: Place | None = None
    """The registration itself where it stands apart from the name."""
    open_parameters: bool = False
    """Could some parameters not be read?"""
    title: Located[str] | None = None
    """What clients call it, also where the framework derives it."""
    open_hints: bool = False
    """May there be hints that could not be read?"""
    open_effects: bool = False
    """Is it unknown what the tool runs, so that there may be effects which are not listed?"""


@dataclass(frozen=True, slots=True)
class Component:
    """A resource, resource template or prompt: its visible name or URI, its handler and its place."""

    name: Located[str]
    function: str
    place: Place
    description: Located[str] | None = None
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """An HTTP route that a server adds beside the protocol's own; its authentication does not cover it.

    `methods` are in capitals, empty where they are not known.
    """

    path: Located[str]
    methods: tuple[str, ...]
    function: str
    place: Place
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Server:
    """A server with its components, in the order of registration; `collisions` are names registered again.

    `completions` are the handlers that complete arguments, under the names of their functions.
    """

    endpoint: Endpoint
    tools: tuple[Tool, ...]
    resources: tuple[Component, ...] = ()
    prompts: tuple[Component, ...] = ()
    collisions: tuple[tuple[Tool, Tool], ...] = ()
    """Pairs (first, again) of tools registered under one name on one server."""
    completions: tuple[Component, ...] = ()
    routes: tuple[Route, ...] = ()
    unhandled: tuple[Located[str], ...] = ()
    """Tools of a low-level server that its call handler has nothing for."""
    undeclared: tuple[Located[str], ...] = ()
    """Names that the call handler of a low-level server handles and no list holds."""
    middleware: tuple[Middleware, ...] = ()
    """What every request passes, at every layer."""
    lifespans: tuple[Lifespan, ...] = ()
    mounts: tuple[Mount, ...] = ()
    """The servers put into this one, and the paths under which its app is put into others."""


@dataclass(frozen=True, slots=True)
class OpenSet:
    """Something registered that cannot be listed without running the code, with the reason in words."""

    place: Place
    reason: str


@dataclass(frozen=True, slots=True)
class Project:
    """One project of the scanned root: its folder relative to the root (`.` for the root itself) and what was
    found in it."""

    path: str
    servers: tuple[Server, ...]
    log_calls: tuple[LogCall, ...] = ()
    stdout_writes: tuple[StdoutWrite, ...] = ()
    logging: LoggingSetup | None = None
    open_sets: tuple[OpenSet, ...] = ()
    artifacts: tuple[object, ...] = ()
    """What other files say, each of its own type: coverage settings and the like."""
    drifts: tuple[object, ...] = ()
    """What is taken from a framework that its declared versions do not hold, and how the versions are declared."""
    flows: tuple[object, ...] = ()
    """What flows from clients, secrets and other services to places where it can do harm."""
    commands: tuple[ShellCommand, ...] = ()
    """What is handed to a shell of the machine."""
    cors: tuple[CorsPolicy, ...] = ()
    """What pages of other origins may do."""
