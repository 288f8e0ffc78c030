"""What a client of one server sees: its own components, those mounted into it, and what was done to all of them since.

One view is of one era of the framework; a component that not every possible era shows is conditional.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from mcp_lintel.model.composition import child_of, copies, handed, joined, mounts, readable_renames
from mcp_lintel.model.eras import Era
from mcp_lintel.model.frameworks import is_part
from mcp_lintel.model.mutations import removal, unread_removal
from mcp_lintel.model.otherargs import shown_name
from mcp_lintel.model.placed import Placed, placed_as, shown
from mcp_lintel.model.registrations import Registration, constructed, name_text, registered
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.model.supplied import injected
from mcp_lintel.model.transforms import Rule, built_rules, renames, rules
from mcp_lintel.model.types import Family, OpenSet
from mcp_lintel.program.values import Value

T = TypeVar("T")
MAX_DEPTH = 6
OWN_ONLY = frozenset({"local_provider", "_local_provider"})
"""Attributes of a server that lead to its own components alone."""


def placed(
    server: ServerObject, by_value: Mapping[int, ServerObject], eras: Sequence[Era]
) -> tuple[list[Placed], list[OpenSet]]:
    """Everything a client of this server sees, its own components first, and what cannot be listed.

    `eras` are those it may run in, the most telling first.
    """
    views = [View(by_value, era) for era in eras]
    found = [view.of(server) for view in views]
    return _together(found), list({opened: None for view in views for opened in view.opened})


def _together(views: Sequence[list[Placed]]) -> list[Placed]:
    """One list of several: what is not in all of them is conditional; the first that has a name tells of it."""
    count = Counter(key for view in views for key in {_key(part) for part in view})
    found: list[Placed] = []
    known: set[object] = set()
    for view in views:
        news = [part for part in view if _key(part) not in known]
        found += [part if count[_key(part)] == len(views) else part.perhaps() for part in news]
        known |= {_key(part) for part in news}
    return found


def _key(part: Placed) -> tuple[object, ...]:
    return part.kind, part.name, (part.registration.place, part.registration.order) if part.name is None else ()


class View:
    """Looks at servers in one era; `opened` gathers what cannot be listed."""

    def __init__(self, by_value: Mapping[int, ServerObject], era: Era) -> None:
        self.by_value = by_value
        self.era = era
        self.opened: list[OpenSet] = []

    def of(self, server: ServerObject, until: int | None = None, depth: int = 0) -> list[Placed]:
        """What a client of the server sees, at the event with the number `until` or in the end."""
        calls = [call for call in server.calls if until is None or call.event.order < until]
        groups = self._groups(server, calls, depth)
        own, common = self._rules(server, calls)
        for rule in own:
            groups[0] = rule.applied(groups[0])
        for rule in common:
            groups = [rule.applied(group) for group in groups]
        if not is_part(server.value):
            groups = [shown(group) for group in groups]
        first = list(self._closed(injected(server, calls)))
        claimed = {part.name for part in first}
        return [*first, *(part for part in self._joined(groups) if part.kind != "tool" or part.name not in claimed)]

    def over(self, server: ServerObject, parts: list[Placed]) -> list[Placed]:
        """Components that no call registers, after what the server does to what it has."""
        for taken in (removal(call, server) for call in server.calls):
            parts = parts if taken is None else taken.applied(parts)
        own, common = self._rules(server, server.calls)
        for rule in (*(own if self.era.second else ()), *common):
            parts = rule.applied(parts)
        return shown(parts)

    def _groups(self, server: ServerObject, calls: Sequence[MethodCall], depth: int) -> list[list[Placed]]:
        """A server's own components, then those of each server mounted into it."""
        own = [_own(one, server) for one in constructed(server)]
        groups = [self._child(value, server, None, depth) for value in handed(server)]
        for call in calls:
            own += [_own(one, server) for one in registered(call, server)]
            taken = removal(call, server)
            if taken is not None:
                own = taken.applied(own)
                self.opened += [unread_removal(call, taken)] if taken.unread else []
            child = child_of(call)
            if child is None or not mounts(call, server):
                continue
            copied = copies(call, server, self.era)
            group = self._child(child, server, call.event.order if copied else None, depth)
            group = [self._mounted(part, call, server) for part in group]
            if copied and server.family is Family.FASTMCP:
                own += group
            else:
                groups.append(group)
        return [own, *groups]

    def _child(self, value: Value, server: ServerObject, until: int | None, depth: int) -> list[Placed]:
        inner = self.by_value.get(id(value))
        if inner is None or inner is server or depth >= MAX_DEPTH:
            return []
        return [replace(part, renamed=True) for part in self.of(inner, until, depth + 1)]

    def _mounted(self, part: Placed, call: MethodCall, server: ServerObject) -> Placed:
        name = None if part.name is None else joined(part.name, part.kind, call, self.era, server.family)
        conditions = tuple(dict.fromkeys((*call.event.conditions, *part.conditions)))
        found = replace(part, name=name, conditions=conditions)
        if part.kind != "tool" or readable_renames(call):
            return found
        self.opened.append(OpenSet(call.event.place, "tools are renamed by a table that cannot be read"))
        return found.perhaps()

    def _rules(self, server: ServerObject, calls: Sequence[MethodCall]) -> tuple[list[Rule], list[Rule]]:
        """What changes a server's own components, and then what changes all that it has."""
        if server.family is not Family.FASTMCP:
            return [], []
        given = None if server.built is None else server.built.get("tool_transformations")
        own = list(self._closed(renames(given, server.place, frozenset()))) if given is not None else []
        common: list[Rule] = []
        for call in calls:
            local = call.through in OWN_ONLY or (self.era.second and call.method == "add_tool_transformation")
            (own if local else common).extend(self._closed(rules(call, server)))
        return own, [*self._closed(built_rules(server)), *common]

    def _closed(self, found: Iterable[T | OpenSet]) -> Iterator[T]:
        """Puts open sets aside."""
        for one in found:
            if isinstance(one, OpenSet):
                self.opened.append(one)
            else:
                yield one

    def _joined(self, groups: Sequence[list[Placed]]) -> list[Placed]:
        """All groups, one component a name among them: the last server mounted wins in fastmcp 2, the first later."""
        found: list[Placed] = []
        for group in groups:
            taken = {(part.kind, part.name) for part in found if part.name is not None}
            news = {(part.kind, part.name) for part in group}
            if self.era.second:
                found = [part for part in found if (part.kind, part.name) not in news or part.name is None]
                found += group
            else:
                found += [part for part in group if (part.kind, part.name) not in taken]
        return found


def _own(one: Registration, server: ServerObject) -> Placed:
    """A server's own component under the name its framework shows."""
    name = name_text(one)
    shown_as = shown_name(server.family, server.name, one.kind, name)
    return placed_as(one, shown_as, renamed=shown_as != name)
