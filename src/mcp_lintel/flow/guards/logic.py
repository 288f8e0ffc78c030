"""`and`, `or`, `not` and their like: what the parts of a test tell, put together."""

from collections.abc import Iterable, Iterator, Mapping

from mcp_lintel.flow.guards.looks import Learned
from mcp_lintel.flow.patterns.characters import TOKENS, parents, settle
from mcp_lintel.flow.types import Check, Label

Known = Mapping[tuple[Label, str], Check]
"""What holds on one way through a test. A way that cannot be taken is None."""


def known(learned: Iterable[Learned]) -> Known:
    """By label and kind; a check that holds comes before one that does not."""
    found: dict[tuple[Label, str], Check] = {}
    for label, kind, check in learned:
        before = found.get((label, kind))
        if before is None or (before.weakness and not check.weakness):
            found[label, kind] = check
    return found


def both(a: Known | None, b: Known | None) -> Known | None:
    """What holds when the one and the other came out so."""
    if a is None or b is None:
        return None
    return known((*told(a), *told(b)))


def either(a: Known | None, b: Known | None) -> Known | None:
    """What holds whichever of two ways was taken: only what both tell."""
    if a is None or b is None:
        return b if a is None else a
    a, b = _settled(a), _settled(b)
    found: dict[tuple[Label, str], Check] = {}
    for one, other in ((a, b), (b, a)):
        for (label, kind), check in one.items():
            match = _covering(other, label, kind)
            if match is not None and (label, kind) not in found:
                found[label, kind] = check if check.weakness or not match.weakness else match
    return found


def _covering(known_: Known, label: Label, kind: str) -> Check | None:
    """The check that speaks of the label or what holds it, for the kind or one above it."""
    weak = None
    for length in range(len(label.path), -1, -1):
        for above in parents(kind):
            check = known_.get((Label(label.root, label.path[:length]), above))
            if check is not None and not check.weakness:
                return check
            weak = weak or check
    return weak


def _settled(known_: Known) -> Known:
    """With what tokens amount to together."""
    tokens: dict[Label, dict[str, Check]] = {}
    for (label, kind), check in known_.items():
        if kind in TOKENS and not check.weakness:
            tokens.setdefault(label, {})[kind] = check
    found = dict(known_)
    for label, checks in tokens.items():
        for kind in settle(checks):
            before = found.get((label, kind))
            if before is None or before.weakness:
                found[label, kind] = next(iter(checks.values()))
    return found


def told(known_: Known | None) -> Iterator[Learned]:
    """The same one by one; nothing of a way that cannot be taken."""
    for (label, kind), check in (known_ or {}).items():
        yield Learned(label, kind, check)


def weakened(learned: Iterable[Learned], weakness: str) -> Iterator[Learned]:
    """The same, with a weakness that takes what held its hold."""
    for label, kind, check in learned:
        yield Learned(label, kind, check if check.weakness else Check(check.place, weakness))
