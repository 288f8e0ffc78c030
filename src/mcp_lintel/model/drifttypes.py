"""What a project takes from a framework that its declared versions do not hold, as rules see it.

Source: tables/drift.toml beside this module, which says what is there from and until which version.
"""

from dataclasses import dataclass
from enum import StrEnum

from mcp_lintel.model.values import Located
from mcp_lintel.text.span import Place


class DriftKind(StrEnum):
    """What is taken from the framework."""

    IMPORT = "import"
    KEYWORD = "keyword"
    """A keyword argument, or a value of one."""
    POSITIONAL = "positional"
    """An argument at a position that has moved."""
    FORM = "form"
    """A way to register something."""
    INTERFACE = "interface"
    """An attribute or method."""
    HINT = "hint"
    """A key of a tool's annotations."""


class DriftState(StrEnum):
    """How what is taken stands to the newest version that the declared range allows."""

    GONE = "gone"
    NEVER = "never"
    """No version has it."""
    NOT_YET = "not yet"
    """It begins behind the range."""
    LATER = "later"
    """The newest version has it, but the range says that it starts lower."""
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Declared:
    """What a project says of a framework's version.

    `requirement` is the requirement as people write it (`mcp>=1.6`), "" when none is declared; `through` is set when
    only another framework asks for this one. `locked` are exact versions that a lock file or a pin holds.
    """

    distribution: str
    requirement: str = ""
    place: Place | None = None
    locked: tuple[str, ...] = ()
    through: bool = False

    @property
    def known(self) -> bool:
        """Does the project declare the framework at all?"""
        return bool(self.requirement)

    @property
    def locks(self) -> str:
        """The locked versions as a remark for a message, "" where there are none."""
        return f" (locked here: {', '.join(self.locked)})" if self.locked else ""


@dataclass(frozen=True, slots=True)
class Drift:
    """One use of something that a framework does not have, or will not have for long.

    `name` is what is used as a message has it, with its code in backticks; `since` the version in which the state
    begins (`mcp 2.0`), "" where there is none; `instead` what to write, "" where nothing replaces it; `why` says what
    happens instead.
    """

    kind: DriftKind
    state: DriftState
    name: str
    place: Place
    declared: Declared
    since: str = ""
    instead: str = ""
    symbol: str = ""
    why: str = ""

    @property
    def advice(self) -> str:
        """What to write instead, as the end of a message; "" where nothing replaces it."""
        return f"; use {self.instead}" if self.instead else ""

    @property
    def versions(self) -> str:
        """What the versions have to do with it, as the rest of a sentence that begins with the name."""
        match self.state:
            case DriftState.GONE:
                gone = self.why or f"is gone since {self.since}"
                return f"{gone}, {self._allowed()}{self.declared.locks}"
            case DriftState.NEVER:
                return self.why or f"is taken by no version of {self.declared.distribution}"
            case DriftState.NOT_YET:
                return f"begins with {self.since}, which {self._range()} does not allow"
            case DriftState.LATER:
                return f"begins with {self.since}, and {self._range()} starts lower"
        return f"is deprecated since {self.since}"

    def _allowed(self) -> str:
        if not self.declared.known:
            return "and no version is declared"
        if self.declared.through:
            return f"which {self._range()} brings along"
        return f"which {self._range()} allows"

    def _range(self) -> str:
        return f"`{self.declared.requirement}`" if self.declared.known else "what is declared"


@dataclass(frozen=True, slots=True)
class ContextParameter:
    """A parameter of a tool, resource or prompt that is annotated with a framework's context class.

    `context` is the class by import path, `server` the class of the server (a value of `Family`). `unresolved` says
    that the annotation's name is imported for type checkers alone, so that no run can find it.
    """

    name: str
    context: str
    server: str
    place: Place
    tool: str
    symbol: str
    unresolved: bool = False


@dataclass(frozen=True, slots=True)
class FrameworkRange:
    """A declared dependency on a framework: `open_from` is the next major version if the range allows it, else "".

    `optional` says that only an extra asks for it. `requirement` holds the text at the place where it is written.
    """

    distribution: str
    requirement: Located[str]
    open_from: str
    optional: bool = False
