"""Authentication of a server, and the authorisation that covers its tools.

Source: constructor keywords of mcp 1.7 to 2.3 (`auth_server_provider`, `token_verifier`, `auth`) and fastmcp 2.2 to
4.2 (`auth`), of fastapi-mcp 0.4 (`auth_config`), mcp-use 1.7 and arcade-mcp-server 1.32 (`auth`), ASGI middleware, and
the environment variables fastmcp 2.6 to 2.14 reads.
"""

from collections.abc import Iterator, Sequence

from mcp_lintel.artifacts.types import Artifacts
from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.model.authproviders import providers
from mcp_lintel.model.bodies import is_check_name
from mcp_lintel.model.given import Given
from mcp_lintel.model.middleware import APPS
from mcp_lintel.model.registrations import Registration, handler_of
from mcp_lintel.model.served import Layer
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.model.types import Auth, AuthCheck, AuthState, Generation
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import (
    Class,
    Function,
    Instance,
    Items,
    Lit,
    Made,
    Member,
    Value,
    dotted,
    options,
    union,
)
from mcp_lintel.text.span import Place

KEYWORDS = ("auth", "auth_server_provider", "token_verifier", "auth_config")
ENVIRONMENT = ("FASTMCP_SERVER_AUTH", "FASTMCP_DEFAULT_AUTH_PROVIDER", "FASTMCP_SERVER_DEFAULT_AUTH_PROVIDER")
GATES = frozenset(("RequireAuthMiddleware", "BearerAuthBackend", "AuthenticationMiddleware", "create_auth_routes"))
WRAPPING = frozenset(("Middleware", "add_middleware", "middleware", "middleware()", "wrap"))
GUARDING = GATES | WRAPPING
"""The last names of calls that put something in front of an app."""
HEADERS = ("authorization", "x-api-key", "api-key", "www-authenticate", "bearer")


def auth_of(
    server: ServerObject,
    events: Sequence[Event],
    artifacts: Artifacts | None,
    versions: frozenset[Generation],
    given: Given,
) -> Auth:
    """What is known of a server's authentication; only fastmcp 2 reads a provider from the environment."""
    found = tuple(one for value in _values(server) for one in providers(value, Layer.SERVER, given))
    attached = list(_attached(server))
    states = {state for state, _, _ in attached}
    if states & {AuthState.PRESENT, AuthState.CONDITIONAL, AuthState.UNKNOWN}:
        for wanted in (AuthState.CONDITIONAL, AuthState.PRESENT, AuthState.UNKNOWN):
            for state, provider, place in attached:
                if state is wanted:
                    return Auth(state, provider, place, Layer.SERVER, found)
    around = next(_asgi(events), None)
    if around is not None:
        return Auth(AuthState.PRESENT, around[0], around[1], Layer.APP)
    if Generation.FM2 in versions and artifacts is not None:
        for value in artifacts.environment:
            if value.name in ENVIRONMENT and not value.example:
                return Auth(AuthState.PRESENT, f"{value.name} in the environment", value.place, Layer.ENVIRONMENT)
    if server.built is None or server.built.open:
        return Auth(AuthState.UNKNOWN)
    return Auth(AuthState.ABSENT, place=server.place)


def _attached(server: ServerObject) -> Iterator[tuple[AuthState, str, Place]]:
    for name in KEYWORDS:
        value = None if server.built is None else server.built.get(name)
        if value is not None and server.built is not None:
            state, provider = _state(value)
            yield state, provider, server.built.places.get(name, server.place)
    for call in server.calls if server.family.low_level else ():
        for name in KEYWORDS if call.method in APPS else ():
            if name in call.args.named:
                state, provider = _state(call.args.named[name])
                yield state, provider, call.args.places.get(name, call.event.place)
    if isinstance(server.value, Made | Instance) and "auth" in server.value.attrs:
        as_built = Lit(None)
        assigned = options(server.value.attrs["auth"])
        state, provider = _state(union(*(as_built if _is_own(o, server.value) else o for o in assigned)))
        yield state, provider, server.place


def _values(server: ServerObject) -> list[Value]:
    """Everything that is attached to the server: by its constructor, by its methods, by assignment."""
    calls = [call.args for call in server.calls if call.method in APPS]
    all_args = [*([] if server.built is None else [server.built]), *calls]
    found = [args.named[name] for args in all_args for name in KEYWORDS if name in args.named]
    if isinstance(server.value, Made | Instance) and "auth" in server.value.attrs:
        assigned = [o for o in options(server.value.attrs["auth"]) if not _is_own(o, server.value)]
        found += [union(*assigned)] if assigned else []
    return [value for index, value in enumerate(found) if value not in found[:index]]


