"""What a server is built from, how it is reached, and how it knows its callers."""

from dataclasses import dataclass
from enum import StrEnum

from mcp_lintel.model.served import Address, AuthProvider, Layer, Setting, Source
from mcp_lintel.model.values import Located, Provenance
from mcp_lintel.text.span import Place


class Family(StrEnum):
    """Which class a server is built from, resolved by import."""

    SDK_FASTMCP = "mcp.server.fastmcp.FastMCP"
    SDK_MCPSERVER = "mcp.server.mcpserver.MCPServer"
    SDK_LOWLEVEL = "mcp.server.lowlevel.Server"
    FASTMCP = "fastmcp.FastMCP"
    FASTAPI_MCP = "fastapi_mcp.FastApiMCP"
    MCP_USE = "mcp_use.server.MCPServer"
    ARCADE = "arcade_mcp_server.MCPApp"
    CHUK = "chuk_mcp_server.ChukMCPServer"

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
    layer: Layer | None = None
    """Where it stands: in the server, around its app, around what it is mounted into, in the environment."""
    providers: tuple[AuthProvider, ...] = ()
    """Everything that is attached, with its settings; several where they add up or one of them is chosen."""


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
    addresses: tuple[Address, ...] = ()
    """Where it listens, a call at a time; empty where nothing serves it over HTTP."""

    @property
    def host(self) -> Located[str] | None:
        """The host it listens on: None when nothing serves it over HTTP, unknown when that cannot be told.

        What the environment or a command line may change counts with its default.
        """
        value = _common([one.host for one in self.addresses])
        return value if value is None or isinstance(value.value, str) else _unknown(value)  # type: ignore[return-value]

    @property
    def port(self) -> Located[int] | None:
        """The port it listens on, as `host`."""
        value = _common([one.port for one in self.addresses])
        return value if value is None or isinstance(value.value, int) else _unknown(value)  # type: ignore[return-value]


def _common(settings: list[Setting | None]) -> Located[object] | None:
    """The value that all calls agree on, at the first of them."""
    known = [one for one in settings if one is not None]
    if not known:
        return None
    first = known[0]
    agreed = all(type(one.value) is type(first.value) and one.value == first.value for one in known)
    if not agreed or first.value is None:
        return Located(None, first.place, Provenance.UNKNOWN)
    literal = first.source is Source.LITERAL
    return Located(first.value, first.place, Provenance.LITERAL if literal else Provenance.RESOLVED)


def _unknown(value: Located[object]) -> Located[object]:
    return Located(None, value.place, Provenance.UNKNOWN)
