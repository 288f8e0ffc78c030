"""The outcome of comparing two inventories."""

from dataclasses import dataclass
from enum import StrEnum

from mcp_lintel.report.inventory.types import OpenEntry, Spot


class Level(StrEnum):
    """How much a change means to clients that work today."""

    BREAKING = "breaking"
    """Calls that were right are refused, or do what they were said not to do."""
    MAYBE = "maybe"
    """It cannot be decided from what is known of the two sides."""
    NOTE = "note"
    """Noticed, and no call fails."""


class Side(StrEnum):
    """Which of the two inventories holds something."""

    BASE = "base"
    NOW = "now"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one server.

    `what` is a word for programs such as `parameter-added`; `item` is `server`, `tool`, `resource` or `prompt`, `name`
    the name that clients used (None for the server itself, "?" unread), `parameter` "" unless it is about one. `spot`
    is in the inventory of now, but for what is gone in the base.
    """

    level: Level
    what: str
    item: str
    message: str
    spot: Spot
    name: str = ""
    parameter: str = ""
    old: object = None
    new: object = None


@dataclass(frozen=True, slots=True)
class ServerChanges:
    """The changes of one server, the gravest first; `name` is that of now, or of the base when it is gone."""

    name: str | None
    spot: Spot
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The servers with changes, and what makes the answer incomplete: the open sets of both sides, and the number of
    parameters whose type is an object that both sides know by its name alone.
    """

    servers: tuple[ServerChanges, ...] = ()
    opens: tuple[tuple[Side, OpenEntry], ...] = ()
    objects: int = 0

    def number(self, level: Level) -> int:
        """How many changes there are of a level."""
        return sum(change.level is level for server in self.servers for change in server.changes)

    @property
    def breaking(self) -> bool:
        """Is there a change that breaks clients?"""
        return self.number(Level.BREAKING) > 0
