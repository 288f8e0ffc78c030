"""A component as it appears on one server, with what was done to it since it was registered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mcp_lintel.model.registrations import UNSURE, Change, Registration
from mcp_lintel.program.values import Items, Lit, Value, options, text, truth


@dataclass(frozen=True, slots=True)
class Words:
    """A set of texts as far as it can be read; not `whole` where it may hold more."""

    known: frozenset[str] = frozenset()
    whole: bool = True

    def holds(self, word: str | None) -> bool | None:
        """Is the word in the set? None when that cannot be told."""
        if word is None:
            return None if self.known or not self.whole else False
        return word in self.known or (None if not self.whole else False)

    def meets(self, other: "Words") -> bool | None:
        """Have the two sets a word in common? None when that cannot be told."""
        if self.known & other.known:
            return True
        empty = (self.whole and not self.known) or (other.whole and not other.known)
        return False if empty or (self.whole and other.whole) else None


def words(value: Value | None) -> Words:
    """The texts in a collection; none for None."""
    if value is None or (isinstance(value, Lit) and value.value is None):
        return Words()
    if not isinstance(value, Items):
        return Words(whole=False)
    found = [text(item) for item in value.items]
    whole = not value.open and not value.maybe and None not in found
    sure = [one for one, item in zip(found, value.items, strict=True) if id(item) not in value.maybe]
    return Words(frozenset(one for one in sure if one is not None), whole)


@dataclass(eq=False, slots=True)
class Placed:
    """A registration as it appears on one server: `name` is what a client sees, None where it cannot be read.

    `visible` is None where it depends; `changes` are the transformations of a tool, the first applied first.
    """

    registration: Registration
    name: str | None
    renamed: bool
    conditions: tuple[int, ...]
    changes: tuple[Change, ...] = ()
    tags: Words = Words()
    visible: bool | None = True

    @property
    def kind(self) -> str:
        """tool, resource or prompt."""
        return self.registration.kind

    def perhaps(self) -> "Placed":
        """The same, but not always there."""
        return self if UNSURE in self.conditions else replace(self, conditions=(*self.conditions, UNSURE))

    def seen(self, verdict: bool | None, shown: bool) -> "Placed":
        """The same after a rule that shows or hides what it covers; `verdict` says whether it covers this one."""
        if verdict is False or self.visible is shown:
            return self
        return replace(self, visible=shown if verdict else None)


def placed_as(registration: Registration, name: str | None, *, renamed: bool) -> Placed:
    """A component as it is registered, with its tags and whether it is switched off from the start.

    Source: fastmcp 2.8 to 2.14, `enabled=` of decorators and `from_function`.
    """
    settings = registration.keywords.named
    enabled = truth(settings["enabled"]) if "enabled" in settings else True
    if any(isinstance(one, Lit) and one.value is None for one in options(settings.get("enabled"))):
        enabled = True
    tags, conditions = words(settings.get("tags")), registration.conditions
    return Placed(registration, name, renamed, conditions, registration.changes, tags, enabled)


def shown(parts: Iterable[Placed]) -> list[Placed]:
    """What is not hidden; what may be is there on some condition."""
    return [one if one.visible else one.perhaps() for one in parts if one.visible is not False]
