"""How a server is reached, from the calls that start it and what their arguments may be.

Source: `run` and the app factories of mcp 1.2 to 2.3 and fastmcp 2.0 to 4.2; `othertransports` for other frameworks.
"""

from collections.abc import Iterable, Iterator, Sequence

from mcp_lintel.model.othertransports import READINGS, serving
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.model.types import Located, Transports
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import Args, Items, Lit, Made, Member, Value, dotted, options, text
from mcp_lintel.text.span import Place

NAMES = {"stdio": "stdio", "sse": "sse", "streamable-http": "http", "http": "http", "streamable_http": "http"}
METHODS = {
    "run_stdio_async": "stdio", "run_http_async": "http", "run_streamable_http_async": "http", "run_sse_async": "sse",
    "streamable_http_app": "http", "http_app": "http", "sse_app": "sse",
}  # fmt: skip
FACTORIES = {
    "create_streamable_http_app": "http", "create_sse_app": "sse", "StreamableHTTPSessionManager": "http",
    "SseServerTransport": "sse", "stdio_server": "stdio", "websocket_server": "http",
}  # fmt: skip
SERVING = frozenset(FACTORIES) | {"add_argument", "option"}
"""The last names of calls that say how a server is served."""
DESTINATIONS = ("transport", "mode", "protocol")


class Evidence:
    """Collects transports with the places they were read from; `open` once something undecided may add one."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.found: list[Located[str]] = []
        self.open = False

    def add(self, kind: str, what: str, place: Place) -> None:
        """Note one transport."""
        self.kinds.add(kind)
        note: Located[str] = Located(f"{kind}: {what}", place)
        if note not in self.found:
            self.found.append(note)

    def result(self) -> Transports:
        """The transports of a server; with no evidence nothing is known."""
        return Transports(frozenset(self.kinds), bool(self.kinds) and not self.open, tuple(self.found))


def transports(server: ServerObject, events: Sequence[Event], servers: Sequence[ServerObject]) -> Transports:
    """How one server is served, by its own methods and by app factories that are handed the server."""
    evidence = Evidence()
    choices = list(_choices(events))
    for call in server.calls:
        what, place = f"`{call.method}()`", call.event.place
        if server.family in READINGS:
            served = serving(server.family, call.method, call.args, server.built)
            for kind in sorted(served.kinds) if served is not None else ():
                evidence.add(kind, what.replace("run_module", "run"), place)
            evidence.open = evidence.open or (served is not None and served.open)
        elif call.method in METHODS:
            kind = METHODS[call.method]
            given = text(call.args.get("transport"))
            evidence.add(NAMES.get(given or "", kind), what, place)
        elif call.method in ("run", "run_async") and not server.family.low_level:
            _run(call.args, what, place, choices, evidence)
    same_family = [other for other in servers if other.family.low_level]
    for event in events:
        factory = dotted(event.callee).rpartition(".")[2]
        if factory in FACTORIES and _concerns(event, server, only=len(same_family) == 1):
            evidence.add(FACTORIES[factory], f"`{factory}()`", event.place)
    return evidence.result()


def _concerns(event: Event, server: ServerObject, *, only: bool) -> bool:
    """Is the server an argument, or is it the only low-level one or in the same file as a bare `stdio_server()`?"""
    passed = [*event.args.positional, *event.args.named.values()]
    if any(value is server.value or _wraps(value, server.value) for value in passed):
        return True
    bare = not any(isinstance(value, Made | Member) for value in passed)
    return server.family.low_level and bare and (only or event.place.path == server.place.path)


def _wraps(value: Value, server: Value) -> bool:
    while isinstance(value, Member):
        value = value.base
    return value is server


def _run(args: Args, what: str, place: Place, choices: list[tuple[str, list[str], bool]], evidence: Evidence) -> None:
    given = args.get("transport", 0)
    if given is None:
        evidence.add("stdio", f"{what} without a transport", place)
        evidence.open = evidence.open or args.open
        return
    for spelling in (name for option in options(given) for name in _texts(option) if name in NAMES):
        evidence.add(NAMES[spelling], what, place)
    undecided = [option for option in options(given) if not isinstance(option, Lit)]
    if not undecided:
        return
    chosen = [(kinds, closed) for name, kinds, closed in choices if any(_reads(o, name) for o in undecided)]
    chosen = chosen or [(kinds, closed) for _, kinds, closed in choices]
    for kinds, _ in chosen:
        for kind in kinds:
            evidence.add(kind, f"{what} with a command-line choice", place)
    if not chosen or not all(closed for _, closed in chosen):
        evidence.open = True
        if any(_from_environment(option) for option in undecided):
            evidence.add("http", f"{what} with an environment value", place)


def _texts(option: Value) -> Iterator[str]:
    """The strings an option may be: a literal, or the default of a command-line option object."""
    if isinstance(option, Lit) and isinstance(option.value, str):
        yield option.value
    if isinstance(option, Made) and dotted(option.callee).rpartition(".")[2] in ("Option", "Argument"):
        yield from _texts(option.args.get("default", 0) or Lit(None))


def _from_environment(option: Value) -> bool:
    return dotted(option) in ("os.getenv()", "os.environ")


def _reads(option: Value, name: str) -> bool:
    """Does a value read the command-line option of this name: `args.transport`, a parameter `transport`?"""
    return isinstance(option, Member) and option.name == name


def _choices(events: Iterable[Event]) -> Iterator[tuple[str, list[str], bool]]:
    """Command-line options that choose a transport: name, transports among choices and default, and whether that
    is all."""
    for event in events:
        if dotted(event.callee).rpartition(".")[2] not in ("add_argument", "option"):
            continue
        flags = [text(value) or "" for value in event.args.positional]
        names = [flag.lstrip("-").replace("-", "_") for flag in flags if flag]
        if not names or not any(word in names[-1] for word in DESTINATIONS):
            continue
        name = text(event.args.get("dest")) or names[-1]
        listed = event.args.get("choices") or _click_choice(event.args.get("type"))
        values = [text(item) for item in listed.items] if isinstance(listed, Items) else []
        values.append(text(event.args.get("default")))
        kinds = [NAMES[value] for value in values if value in NAMES]
        yield name, list(dict.fromkeys(kinds)), isinstance(listed, Items)


def _click_choice(kind: Value | None) -> Value | None:
    """The values of `click.Choice([…])`."""
    if isinstance(kind, Made) and dotted(kind.callee).rpartition(".")[2] == "Choice":
        return kind.args.get("choices", 0)
    return None
