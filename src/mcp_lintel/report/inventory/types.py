"""An inventory as plain data, the same whether it was just made or read back from JSON (`schema_version` 1).

Absence and ignorance differ here too: `unread` names the fields that are written in the code and cannot be read
without running it; such a field holds None or nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

SCHEMA_VERSION = 1
"""Of the JSON form. It rises when a key goes or changes its meaning, not when one is added."""
UNREAD = "?"
"""Stands for a limit or a hint whose value cannot be read."""


class NotAnInventoryError(Exception):
    """JSON that is no inventory; the message says where in it and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A file, relative to the scanned folder, and a line from 1."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """What a client may send: the fields of `model.values.Shape`, limits as JSON has them.

    `detailed` is false when the type was read from JSON that holds its kind and limits alone.
    """

    kind: str
    limits: Mapping[str, object] = field(default_factory=dict)
    nullable: bool = False
    name: str = ""
    custom: bool = False
    parts: tuple["TypeEntry", ...] = ()
    detailed: bool = True


@dataclass(frozen=True, slots=True)
class DefaultEntry:
    """A default that could be read, as JSON has it; what looks like a secret is masked."""

    value: object


@dataclass(frozen=True, slots=True)
class ParameterEntry:
    """A parameter that a client sends; `form` is one of `model.types.ParameterForm`."""

    name: str
    required: bool
    type: TypeEntry
    description: str | None = None
    default: DefaultEntry | None = None
    form: str = "ordinary"
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EffectEntry:
    """What a tool's body does to the world: its kind, the call by name, and where."""

    kind: str
    call: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class ToolEntry:
    """A tool; `name` is None when it cannot be read, `function` "" when there is no handler.

    `unread` holds `annotations` when there may be hints that are not in `hints`.
    """

    name: str | None
    function: str
    spot: Spot
    description: str | None = None
    parameters: tuple[ParameterEntry, ...] = ()
    hints: Mapping[str, object] = field(default_factory=dict)
    conditional: bool = False
    effects: tuple[EffectEntry, ...] = ()
    unread: frozenset[str] = frozenset()
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ComponentEntry:
    """A resource by its URI, or a prompt by its name."""

    name: str | None
    function: str
    spot: Spot
    description: str | None = None
    conditional: bool = False
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """From what a transport was read: the call in words, and where."""

    transport: str
    what: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class SettingEntry:
    """A setting of a provider: its value (a default where `source` is not literal), None for secrets too."""

    name: str
    value: object
    source: str


@dataclass(frozen=True, slots=True)
class AuthEntry:
    """A server's authentication: one of `model.endpoint.AuthState`, the provider by name, where it is attached.

    `layer` is one of `model.served.Layer`, "" where nothing is attached.
    """

    state: str
    provider: str = ""
    spot: Spot | None = None
    layer: str = ""
    settings: tuple[SettingEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class MiddlewareEntry:
    """Something every request passes: its class or function, and at which layer it stands."""

    name: str
    layer: str
    spot: Spot
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class ServerEntry:
    """A server; `closed` says that no other transport is possible, `host` and `port` are None when not known."""

    name: str | None
    framework: str
    generations: tuple[str, ...]
    spot: Spot
    transports: tuple[str, ...]
    closed: bool
    auth: AuthEntry
    evidence: tuple[EvidenceEntry, ...] = ()
    host: str | None = None
    port: int | None = None
    project: str = "."
    example: bool = False
    tools: tuple[ToolEntry, ...] = ()
    resources: tuple[ComponentEntry, ...] = ()
    prompts: tuple[ComponentEntry, ...] = ()
    middleware: tuple[MiddlewareEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """Something registered that cannot be listed without running the code."""

    spot: Spot
    reason: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """The servers and open sets of all projects."""

    servers: tuple[ServerEntry, ...] = ()
    open: tuple[OpenEntry, ...] = ()

    @property
    def tools(self) -> tuple[ToolEntry, ...]:
        """The tools of all servers."""
        return tuple(tool for server in self.servers for tool in server.tools)
