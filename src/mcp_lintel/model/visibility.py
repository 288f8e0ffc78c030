"""Rules that hide components and show them again, as servers of fastmcp hold them in order; the last one wins.

Source: fastmcp 3.0 to 4.2, `enable`, `disable` and `Visibility`; fastmcp 2.0 to 2.14, `include_tags`, `exclude_tags`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mcp_lintel.model.placed import Placed, Words, words
from mcp_lintel.program.values import Args, Lit, Value, text, truth

CRITERIA = ("names", "keys", "tags", "components")


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which components a rule covers: all its criteria must fit, None for one that is not given; none covers none."""

    names: Words | None = None
    keys: Words | None = None
    tags: Words | None = None
    components: Words | None = None
    versions: bool = False
    whole: bool = True
    everything: bool = False

    def readable(self) -> bool:
        """Can every criterion be told?"""
        given = (self.names, self.keys, self.tags, self.components)
        return self.whole and all(one is None or one.whole for one in given)

    def cover(self, part: Placed) -> bool | None:
        """Is the component covered? None when that cannot be told."""
        if self.everything:
            return True
        verdicts: list[bool | None] = [] if self.whole else [None]
        if self.names is not None:
            verdicts.append(_either(*(self.names.holds(name) for name in _names(part))))
        if self.keys is not None:
            verdicts.append(_either(*(self.keys.holds(key) for key in _keys(part))))
        if self.components is not None:
            verdicts.append(self.components.holds(_component(part)))
        if self.tags is not None:
            verdicts.append(self.tags.meets(part.tags))
        if self.versions:
            verdicts.append(None if "version" in part.registration.keywords.named else False)
        if not verdicts or False in verdicts:
            return False
        return None if None in verdicts else True


def _either(*verdicts: bool | None) -> bool | None:
    return True if True in verdicts else None if None in verdicts else False


def _names(part: Placed) -> tuple[str | None, ...]:
    """By what a component may be named: a resource by its URI or its own name."""
    if part.kind != "resource":
        return (part.name,)
    registration = part.registration
    own = registration.handler.signature.name if registration.handler is not None else None
    return part.name, text(registration.keywords.get("name")) or own


def _component(part: Placed) -> str:
    return "template" if part.kind == "resource" and "{" in (part.name or "") else part.kind


def _keys(part: Placed) -> tuple[str | None, ...]:
    version = part.registration.keywords.get("version")
    known = "" if version is None else text(version)
    return (None,) if known is None or part.name is None else (f"{_component(part)}:{part.name}@{known}",)


def criteria(args: Args) -> Criteria:
    """The criteria among the arguments of a call."""
    given = {name: _words(args.named[name]) for name in CRITERIA if name in args.named}
    versions = "version" in args.named and not _is_none(args.named["version"])
    everything = truth(args.named["match_all"]) is True if "match_all" in args.named else False
    return Criteria(**given, versions=versions, whole=not args.open, everything=everything)


def _words(value: Value) -> Words | None:
    return None if _is_none(value) else words(value)


def _is_none(value: Value) -> bool:
    return isinstance(value, Lit) and value.value is None


@dataclass(frozen=True, slots=True)
class Visibility:
    """Shows or hides what it covers, or with `others` what it does not cover."""

    shows: bool | None
    covered: Criteria
    conditions: frozenset[int]
    others: bool = False

    def applied(self, parts: Sequence[Placed]) -> list[Placed]:
        """The components after the rule."""
        return [self._one(part) for part in parts]

    def _one(self, part: Placed) -> Placed:
        verdict = self.covered.cover(part)
        if self.others:
            verdict = None if verdict is None else not verdict
        if verdict is False:
            return part
        if self.shows is None or self.conditions - set(part.conditions):
            verdict = None
        return part.seen(verdict, self.shows if self.shows is not None else part.visible is False)
