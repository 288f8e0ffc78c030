"""The authoring kit: everything a rule module needs besides the types it looks at.

A rule is a decorated generator from a subject to hits. It sees no tree, no state, no settings file and no printer;
its module's docstring is its page, its name states the fault and equals the file's name, and it answers one clause.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from mcp_lintel.text.span import Place

S = TypeVar("S")


class Severity(StrEnum):
    """How bad a finding is; `error` and `warning` are shown by default."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for note, 1 for warning, 2 for error."""
        return ("note", "warning", "error").index(self.value)


class Confidence(StrEnum):
    """How sure the tool is of a finding; `high` and `medium` are shown by default."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for low, 1 for medium, 2 for high."""
        return ("low", "medium", "high").index(self.value)


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that helps to understand a hit."""

    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Hit:
    """A fault a rule saw: where, and one sentence without a full stop that names the fault.

    `symbol` is the dotted name of what is at fault (`pkg.module.function`), `tool` the name a client calls;
    a `confidence` below the rule's own says the model had to guess. `flow` are the hops on the way from a source to
    the fault, the source first; `cwe` are weaknesses of this hit besides the rule's.
    """

    place: Place
    message: str
    symbol: str = ""
    tool: str = ""
    related: tuple[Related, ...] = ()
    confidence: Confidence | None = None
    flow: tuple[Related, ...] = ()
    cwe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bad:
    """An example that breaks the rule: each `[|…|]` marks the exact place of one hit.

    `code` is one Python module (the names `FastMCP`, `Context` of fastmcp and a server `mcp` are at hand unless the
    code imports something itself); `files` adds further files of the small project by path. A `[|…|]` may stand in
    any of them.
    `confidence` is the confidence the hits must have where it differs from the rule's.
    """

    code: str = ""
    files: dict[str, str] = field(default_factory=dict)
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Good:
    """An example that the rule must pass over in silence; `code` and `files` as in Bad."""

    code: str = ""
    files: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule(Generic[S]):
    """One check: from a subject of type `on` to hits, bound to one clause of the standard.

    `options` is a frozen dataclass without defaults of its own, or None; each field is a parameter of the clause.
    It does not
    pickle (its name hides the function's): hand rule names to other processes.
    """

    name: str
    on: type[S]
    clause: str
    severity: Severity
    confidence: Confidence
    examples: tuple[Bad | Good, ...]
    options: type[Any] | None
    cwe: tuple[str, ...]
    function: Callable[..., Iterator[Hit]]
    module: str

    @property
    def page(self) -> str:
        """The rule's page: its module's docstring."""
        return (sys.modules[self.module].__doc__ or "").strip()

    @property
    def title(self) -> str:
        """The first line of the page, without a full stop."""
        return self.page.partition("\n")[0].rstrip(".")

    def check(self, subject: S, options: Any = None) -> Iterator[Hit]:
        """The rule's hits on one subject; `options` is an instance of the rule's options type."""
        return self.function(subject) if self.options is None else self.function(subject, options)


def rule(
    name: str,
    *,
    on: type[S],
    clause: str,
    severity: Severity,
    confidence: Confidence = Confidence.HIGH,
    examples: tuple[Bad | Good, ...],
    options: type[Any] | None = None,
    cwe: tuple[str, ...] = (),
) -> Callable[[Callable[..., Iterator[Hit]]], Rule[S]]:
    """Make a rule of a generator function. Raises ValueError when the name is not that of its file."""

    def make(function: Callable[..., Iterator[Hit]]) -> Rule[S]:
        file_name = function.__module__.rpartition(".")[2]
        if file_name != name.replace("-", "_"):
            raise ValueError(f"rule `{name}` stands in {file_name}.py; a rule has the name of its file")
        return Rule(name, on, clause, severity, confidence, examples, options, cwe, function, function.__module__)

    return make
