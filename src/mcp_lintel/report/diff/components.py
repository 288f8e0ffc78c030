"""Tools, resources and prompts of one server, compared."""

from collections.abc import Iterator, Sequence

from mcp_lintel.report.diff.hints import hint_changes
from mcp_lintel.report.diff.match import C, Matched, matched, unnamed
from mcp_lintel.report.diff.parameters import parameter_changes
from mcp_lintel.report.diff.prose import description_change
from mcp_lintel.report.diff.types import Change, Level
from mcp_lintel.report.inventory.types import ComponentEntry, ToolEntry
from mcp_lintel.report.inventory.words import named, value_words


class Compared:
    """Compares the components of one kind (`tool`, `resource`, `prompt`) of a server.

    `doubt` says why what is missing now may still be there, "" when nothing speaks for that.
    """

    def __init__(self, item: str, doubt: str) -> None:
        self._item = item
        self._doubt = doubt

    def changes(self, old: Sequence[C], new: Sequence[C]) -> Iterator[Change]:
        """What a client would notice, in the order of the sides."""
        doubt = self._doubt
        if unnamed(new) > unnamed(old):
            doubt = doubt or f"a {self._item} now has a name that cannot be read"
        found: Matched[C] = matched(old, new)
        for one in found.gone:
            yield self._gone(one, doubt)
        for pair in found.renamed:
            yield self._renamed(*pair)
        for pair in (*found.renamed, *found.pairs):
            yield from self._pair(*pair)
        for one in found.come:
            when = ", under a condition" if one.conditional else ""
            yield self._change(Level.NOTE, "added", f"added{when}", one)

    def _gone(self, one: ToolEntry | ComponentEntry, doubt: str) -> Change:
        if one.conditional:
            doubt = "it was conditional"
        if doubt:
            return self._change(Level.MAYBE, "removed", f"may be removed: {doubt}", one)
        return self._change(Level.BREAKING, "removed", "removed", one)

    def _renamed(self, old: ToolEntry | ComponentEntry, new: ToolEntry | ComponentEntry) -> Change:
        level = Level.MAYBE if old.conditional else Level.BREAKING
        names = (named(old.name), named(new.name))
        message = f"renamed {names[0]} -> {names[1]}"
        return Change(level, f"{self._item}-renamed", self._item, message, new.spot, names[0], "", old.name, new.name)

    def _pair(self, old: ToolEntry | ComponentEntry, new: ToolEntry | ComponentEntry) -> Iterator[Change]:
        if new.conditional and not old.conditional:
            yield self._change(Level.MAYBE, "conditional", "is now conditional: some servers may not have it", new)
        elif old.conditional and not new.conditional:
            yield self._change(Level.NOTE, "unconditional", "is no longer conditional", new)
        if isinstance(old, ToolEntry) and isinstance(new, ToolEntry):
            yield from parameter_changes(old, new)
            yield from hint_changes(old, new)
            yield from self._titled(old, new)
        message = description_change(old, new)
        if message:
            yield Change(Level.NOTE, "description-changed", self._item, message, new.spot, named(new.name), "",
                         old.description, new.description)  # fmt: skip

    def _titled(self, old: ToolEntry, new: ToolEntry) -> Iterator[Change]:
        if old.title == new.title or "title" in old.unread | new.unread:
            return
        words = ["none" if one.title is None else value_words(one.title) for one in (old, new)]
        yield Change(Level.NOTE, "title-changed", self._item, f"title {words[0]} -> {words[1]}", new.spot,
                     named(new.name), "", old.title, new.title)  # fmt: skip

    def _change(self, level: Level, what: str, message: str, one: ToolEntry | ComponentEntry) -> Change:
        return Change(level, f"{self._item}-{what}", self._item, message, one.spot, named(one.name))
