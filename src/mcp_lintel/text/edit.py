"""A change of text that would mend a fault: what to put in place of which stretch."""

from dataclasses import dataclass

from mcp_lintel.text.span import Place


@dataclass(frozen=True, slots=True)
class Edit:
    """`text` in place of what `place` covers; an empty span inserts."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together, and what they do in words without a full stop.

    `safe` says that the program means the same afterwards; a fix that is not must be read before it is taken.
    The edits do not overlap.
    """

    description: str
    edits: tuple[Edit, ...]
    safe: bool = False
