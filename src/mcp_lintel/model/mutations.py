"""What takes components off a server again: methods that remove one, and hands in its private tables.

Source: mcp 1.17 to 2.3 and fastmcp 2.0 to 3.4, `remove_tool`; fastmcp 3.0 to 4.2, `local_provider.remove_…`; private
tables `_tools`, `_resources`, `_templates`, `_prompts` of the managers, `_components` from fastmcp 3.0 on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mcp_lintel.model.placed import Placed
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.types import OpenSet
from mcp_lintel.program.values import Unknown, Value, options, text

REMOVING = {
    "remove_tool": "tool", "remove_prompt": "prompt", "remove_resource": "resource", "remove_template": "resource",
}  # fmt: skip
TABLES = {
    "_tools": "tool", "_prompts": "prompt", "_resources": "resource", "_templates": "resource", "_components": "",
}  # fmt: skip
"""Private tables with the kind of component that each holds; `_components` holds all, by `kind:name@version`."""
TAKING = frozenset({"pop", "__delitem__", "clear", "popitem"})


@dataclass(frozen=True, slots=True)
class Removal:
    """Takes the components of a kind (of any for "") whose name is one of `names`; all of them where it is None.

    `unread` says why a name cannot be told: then any of them may be taken. One of several names is not sure to be.
    """

    kind: str
    names: tuple[str, ...] | None
    conditions: frozenset[int]
    unread: str = ""

    def applied(self, parts: Sequence[Placed]) -> list[Placed]:
        """What is left."""
        return [left for part in parts for left in self._left(part)]

    def _left(self, part: Placed) -> Iterator[Placed]:
        if self.kind not in ("", part.kind):
            yield part
        elif self.unread or part.name is None:
            yield part.perhaps()
        elif self.names is not None and part.name not in self.names:
            yield part
        elif self.conditions - set(part.conditions) or (self.names is not None and len(self.names) > 1):
            yield part.perhaps()


def removal(call: MethodCall, server: ServerObject) -> Removal | None:
    """What a call of a server's method takes off it; None for any other call."""
    conditions = frozenset(call.event.conditions) - set(server.conditions)
    if call.method in REMOVING and call.applied is None:
        given = next(iter((*call.args.positional[:1], *call.args.named.values())), None)
        return _of(REMOVING[call.method], given, conditions)
    if call.method not in TAKING or call.through not in TABLES:
        return None
    if call.method == "clear":
        return Removal(TABLES[call.through], None, conditions)
    if call.method == "popitem":
        return Removal(TABLES[call.through], (), conditions, "the last one is taken")
    kind, given = TABLES[call.through], call.args.positional[0] if call.args.positional else None
    return _of_key(given, conditions) if not kind else _of(kind, given, conditions)


def _of(kind: str, given: Value | None, conditions: frozenset[int]) -> Removal:
    names = [text(option) for option in options(given)]
    known = tuple(name for name in names if name is not None)
    unread = "" if names and len(known) == len(names) else _reason(given)
    return Removal(kind, known, conditions, unread)


def _of_key(given: Value | None, conditions: frozenset[int]) -> Removal:
    """By a key of fastmcp 3's one table of components."""
    key = text(given)
    if key is None:
        return Removal("", (), conditions, _reason(given))
    kind, _, rest = key.partition(":")
    name = rest.rpartition("@")[0] or rest
    return Removal("resource" if kind == "template" else kind, (name,), conditions)


def _reason(given: Value | None) -> str:
    return next((o.reason for o in options(given) if isinstance(o, Unknown)), "its name is computed at run time")


def unread_removal(call: MethodCall, found: Removal) -> OpenSet:
    """What is said of a removal whose target cannot be read."""
    return OpenSet(call.event.place, f"a {found.kind or 'component'} is removed that is not known: {found.unread}")
