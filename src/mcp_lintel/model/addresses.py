"""Where a server listens: host, port and path of every call that serves it over HTTP.

Source: `run` and the constructors of mcp 1.2 to 2.3, fastmcp 2.0 to 4.2, mcp-use 1.7 and arcade-mcp-server 1.32, and
`uvicorn.run`; reference §1.1 and §6.1 for the defaults.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from packaging.version import InvalidVersion, Version

from mcp_lintel.artifacts.types import Artifacts, Manifest
from mcp_lintel.model.around import Around
from mcp_lintel.model.given import Given
from mcp_lintel.model.served import Address, Setting, Source
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.types import Family, Generation
from mcp_lintel.model.written import Call, Written
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import Args, Instance, Lit, Made, Value, dotted, options, text
from mcp_lintel.text.span import Place

RUNS = frozenset({"run", "run_async", "run_http_async", "run_streamable_http_async", "run_sse_async"})
KINDS = {"run_http_async": "http", "run_streamable_http_async": "http", "run_sse_async": "sse"}
UVICORN = frozenset({"uvicorn.run", "uvicorn.Config", "hypercorn.run", "granian.Granian"})
EVERYWHERE, LOCAL = "0.0.0.0", "127.0.0.1"
EVERY_INTERFACE = (EVERYWHERE, "::", "[::]")
LISTS_OF_HOSTS = ("allowed_hosts", "allowed_origins", "transport_security", "host_origin_protection")
"""Arguments of mcp 1.10 and fastmcp 4 that have the headers `Host` and `Origin` checked."""
PORT = 8000
PATHS = ("path", "streamable_http_path", "sse_path", "mount_path")
POSITIONS = {Family.ARCADE: {"host": 0, "port": 1}, Family.MCP_USE: {"host": 1, "port": 2}}
LAST_OPEN = {"mcp": "1.9.0", "fastmcp": "2.1.99"}
"""The last versions that listen on every interface unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the address of one server is read from."""

    server: ServerObject
    versions: frozenset[Generation]
    given: Given
    artifacts: Artifacts | None
    written: Written

    def places(self, name: str, args: Args, event: Event) -> Setting:
        """Host or port of a call: its own argument, the server's setting, the environment, the default."""
        position = POSITIONS.get(self.server.family, {}).get(name)
        value, place = args.get(name, position), event.place
        if value is not None and not _nothing(value):
            setting = self.given.setting(name, value, args.places.get(name, place))
            key = args.key(name, position)
            expr = None if key is None else args.written.get(key)
            return self.placed(setting, value, Call(place.path, event.symbol, expr))
        return self._of_server(name) or self._of_environment(name) or self._default(name, args, place)

    def placed(self, setting: Setting, value: Value, call: Call) -> Setting:
        """A host that stands for every interface, with the places at which that is written."""
        if setting.value not in EVERY_INTERFACE:
            return setting
        return replace(setting, written=self.written.places(value, setting.value, call))

    def _of_server(self, name: str) -> Setting | None:
        """What the constructor was given, or what was set on `settings` afterwards."""
        server = self.server
        path, symbol = server.place.path, server.symbol
        if isinstance(server.value, Made | Instance):
            value = server.value.attrs.get(f"settings.{name}")
            if value is not None:
                return self.placed(self.given.setting(name, value, server.place), value, Call(path, symbol))
        built = server.built
        if built is None or Generation.SDK2 in self.versions or built.get(name) is None:
            return None
        setting = self.given.setting(name, built.named[name], built.places.get(name, server.place))
        return self.placed(setting, built.named[name], Call(path, symbol, built.written.get(name)))

    def _of_environment(self, name: str) -> Setting | None:
        """`FASTMCP_HOST` and its like, which fastmcp reads and the SDK does not (from 1.12.4)."""
        if self.server.family is not Family.FASTMCP or self.artifacts is None:
            return None
        for one in self.artifacts.environment:
            if one.name in (f"FASTMCP_{name.upper()}", f"FASTMCP_SERVER_{name.upper()}") and not one.example:
                text = one.value or ""
                value = int(text) if name == "port" and text.isdecimal() else one.value
                return Setting(name, value, Source.ENVIRONMENT, one.place, one.name)
        return None

    def _default(self, name: str, args: Args | None, place: Place) -> Setting:
        manifest = self.artifacts.manifest if self.artifacts is not None else Manifest()
        family = self.server.family
        open_built = self.server.built is None or (self.server.built.open and Generation.SDK2 not in self.versions)
        if (args is not None and args.open) or open_built or family in (Family.CHUK, Family.FASTAPI_MCP):
            return Setting(name, None, Source.UNKNOWN, place)
        if name == "port":
            return Setting(name, PORT, Source.DEFAULT, place)
        everywhere = family is Family.MCP_USE or _is_old(family, manifest)
        return Setting(name, EVERYWHERE if everywhere else LOCAL, Source.DEFAULT, place)


