"""What holds on every one of several ways: a check for a kind also speaks of the kinds below it."""

from collections.abc import Mapping, Sequence

from mcp_lintel.flow.patterns.characters import TOKENS, parents, settle
from mcp_lintel.flow.types import Check, Guards, Label

Checks = Mapping[str, Check]


def meet(ways: Sequence[Guards]) -> Guards:
    """What several ways have in common; on one `any` holds and on another `path`: on both `path` does.

    Checks that do not hold have their weakness behind their kind (`path~string-prefix`). One of them is kept where
    the other ways have a check for the kind as well, be it one that holds.
    """
    found: Guards = ways[0] if ways else {}
    for other in ways[1:]:
        kept: dict[Label, Checks] = {}
        for label in {**found, **other}:
            common = _common(_settled(_of(found, label)), _settled(_of(other, label)))
            if common:
                kept[label] = common
        found = kept
    return found


def _of(guards: Guards, label: Label) -> Checks:
    """What was told of a label and of what it is a part of."""
    found: dict[str, Check] = {}
    for length in range(len(label.path) + 1):
        found.update(guards.get(Label(label.root, label.path[:length]), {}))
    return found


def _common(a: Checks, b: Checks) -> Checks:
    found: dict[str, Check] = {}
    for one, other in ((a, b), (b, a)):
        for key, check in one.items():
            kind = key.partition("~")[0]
            above = parents(kind)
            if key in other or any(name in other for name in above):
                found.setdefault(key, check)
            elif not check.weakness and any(_weak(other, name) for name in above):
                weak = next(weak for name in above if (weak := _weak(other, name)))
                found.setdefault(f"{kind}~{weak.weakness}", weak)
    return found


def _weak(checks: Checks, kind: str) -> Check | None:
    return next((check for key, check in checks.items() if key.startswith(f"{kind}~")), None)


def _settled(checks: Checks) -> Checks:
    """With what tokens amount to together."""
    tokens = [key for key in checks if key in TOKENS]
    if not tokens:
        return checks
    return {**dict.fromkeys(settle(tokens), checks[tokens[0]]), **checks}
