"""How a server is served, as plain frozen data: addresses, authentication providers, middleware, lifespans, mounts."""

from dataclasses import dataclass
from enum import StrEnum

from mcp_lintel.model.values import Located
from mcp_lintel.text.span import Place


class Source(StrEnum):
    """Where a setting's value comes from when the server runs."""

    LITERAL = "literal"
    ENVIRONMENT = "environment"
    SETTINGS = "settings"
    """A field of a settings class, which the environment or a file may fill."""
    COMMAND_LINE = "command line"
    DEFAULT = "default"
    """Nothing is written, and the framework's own default holds."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Setting:
    """One argument of a provider, a middleware or a run: `value` is a literal or the literal default of what is read
    from outside, None where there is none or it may be a secret; `detail` names the variable, field or option.
    """

    name: str
    value: object
    source: Source
    place: Place
    detail: str = ""
    secret: bool = False
    written: tuple[Place, ...] = ()
    """Where the text of the value stands; further ones are defaults that say the same and take its place."""

    @property
    def fixed(self) -> bool:
        """Is the value the one that the server runs with, whatever it is started with?"""
        return self.source in (Source.LITERAL, Source.DEFAULT)


class Layer(StrEnum):
    """Where something stands on the way of a request."""

    SERVER = "server"
    """In the server itself: fastmcp's protocol middleware, an `auth=` of the constructor."""
    LOW_LEVEL = "low level"
    """In the SDK's own server below it (`Server.middleware`, mcp 2)."""
    APP = "app"
    """Around the ASGI app that serves the protocol."""
    PARENT = "parent"
    """Around an app or server that this one is mounted into."""
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class AuthProvider:
    """What checks who is calling: `name` is the class, `settings` its arguments, `inner` what it is built from."""

    name: str
    layer: Layer
    place: Place
    settings: tuple[Setting, ...] = ()
    inner: tuple["AuthProvider", ...] = ()
    open: bool = False
    """May arguments be passed that are not listed (`**options`)?"""
    conditional: bool = False

    def setting(self, name: str) -> Setting | None:
        """The argument of this name, or None when it is not passed."""
        return next((one for one in self.settings if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Address:
    """Where one call serves: `host` and `port` None when nothing is written and the framework has no default that is
    known, their value None with the source UNKNOWN when something is written that cannot be read.

    `transport` is http or sse; `path` of the endpoint as it is written.
    """

    transport: str
    host: Setting | None
    port: Setting | None
    place: Place
    path: Setting | None = None
    checked: bool = False
    """Are the hosts that requests name, or the origins they come from, compared with a list?"""


@dataclass(frozen=True, slots=True)
class Middleware:
    """Something that every request passes: `name` is the class or function, `hooks` the methods it overrides.

    `origin` is the dotted name of an outside class, "" for one of the project.
    """

    name: str
    layer: Layer
    place: Place
    origin: str = ""
    hooks: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class CorsPolicy:
    """What one CORSMiddleware allows the pages of other origins.

    `any_origin` is the `*` or the pattern that lets every origin in, "" where none does, `credentials` whether pages
    may send those of their visitor; both hold also where settings or the environment do so by default. `place` is the
    argument with the origins, `call` the call that attaches the middleware.
    """

    any_origin: str
    credentials: bool
    place: Place
    call: Place
    symbol: str
    sure: bool = True
    """False where another branch of the code allows less."""


@dataclass(frozen=True, slots=True)
class Lifespan:
    """A function that runs around the serving: its dotted name, "" where it is none of the project."""

    function: str
    place: Place
    layer: Layer = Layer.SERVER


@dataclass(frozen=True, slots=True)
class Mount:
    """A server put into another (`name`, `namespace`), or the server's app put under a path of a web app.

    `layer` is SERVER for the first and APP for the second.
    """

    name: Located[str]
    namespace: Located[str] | None
    place: Place
    layer: Layer = Layer.SERVER
    conditional: bool = False
