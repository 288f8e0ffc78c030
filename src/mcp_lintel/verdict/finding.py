"""What was found and what became of it: the types that reports are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mcp_lintel.model.types import Project
from mcp_lintel.rule import Confidence, Related, Severity
from mcp_lintel.text.edit import Fix
from mcp_lintel.text.source import SourceFile
from mcp_lintel.text.span import Place
from mcp_lintel.verdict.baseline_file import Entry
from mcp_lintel.verdict.evidence import Evidence
from mcp_lintel.verdict.waivers_types import Waiver


class Status(StrEnum):
    """What a finding counts as after judging."""

    ACTIVE = "active"
    IGNORED = "ignored"
    WAIVED = "waived"
    BASELINED = "baselined"


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with everything the runner knows of its rule.

    `fingerprint` names the finding without a line number: it survives moved lines. `reason` is the text of the
    ignore comment or the waiver, `ignored_at` the comment's place. `waiver` is the one that covers the finding, or,
    when the status is ACTIVE, the one that did until it expired. `flow` are the hops from a source to the place.
    """

    rule: str
    clause: str
    level: str
    severity: Severity
    confidence: Confidence
    message: str
    place: Place
    fingerprint: str
    symbol: str = ""
    tool: str = ""
    cwe: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    flow: tuple[Related, ...] = ()
    status: Status = Status.ACTIVE
    reason: str = ""
    ignored_at: Place | None = None
    fix: Fix | None = None
    waiver: Waiver | None = None

    @property
    def hops(self) -> tuple[Related, ...]:
        """The hops that are not told already: those at other places than the finding's own and the related ones."""
        told = {self.place, *(one.place for one in self.related)}
        return tuple(one for one in self.flow if one.place not in told)


NOT_FOLLOWED = "following client input failed"
"""How the notice begins that tells of a project whose flows are not known."""


class NoticeKind(StrEnum):
    """Why a notice is given; the first four count as faults of the input, `internal` as one of the tool."""

    UNREADABLE = "unreadable"
    SYNTAX = "syntax"
    ARTIFACT = "artifact"
    """A settings, YAML or TOML file that cannot be parsed."""
    INTERNAL = "internal"
    """A rule or a step raised; always a fault of the tool."""
    OPEN = "open"
    """Components that cannot be listed without running the code."""
    SCOPE = "scope"
    """Something about what was looked at: no server found, a folder left out."""
    STANDARD = "standard"
    """A rule switched off because its clause is gone, and the like."""
    BASELINE = "baseline"
    """Entries of the baseline that no finding needs any more."""
    WAIVER = "waiver"
    """A waiver that has expired, will soon, or matches nothing."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must know beside the findings; `path` is relative to the scanned root or "", `line`
    from 1 or 0."""

    kind: NoticeKind
    message: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class RuleCard:
    """What reports tell of a rule that ran."""

    name: str
    title: str
    page: str
    clause: str
    clause_title: str
    document: str
    """File name of the clause's document, such as `02-security-architecture.md`."""
    level: str
    severity: Severity
    confidence: Confidence
    cwe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run: every finding in report order (path, place, rule), notices, projects, and what reports need to tell
    them.

    `root` is the scanned folder as given on the command line, for people only; `sources` holds each named file by path.
    """

    root: str
    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    projects: tuple[Project, ...]
    rules: tuple[RuleCard, ...]
    sources: Mapping[str, SourceFile] = field(repr=False)
    files: int = 0
    """Python files that were read."""
    version: str = ""
    compared: bool = False
    """The findings were compared with a baseline: those that stand are new."""
    stale: tuple[Entry, ...] = ()
    """Entries of the baseline that no finding needs any more."""
    entries: tuple[Entry, ...] = ()
    """What a baseline of this run holds; empty unless the run was asked for it."""
    evidence: tuple[Evidence, ...] = ()
    """What each rule looked at, by the rule's name; empty unless the run was asked for it."""

    @property
    def active(self) -> tuple[Finding, ...]:
        """The findings that stand."""
        return tuple(f for f in self.findings if f.status is Status.ACTIVE)
