"""Where a rule's silence says nothing: subjects that its clause does not concern, and those that could not be read.

A rule ends without a hit on a server over stdio whether or not the clause is about stdio. For an account of what is
met these must be told apart, so each condition here repeats in words what its rule passes over. A rule that is not
listed here counts every subject that it was given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mcp_lintel.artifacts.types import CoverageSettings
from mcp_lintel.model.types import (
    AuthState,
    Endpoint,
    Kind,
    LoggingSetup,
    Parameter,
    ParameterForm,
    Server,
    Shape,
    Tool,
)


@dataclass(frozen=True, slots=True)
class Aside:
    """Why a subject does not count: its clause does not concern it, or (`unread`) it could not be read."""

    reason: str
    unread: bool = False


Condition = Callable[[Any], Aside | None]
"""From a subject of a rule to why it does not count; None where the rule's silence is a verdict."""


def aside(rule: str, subject: object) -> Aside | None:
    """Why a rule's silence on a subject says nothing; None where it is a verdict."""
    condition = CONDITIONS.get(rule)
    return condition(subject) if condition is not None else None


def followed(subject: object) -> Aside | None:
    """Why it says nothing of a tool that no flow was found; None where its input and its answer were followed."""
    known = not isinstance(subject, Tool) or bool(subject.function)
    return None if known else Aside("a tool runs no code of the project")


def _over_http(endpoint: Endpoint) -> Aside | None:
    if endpoint.transports.over_http:
        return None
    if endpoint.transports.closed:
        return Aside("no server here is served over HTTP")
    return Aside("how the server is reached is decided outside of the code, and may be HTTP", unread=True)


def _authenticated(server: Server) -> Aside | None:
    endpoint = server.endpoint
    if endpoint.transports.over_http and endpoint.auth.state is AuthState.UNKNOWN:
        return Aside("how the server authenticates its callers cannot be read", unread=True)
    if endpoint.transports.over_http and endpoint.auth.state is AuthState.CONDITIONAL:
        return Aside("the server authenticates its callers on some paths or settings only", unread=True)
    return _over_http(endpoint)


def _listening(server: Server) -> Aside | None:
    """Of rules on where a server listens."""
    if (why := _over_http(server.endpoint)) is not None:
        return why
    hosts = [one.host for one in server.endpoint.addresses]
    if not hosts or any(host is None or host.value is None for host in hosts):
        return Aside("where the server listens is decided outside of the code", unread=True)
    return None


def _on_stdio(server: Server) -> Aside | None:
    return None if server.endpoint.transports.stdio_possible else Aside("no server here runs on stdio")


def _named(tool: Tool) -> Aside | None:
    return None if tool.name.known else Aside("a tool's name cannot be read without running the code", unread=True)


def _described(tool: Tool) -> Aside | None:
    if tool.description is not None and not tool.description.known:
        return Aside("a tool's description cannot be read without running the code", unread=True)
    return None


def _offers_tools(server: Server) -> Aside | None:
    return None if server.tools else Aside("no server here offers a tool")


def _logs(setup: LoggingSetup) -> Aside | None:
    if setup.unknown and not setup.json:
        return Aside("how the logs are set up cannot be read", unread=True)
    return None if setup.calls and setup.endpoints else Aside("the server's code writes no log")


def _coverage(settings: CoverageSettings) -> Aside | None:
    if settings.broken:
        return Aside(f"settings for coverage cannot be read: {', '.join(settings.broken)}", unread=True)
    if settings.unknown:
        return Aside("settings for coverage depend on the environment", unread=True)
    if settings.member and not (settings.has_tests or settings.configured):
        return Aside("a part of a larger project has neither tests nor settings for coverage")
    return None


def _typed(parameter: Parameter) -> Aside | None:
    """Of rules about what a type allows."""
    if parameter.form not in (ParameterForm.ORDINARY, ParameterForm.SCHEMA):
        return Aside("no parameter here is declared by name")
    if parameter.annotation is None:
        return Aside("no parameter here has a type")
    if _has(parameter.shape, Kind.UNKNOWN) and not parameter.shape.constraints.custom:
        return Aside("the type of a parameter cannot be resolved", unread=True)
    return None


def _takes(*kinds: Kind, what: str) -> Condition:
    """Of rules about parameters that accept one of these kinds of value."""

    def condition(parameter: Parameter) -> Aside | None:
        if (why := _typed(parameter)) is not None:
            return why
        return None if any(_has(parameter.shape, one) for one in kinds) else Aside(f"no tool here takes {what}")

    return condition


def _has(shape: Shape, kind: Kind) -> bool:
    return shape.kind is kind or any(_has(part, kind) for part in shape.parts)


def _takes_input(tool: Tool) -> Aside | None:
    """Of rules on what clients send."""
    return None if tool.parameters else Aside("no tool here takes input")


def _takes_number(tool: Tool) -> Aside | None:
    if any(_has(parameter.shape, kind) for parameter in tool.parameters for kind in _COUNTING):
        return None
    return Aside("no tool here takes a number")


_COUNTING = (Kind.INTEGER, Kind.NUMBER, Kind.UNKNOWN)
_CLIENT_INPUT = (
    "archive-extracted-unguarded",
    "client-chosen-attribute",
    "client-input-as-template",
    "client-input-evaluated",
    "client-input-in-log",
    "client-input-in-markup",
    "client-input-in-query",
    "client-input-in-shell",
    "client-path-unconfined",
    "client-pattern-unbounded",
    "guard-that-does-not-hold",
    "option-smuggled",
    "request-to-client-address",
    "unsafe-deserialisation",
)
CONDITIONS: Mapping[str, Condition] = {
    **dict.fromkeys(_CLIENT_INPUT, _takes_input),
    "caller-token-forwarded": lambda tool: _over_http(tool.endpoint),
    "work-sized-by-client": _takes_number,
    "http-server-without-auth": _authenticated,
    "privileged-tool-without-auth": lambda tool: _over_http(tool.endpoint),
    "server-listens-on-all-interfaces": _listening,
    "stdout-written-on-stdio-server": _on_stdio,
    "tool-name-not-snake-case": _named,
    "tool-name-vague": _named,
    "tool-name-not-verb-noun": _offers_tools,
    "tool-name-registered-twice": _offers_tools,
    "tool-without-description": _described,
    "logging-not-json": _logs,
    "coverage-gate-too-low": _coverage,
    "coverage-source-missing": _coverage,
    "free-form-parameter": _typed,
    "string-parameter-unbounded": _takes(Kind.STRING, what="a string"),
    "number-parameter-unbounded": _takes(Kind.INTEGER, Kind.NUMBER, what="a number"),
}
"""By rule; of a rule on suspicions (`Kind.basis`) the subjects are those that were searched."""
TELLING_TOOLS = frozenset({"tool-name-not-verb-noun", "tool-name-registered-twice"})
"""Rules on servers that are about the list of tools, so that an open set of tools leaves them undecided."""
