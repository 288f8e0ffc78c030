"""The server as a client meets it: what rules look at.

Everything here is plain frozen data. Absence and ignorance differ: `None` means the author wrote nothing, a `Located`
whose `value` is None and whose provenance is UNKNOWN means something is written that cannot be read without running it.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from mcp_lintel.text.span import Place

T = TypeVar("T")


class Provenance(StrEnum):
    """How a value became known."""

    LITERAL = "literal"
    RESOLVED = "resolved"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value with the place it was read from; `value` is None exactly when the provenance is UNKNOWN."""

    value: T | None
    place: Place
    provenance: Provenance = Provenance.LITERAL

    @property
    def known(self) -> bool:
        """Could the value be read?"""
        return self.provenance is not Provenance.UNKNOWN


class Family(StrEnum):
    """Which class a server is built from, resolved by import."""

    SDK_FASTMCP = "mcp.server.fastmcp.FastMCP"
    SDK_MCPSERVER = "mcp.server.mcpserver.MCPServer"
    SDK_LOWLEVEL = "mcp.server.lowlevel.Server"
    FASTMCP = "fastmcp.FastMCP"

    @property
    def low_level(self) -> bool:
        """Does the server hand its own tool list to the protocol?"""
        return self is Family.SDK_LOWLEVEL


class Generation(StrEnum):
    """API generations: the official SDK 1.x and 2.x, and fastmcp by major version."""

    SDK1 = "sdk1"
    SDK2 = "sdk2"
    FM2 = "fm2"
    FM3 = "fm3"
    FM4 = "fm4"


class Kind(StrEnum):
    """The kind of value a client sends for a parameter."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ARRAY = "array"
    MAPPING = "mapping"
    """A dict, `dict[str, T]` or an open JSON object."""
    MODEL = "model"
    """A pydantic model, dataclass, TypedDict or JSON object schema with properties."""
    CHOICE = "choice"
    """An enum or a Literal."""
    SEMANTIC = "semantic"
    """A type that validates by itself: UUID, date, URL, e-mail, an IP address, Decimal, bytes."""
    PATH = "path"
    UNION = "union"
    NULL = "null"
    ANY = "any"
    """Any, object, or the builtin function `any` used as a type."""
    UNKNOWN = "unknown"
    """Something is written that could not be resolved."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """Limits on a value by name (min_length, max_length, ge, gt, le, lt, multiple_of, pattern, enum).

    `custom` is true when a validator or an unreadable setting may limit it further.
    """

    limits: dict[str, object] = field(default_factory=dict)
    custom: bool = False

    def __contains__(self, name: str) -> bool:
        return name in self.limits


@dataclass(frozen=True, slots=True)
class Shape:
    """A resolved type: its kind, its limits, and what it is made of.

    `parts` holds a union's alternatives (without null), an array's item or a mapping's key and value; `name` the
    class or
    the text of the annotation; `nullable` says null is accepted too.
    """

    kind: Kind
    name: str = ""
    constraints: Constraints = field(default_factory=Constraints)
    parts: tuple["Shape", ...] = ()
    nullable: bool = False


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
class Transports:
    """How a server is reached: of `stdio`, `http` (streamable HTTP or an ASGI app) and `sse`.

    `closed` says that nothing outside the repository (an environment value, a flag without choices) can add another;
    `evidence` names the calls and files it was read from. Empty and not closed means nothing is known.
    """

    kinds: frozenset[str] = frozenset()
    closed: bool = False
    evidence: tuple[Located[str], ...] = ()

    @property
    def over_http(self) -> bool:
        """Is there evidence that the server is served over HTTP?"""
        return bool(self.kinds & {"http", "sse"})

    @property
    def stdio_possible(self) -> bool:
        """May the server run on stdio? True as well when nothing is known."""
        return "stdio" in self.kinds or not self.closed


class AuthState(StrEnum):
    """What is known of a server's authentication."""

    PRESENT = "present"
    ABSENT = "absent"
    CONDITIONAL = "conditional"
    """Attached on some paths only: None on another branch, or switched by a setting."""
    UNKNOWN = "unknown"
    """Something is passed that could not be read, or the environment may configure it."""


@dataclass(frozen=True, slots=True)
class Auth:
    """A server's authentication: the state, the provider or middleware by name, and where it is attached."""

    state: AuthState
    provider: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class AuthCheck:
    """An authorisation check of a tool: an `auth=` argument, a decorator, a call or a test in its body, or middleware.

    `dominates` is false for a check that only some paths to the tool's work pass.
    """

    what: str
    place: Place
    dominates: bool = True


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What a server is and how it is served, without its components.

    `generations` is a set because dependency pins may be loose; `place` is the constructor call.
    """

    name: Located[str]
    family: Family
    generations: frozenset[Generation]
    place: Place
    transports: Transports
    auth: Auth
    symbol: str = ""
    example: bool = False
    """Does it stand in an examples, docs or benchmark folder?"""


@dataclass(frozen=True, slots=True)
class Effect:
    """Something a tool's body does to the world, by the name of the call: writes, deletes, spawns, sends."""

    kind: str
    call: str
    place: Place


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


@dataclass(frozen=True, slots=True)
class Component:
    """A resource, resource template or prompt: its visible name or URI, its handler and its place."""

    name: Located[str]
    function: str
    place: Place
    description: Located[str] | None = None
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Server:
    """A server with its components, in the order of registration; `collisions` are names registered again."""

    endpoint: Endpoint
    tools: tuple[Tool, ...]
    resources: tuple[Component, ...] = ()
    prompts: tuple[Component, ...] = ()
    collisions: tuple[tuple[Tool, Tool], ...] = ()
    """Pairs (first, again) of tools registered under one name on one server."""


@dataclass(frozen=True, slots=True)
class OpenSet:
    """Something registered that cannot be listed without running the code, with the reason in words."""

    place: Place
    reason: str


class MessageForm(StrEnum):
    """How a log call's message is made."""

    CONSTANT = "constant"
    LAZY = "lazy percent arguments"
    FSTRING = "f-string"
    PERCENT = "% operator"
    FORMAT = ".format()"
    CONCATENATION = "concatenation"
    OTHER = "expression"


@dataclass(frozen=True, slots=True)
class LogCall:
    """A call of a logger's method in server source: `message` is the first argument's place."""

    place: Place
    message: Place
    level: str
    logger: str
    form: MessageForm
    symbol: str
    tool: str = ""


@dataclass(frozen=True, slots=True)
class StdoutWrite:
    """A write to standard output in a server's own code.

    `what` is the call as people name it (`print`, `sys.stdout.write`); `at_import` says it runs when the module is
    imported;
    `reach` tells how it is reached (`tool scan_host`, `at import`, `before the server runs`), and `endpoints` are
    the servers it can disturb.
    """

    place: Place
    what: str
    at_import: bool
    reach: str
    symbol: str
    endpoints: tuple[Endpoint, ...]
    tool: str = ""


@dataclass(frozen=True, slots=True)
class LoggingSetup:
    """How one project sets up its logs.

    `json` are the places that switch JSON rendering on, `text` those that set up plain text, `calls` the number of
    log calls in
    server source, `first` the first of them; `unknown` says a setup exists that could not be read.
    """

    json: tuple[Place, ...]
    text: tuple[Place, ...]
    calls: int
    first: Place | None
    unknown: bool
    endpoints: tuple[Endpoint, ...]


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
