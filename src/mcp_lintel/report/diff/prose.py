"""What became of a description: models choose by it, clients do not fail by it."""

from typing import Protocol

from mcp_lintel.report.visible import visible

_SHOWN = 6
"""Words shown from the first that differs."""


class Described(Protocol):
    """Anything with a description."""

    @property
    def description(self) -> str | None: ...

    @property
    def unread(self) -> frozenset[str]: ...


def description_change(old: Described, new: Described) -> str:
    """The change in words, "" when there is none or it cannot be told; blanks and line ends do not count."""
    if "description" in old.unread | new.unread:
        return ""
    before, after = (one.description.split() if one.description else [] for one in (old, new))
    if before == after:
        return ""
    if not before or not after:
        return "description added" if after else "description removed"
    pairs = zip(before, after, strict=False)
    first = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(before), len(after)))
    return f"description changed: {_excerpt(before, first)} -> {_excerpt(after, first)}"


def _excerpt(words: list[str], first: int) -> str:
    """Some words from the first that differs, in quotes."""
    shown = visible(" ".join(words[first : first + _SHOWN])).replace('"', "'")
    shown = f"{shown[:77]}..." if len(shown) > 80 else shown
    return f'"{"... " if first else ""}{shown}{" ..." if len(words) > first + _SHOWN else ""}"'
