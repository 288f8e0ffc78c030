"""The parameters of one tool, compared."""

from collections.abc import Iterator

from mcp_lintel.report.diff.prose import description_change
from mcp_lintel.report.diff.shapes import Relation, fit, shape_key
from mcp_lintel.report.diff.types import Change, Level
from mcp_lintel.report.diff.values import key, same
from mcp_lintel.report.inventory.types import ParameterEntry, ToolEntry, TypeEntry
from mcp_lintel.report.inventory.words import named, type_words, value_words

_LEVELS = {True: Level.NOTE, False: Level.BREAKING, None: Level.MAYBE}


def parameter_changes(old: ToolEntry, new: ToolEntry) -> Iterator[Change]:
    """What a client of the tool would notice of its parameters."""
    before = {parameter.name: parameter for parameter in old.parameters}
    after = {parameter.name: parameter for parameter in new.parameters}
    for name, parameter in before.items():
        if name in after:
            yield from _Pair(parameter, after[name], new).changes()
        else:
            yield _removed(parameter, new)
    for name, parameter in after.items():
        if name not in before:
            yield _added(parameter, old, new)


def objects(old: ToolEntry, new: ToolEntry) -> int:
    """How many parameters are objects that both sides know by the name of their type alone."""
    before = {parameter.name: parameter.type for parameter in old.parameters}
    return sum(
        parameter.name in before and _is_object(before[parameter.name]) and _is_object(parameter.type)
        for parameter in new.parameters
    )


def _is_object(kind: TypeEntry) -> bool:
    return kind.kind == "model" or any(_is_object(part) for part in kind.parts)


def _removed(old: ParameterEntry, tool: ToolEntry) -> Change:
    open_now = "parameters" in tool.unread
    message = (
        "may be gone; some parameters cannot be read" if open_now else "removed; calls that send it may be refused"
    )
    level = Level.MAYBE if open_now else Level.BREAKING
    return _change(level, "parameter-removed", message, tool, old.name, old=_told(old))


def _added(new: ParameterEntry, before: ToolEntry, tool: ToolEntry) -> Change:
    if not new.required:
        return _change(Level.NOTE, "parameter-added", f"added, optional: {type_words(new.type)}", tool, new.name,
                       new=_told(new))  # fmt: skip
    was_open = "parameters" in before.unread
    doubt = "; it may have been there, some parameters could not be read" if was_open else ""
    message = f"added, required: {type_words(new.type)}{doubt}"
    level = Level.MAYBE if was_open else Level.BREAKING
    return _change(level, "parameter-added", message, tool, new.name, new=_told(new))


class _Pair:
    """One parameter before and after."""

    def __init__(self, old: ParameterEntry, new: ParameterEntry, tool: ToolEntry) -> None:
        self._old = old
        self._new = new
        self._tool = tool

    def changes(self) -> Iterator[Change]:
        """Whether it must be sent, its type and limits, its default, its description."""
        old, new = self._old, self._new
        if new.required and not old.required:
            yield self._change(Level.BREAKING, "parameter-required", "is now required", old=False, new=True)
        elif old.required and not new.required:
            yield self._change(Level.NOTE, "parameter-optional", "is now optional", old=True, new=False)
        yield from self._type()
        yield from self._default()
        message = description_change(old, new)
        if message:
            yield self._change(Level.NOTE, "description-changed", message, old=old.description, new=new.description)

    def _type(self) -> Iterator[Change]:
        old, new = self._old.type, self._new.type
        found = fit(old, new)
        if found.relation is Relation.SAME:
            return
        what = "constraint" if _skeleton(old) == _skeleton(new) else "type"
        doubt = "; whether calls that were right stay right cannot be told" if found.keeps is None else ""
        words = (type_words(old), type_words(new))
        told = f"{words[0]} -> {words[1]}" if words[0] != words[1] else f"{words[0]}{_unlike(old, new)}"
        message = f"{what} {found.relation}: {told}{_values(old, new)}{doubt}"
        yield self._change(_LEVELS[found.keeps], f"{what}-{found.relation}", message, old=words[0], new=words[1])

    def _default(self) -> Iterator[Change]:
        old, new = self._old, self._new
        if old.required or new.required or "default" in old.unread | new.unread:
            return
        before, after = (None if one.default is None else key(one.default.value) for one in (old, new))
        if before == after:
            return
        words = ["not known" if one.default is None else value_words(one.default.value) for one in (old, new)]
        values = [None if one.default is None else one.default.value for one in (old, new)]
        yield self._change(Level.NOTE, "default-changed", f"default {words[0]} -> {words[1]}", *values)

    def _change(self, level: Level, what: str, message: str, old: object = None, new: object = None) -> Change:
        return _change(level, what, message, self._tool, self._new.name, old=old, new=new)


def _change(
    level: Level, what: str, message: str, tool: ToolEntry, parameter: str, *, old: object = None, new: object = None
) -> Change:
    return Change(level, what, "tool", message, tool.spot, named(tool.name), parameter, old, new)


def _told(parameter: ParameterEntry) -> dict[str, object]:
    return {"required": parameter.required, "type": type_words(parameter.type)}


def _skeleton(kind: TypeEntry) -> list[object]:
    """A type without its limits."""
    return [kind.kind, kind.nullable, [_skeleton(part) for part in kind.parts]]


def _values(old: TypeEntry, new: TypeEntry) -> str:
    """The values that an enumeration lost and gained."""
    before, after = old.limits.get("enum"), new.limits.get("enum")
    if not isinstance(before, list) or not isinstance(after, list):
        return ""
    gone = [value_words(one) for one in before if not any(same(one, other) for other in after)]
    come = [value_words(one) for one in after if not any(same(one, other) for other in before)]
    parts = [f"; {word} {', '.join(values)}" for word, values in (("without", gone), ("with", come)) if values]
    return "".join(parts)


def _unlike(old: TypeEntry, new: TypeEntry) -> str:
    """What words do not tell of two types that read alike."""
    return "" if shape_key(old) == shape_key(new) else " (what differs is cut off or has no words)"
