"""The behaviour hints of one tool, compared by what they mean. Source: MCP 2025-11-25, ToolAnnotations (defaults)."""

from collections.abc import Iterator, Mapping

from mcp_lintel.report.diff.types import Change, Level
from mcp_lintel.report.diff.values import same
from mcp_lintel.report.inventory.types import UNREAD, ToolEntry
from mcp_lintel.report.inventory.words import named, value_words

SAFE: Mapping[str, bool] = {
    "readOnlyHint": True, "destructiveHint": False, "idempotentHint": True, "openWorldHint": False,
}  # fmt: skip
"""The safer value of each hint; a hint that is not stated counts as the other one."""
_OF_WRITES = frozenset({"destructiveHint", "idempotentHint"})
"""Hints that say nothing of a tool that only reads."""


def hint_changes(old: ToolEntry, new: ToolEntry) -> Iterator[Change]:
    """Each hint that means something else now: from safer to less safe breaks what hosts were told.

    Of hints that cannot be read on a side nothing is told; `?` for the value of one that is stated may be a change.
    """
    for name, safe in SAFE.items():
        before, after = _meaning(old, name, safe), _meaning(new, name, safe)
        if same(before, after) or _hidden(old, name) or _hidden(new, name):
            continue
        level = Level.NOTE
        if before == UNREAD or after == UNREAD:
            level = Level.MAYBE
        elif before == safe and not (name in _OF_WRITES and _reads(new)):
            level = Level.BREAKING
        yield _change(level, name, old, new)
    for name in sorted({*old.hints, *new.hints} - {*SAFE}):
        if not (_hidden(old, name) or _hidden(new, name)) and not same(old.hints.get(name), new.hints.get(name)):
            yield _change(Level.NOTE, name, old, new)


def _meaning(tool: ToolEntry, name: str, safe: bool) -> object:
    """A hint's value, that of its default where it is not stated."""
    found = tool.hints.get(name)
    return (not safe) if found is None else found


def _hidden(tool: ToolEntry, name: str) -> bool:
    """Is it not known whether a hint is stated?"""
    return name not in tool.hints and "annotations" in tool.unread


def _reads(tool: ToolEntry) -> bool:
    return tool.hints.get("readOnlyHint") is True


def _change(level: Level, name: str, old: ToolEntry, new: ToolEntry) -> Change:
    words = ["not stated" if tool.hints.get(name) is None else value_words(tool.hints[name]) for tool in (old, new)]
    less = ": less safe than hosts were told" if level is Level.BREAKING else ""
    message = f"hint {value_words(name)[1:-1]} {words[0]} -> {words[1]}{less}"
    return Change(level, "hint-changed", "tool", message, new.spot, named(new.name), "",
                  {name: old.hints.get(name)}, {name: new.hints.get(name)})  # fmt: skip
