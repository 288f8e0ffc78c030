"""The standard as data: documents, clauses and what is wrong with a text that should be one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Value = str | int | float | bool | tuple[str | int | float, ...]
"""What a clause's parameter can be."""


class Level(StrEnum):
    """How binding a clause is, in the sense of RFC 2119."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Check(StrEnum):
    """How a clause is checked: from files, by guesses on files, from a measurement's report, by people."""

    STATIC = "static"
    HEURISTIC = "static-heuristic"
    MEASURED = "measured"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong in a document: the file as named, the line from 1, a sentence without a full stop.

    Line 0 stands for the file or folder as a whole.
    """

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        at = f"{self.path}:{self.line}" if self.line else self.path
        return f"{at}: {self.message}"


class StandardError(Exception):
    """The standard cannot be used; `damages` holds every fault, the message the first."""

    def __init__(self, damages: tuple[Damage, ...]) -> None:
        self.damages = damages
        more = len(damages) - 1
        rest = f" (and {more} more; `mcp-lintel standard check` lists them)" if more else ""
        super().__init__(f"{damages[0]}{rest}")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: heading, guidance and block.

    `guidance` is the Markdown below the heading without the block, `text_line` the line its first character
    stands on; `line` and `block_line` are those of the heading and the block's fence. Lines count from 1.
    `path` is the document's file as it was named, `document` its file name.
    """

    id: str
    title: str
    level: Level
    check: Check
    guidance: str = field(repr=False)
    document: str
    path: str
    line: int
    block_line: int
    text_line: int
    parameters: Mapping[str, Value] = field(default_factory=dict)
    planned: bool = False
    cwe: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """What follows the `#` in a link to the clause: its id."""
        return self.id

    @property
    def link(self) -> str:
        """The clause's place among the documents: `04-testing-strategy.md#TEST-19`."""
        return f"{self.document}#{self.anchor}"

    @property
    def promises_rule(self) -> bool:
        """Does the clause say that a rule checks it now?"""
        return self.check is not Check.MANUAL and not self.planned


@dataclass(frozen=True, slots=True)
class Document:
    """One document's header: `number` from the file's name, `updated` an ISO date, one change a string."""

    number: int
    title: str
    file: str
    path: str
    version: str
    updated: str
    status: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """The documents in order, and the clauses by id in the order of the text."""

    documents: tuple[Document, ...]
    clauses: Mapping[str, Clause] = field(repr=False)

    def clause(self, id: str) -> Clause | None:
        """The clause of that id, or None when the standard has none."""
        return self.clauses.get(id)

    def clauses_of(self, document: Document) -> tuple[Clause, ...]:
        """The clauses of one document, in the order of its text."""
        return tuple(c for c in self.clauses.values() if c.document == document.file)