def _is_old(family: Family, manifest: Manifest) -> bool:
    """Is the framework locked to versions that listen on every interface by default?"""
    name = "fastmcp" if family is Family.FASTMCP else "mcp"
    try:
        locked = [Version(one) for one in manifest.locked_versions(name)]
    except InvalidVersion:
        return False
    return bool(locked) and all(one <= Version(LAST_OPEN[name]) for one in locked)


def addresses(reads: Reading, events: Sequence[Event], around: Around) -> tuple[Address, ...]:
    """Every address one server is served on, in the order of the calls."""
    found: list[Address] = []
    for call in reads.server.calls:
        found.extend(_run(call, reads))
    for event in events:
        if dotted(event.callee) in UVICORN:
            found.extend(_uvicorn(event, reads, around))
    server = reads.server
    given = [*([] if server.built is None else [server.built]), *(call.args for call in server.calls)]
    if any(map(_lists_hosts, given)):
        found = [replace(one, checked=True) for one in found]
    return tuple(dict.fromkeys(found)) if not _unhashable(found) else tuple(found)


def _lists_hosts(args: Args) -> bool:
    given = (args.named.get(name) for name in LISTS_OF_HOSTS)
    return any(one is not None and not (isinstance(one, Lit) and one.value in (None, False)) for one in given)


def _unhashable(found: list[Address]) -> bool:
    values = [one.value for address in found for one in (address.host, address.port, address.path) if one is not None]
    return any(isinstance(value, list | dict | set) for value in values)


def _run(call: MethodCall, reads: Reading) -> Iterator[Address]:
    if call.method not in RUNS or reads.server.family.low_level:
        return
    kind = KINDS.get(call.method) or _kind(call, reads.server.family)
    if kind is None:
        return
    place = call.event.place
    host, port = (reads.places(name, call.args, call.event) for name in ("host", "port"))
    path = next(((name, call.args.named[name]) for name in PATHS if name in call.args.named), None)
    yield Address(kind, host, port, place, None if path is None else reads.given.setting(*path, place))


def _kind(call: MethodCall, family: Family) -> str | None:
    """`http` or `sse` where the call may serve over HTTP, None where it cannot."""
    transport = call.args.get("transport", 3 if family is Family.ARCADE else 0)
    if transport is None or _nothing(transport):
        return "http" if family in (Family.MCP_USE, Family.CHUK) else None
    words = [text(option) for option in options(transport)]
    if all(word == "stdio" for word in words):
        return None
    return "sse" if all(word in ("sse", "stdio") for word in words) else "http"


def _uvicorn(event: Event, reads: Reading, around: Around) -> Iterator[Address]:
    app = around.app(event.args.get("app", 0), event.place.path)
    if not around.holds(app, reads.server.value):
        return
    settings = []
    for name, default in (("host", LOCAL), ("port", PORT)):
        value = event.args.get(name)
        if value is None:
            source = Source.UNKNOWN if event.args.open else Source.DEFAULT
            settings.append(Setting(name, default if source is Source.DEFAULT else None, source, event.place))
        else:
            setting = reads.given.setting(name, value, event.args.places.get(name, event.place))
            call = Call(event.place.path, event.symbol, event.args.written.get(name))
            settings.append(reads.placed(setting, value, call))
    yield Address("http", settings[0], settings[1], event.place)


def _nothing(value: Value) -> bool:
    return isinstance(value, Lit) and value.value is None
