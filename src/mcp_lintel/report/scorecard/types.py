"""A scorecard as plain data, the same for every format."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mcp_lintel.report.inventory.types import Inventory
from mcp_lintel.verdict.finding import Notice
from mcp_lintel.verdict.waivers_types import Waiver

SCHEMA_VERSION = 1
"""Of the JSON form. It rises when a key goes or changes its meaning, not when one is added."""
LEVELS = ("must", "should", "may")
ALL = "all"
"""Stands for the three levels together."""


class State(StrEnum):
    """What became of a clause, or of one rule of it; of several rules the first of these counts for the clause.

    `unchecked` is the last: of a clause none of whose rules ran.
    """

    BROKEN = "broken"
    UNDECIDED = "not decided here"
    WAIVED = "waived"
    MET = "met"
    NOT_APPLICABLE = "not applicable"
    UNCHECKED = "not checkable here"


class Cause(StrEnum):
    """Why a clause cannot be checked here."""

    NONE = ""
    PLANNED = "planned"
    MANUAL = "manual"
    MEASURED = "measured"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was looked at: in words, with its file and line (from 1; 0 for the file or folder as a whole)."""

    what: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule of a clause: its state, how many subjects bear on that, the first of them, and reasons in words.

    `kind` names the subjects in the plural; `looked` counts those on which the rule came to a verdict.
    """

    name: str
    title: str
    state: State
    kind: str
    looked: int = 0
    items: tuple[Item, ...] = ()
    reasons: tuple[str, ...] = ()


def waiver_words(waiver: Waiver, status: str) -> str:
    """Whose waiver it is and until when: `waiver W-1 of platform until 2031-12-31`."""
    until = "until" if status == "waived" else "expired on"
    return f"waiver {waiver.id} of {waiver.owner} {until} {waiver.expires.isoformat()}"


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """A finding as the scorecard tells it; `reason` is that of an ignore comment or a waiver.

    `waiver` is the one that covers the finding, or, where the finding stands, the one that did until it expired.
    """

    rule: str
    message: str
    severity: str
    confidence: str
    status: str
    path: str
    line: int
    tool: str
    reason: str
    fingerprint: str
    waiver: Waiver | None = None

    @property
    def standing(self) -> str:
        """Why the finding does not stand, or that a waiver has expired, in words; "" for one that just stands."""
        told = [] if self.status == "active" else [f"{self.status}: {self.reason}" if self.reason else self.status]
        return "; ".join([*told, *([waiver_words(self.waiver, self.status)] if self.waiver else [])])


@dataclass(frozen=True, slots=True)
class ClauseEntry:
    """One clause with its state, why, on what evidence, and every finding of its rules."""

    id: str
    title: str
    level: str
    check: str
    link: str
    state: State
    cause: Cause = Cause.NONE
    reasons: tuple[str, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    findings: tuple[FindingEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many clauses are in each state, and the two shares made of that."""

    states: Mapping[State, int]

    @property
    def clauses(self) -> int:
        """All of them."""
        return sum(self.states.values())

    @property
    def decided(self) -> int:
        """Met, broken or waived."""
        return sum(self.states[state] for state in (State.MET, State.BROKEN, State.WAIVED))

    @property
    def applicable(self) -> int:
        """All but those that do not apply."""
        return self.clauses - self.states[State.NOT_APPLICABLE]

    @property
    def met_percent(self) -> int | None:
        """Met of decided in percent, rounded down, so that 100 means all; None where nothing is decided."""
        return self.states[State.MET] * 100 // self.decided if self.decided else None

    @property
    def decided_percent(self) -> int | None:
        """Decided of applicable in percent, rounded down; None where nothing applies."""
        return self.decided * 100 // self.applicable if self.applicable else None


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """One document with its clauses in the order of the text, and a tally for each level and for all."""

    number: int
    title: str
    file: str
    version: str
    clauses: tuple[ClauseEntry, ...]
    tallies: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Sink:
    """Where client input arrives by a flow: the tool, the sink in words, the rule, and the place."""

    tool: str
    what: str
    rule: str
    spot: Item


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A whole run held against the standard.

    `files` counts the Python files that were read, `beside` the findings that belong to no clause; `confidence` is
    the least confidence with which a finding breaks a clause.
    """

    documents: tuple[DocumentEntry, ...]
    tallies: Mapping[str, Tally]
    inventory: Inventory
    sinks: tuple[Sink, ...]
    notices: tuple[Notice, ...]
    files: int
    beside: int
    confidence: str
    version: str

    @property
    def clauses(self) -> tuple[ClauseEntry, ...]:
        """The clauses of all documents."""
        return tuple(clause for document in self.documents for clause in document.clauses)