def _is_own(value: Value, server: Value) -> bool:
    """Is a value the server's attribute as its constructor left it?"""
    return isinstance(value, Member) and value.base is server


def _state(value: Value) -> tuple[AuthState, str]:
    alternatives = options(value)
    nothing = [o for o in alternatives if isinstance(o, Lit) and o.value is None]
    providers = [_provider(o) for o in alternatives if not isinstance(o, Lit)]
    provider = next((name for name in providers if name), "")
    if nothing and len(nothing) == len(alternatives):
        return AuthState.ABSENT, ""
    if nothing:
        return AuthState.CONDITIONAL, provider
    return (AuthState.PRESENT, provider) if provider else (AuthState.UNKNOWN, "")


def _provider(value: Value) -> str:
    if isinstance(value, Instance):
        return value.cls.node.name
    return dotted(value).removesuffix("()").rpartition(".")[2] if isinstance(value, Made) else ""


def _asgi(events: Sequence[Event]) -> Iterator[tuple[str, Place]]:
    """ASGI middleware and routes that ask who is calling, wherever the project builds an app."""
    for event in events:
        last = dotted(event.callee).rpartition(".")[2]
        if last in GATES:
            yield last, event.place
        if last not in WRAPPING:
            continue
        for value in [*event.args.positional, event.args.get("middleware_class") or Lit(None)]:
            name = _asks_for_credentials(value)
            if name:
                yield name, event.place


def _asks_for_credentials(value: Value) -> str:
    """The name of a middleware that looks at credentials: by its name, or by the headers its code reads."""
    if isinstance(value, Class | Function):
        words = (i.value for i in descend(value.node) if isinstance(i, e.Constant) and isinstance(i.value, str))
        if any(word.lower() in HEADERS for word in words):
            return value.node.name if not isinstance(value.node, e.Lambda) else "a lambda"
    name = dotted(value).rpartition(".")[2] or getattr(getattr(value, "node", None), "name", "")
    lowered = str(name).lower()
    return str(name) if any(w in lowered for w in ("auth", "apikey", "api_key", "token", "jwt", "oauth")) else ""


def middleware_checks(server: ServerObject) -> tuple[AuthCheck, ...]:
    """Protocol middleware that authorises every call: fastmcp's AuthMiddleware or a class of the project that
    checks."""
    found = []
    passed = server.built.get("middleware") if server.built is not None else None
    values = [(v, server.place) for o in options(passed) for v in (o.items if isinstance(o, Items) else [])]
    for call in server.calls:
        if call.method == "add_middleware" and call.args.positional:
            values.append((call.args.positional[0], call.event.place))
    for value, place in values:
        name = _authorises(value)
        if name:
            found.append(AuthCheck(f"middleware {name}", place))
    return tuple(found)


def _authorises(value: Value) -> str:
    if isinstance(value, Made) and dotted(value.callee).rpartition(".")[2] == "AuthMiddleware":
        return "AuthMiddleware"
    if isinstance(value, Instance):
        for name in ("on_call_tool", "on_request", "on_message", "__call__"):
            hook = value.cls.find(name)
            if isinstance(hook, Function) and _is_authorising(hook):
                return value.cls.node.name
    return ""


def _is_authorising(hook: Function) -> bool:
    for item in descend(hook.node.body):
        if isinstance(item, e.Call) and (is_check_name(spelled(item.func)) or "access_token" in spelled(item.func)):
            return True
        if isinstance(item, e.Attribute) and item.attr in ("scopes", "roles", "permissions", "claims"):
            return True
    return False


def registered_checks(registration: Registration) -> Iterator[AuthCheck]:
    """Checks that stand at the registration: an `auth=` setting, decorators of the handler, injected checks."""
    given = registration.keywords.get("auth")
    if given is not None and not (isinstance(given, Lit) and given.value is None):
        yield AuthCheck("auth=", registration.keywords.places.get("auth", registration.place))
    handler = registration.handler
    node = handler.signature.node if handler is not None else None
    if handler is None or not isinstance(node, s.Function):
        return
    path = handler.signature.env.path
    for decorator in node.decorators:
        name = spelled(decorator)
        if is_check_name(name):
            yield AuthCheck(f"@{name}", Place(path, decorator.span))
    for default in handler.signature.defaults.values():
        if isinstance(default, Made) and dotted(default.callee).endswith(("Depends", "Resolve")):
            inner = handler_of(default.args.get("dependency", 0))
            if inner is not None and is_check_name(inner.function.name):
                yield AuthCheck(f"Depends({inner.function.name})", default.place)
