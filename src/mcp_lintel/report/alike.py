"""Findings of one rule at one place, told together: the first in full, of the others what sets them apart."""

from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile

from mcp_lintel.verdict.finding import Finding

FEWEST = 2
"""Further findings from which on they are told together."""


def alike(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """The findings in their order, those together that have the rule, the place and the standing in common.

    Findings with a waiver or a fix of their own stay alone, as do two of a kind.
    """
    for _, group in groupby(findings, key=_shared):
        found = list(group)
        if len(found) > FEWEST and not any(one.waiver or one.fix for one in found):
            yield found
        else:
            yield from ([one] for one in found)


def _shared(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.place, finding.severity, finding.confidence, finding.related


def apart(findings: list[Finding]) -> list[str]:
    """What the messages of several findings begin with before they go on alike, each once, in order."""
    messages = [finding.message.split(" ") for finding in findings]
    shared = sum(1 for _ in takewhile(lambda words: len(set(words)) == 1, zip(*map(reversed, messages), strict=False)))
    own = (" ".join(words[: len(words) - shared]).rstrip(",") for words in messages)
    return list(dict.fromkeys(own))


def listed(told: list[str]) -> str:
    """Several such beginnings in a row; words that all of them begin with are said once."""
    words = [each.split(" ") for each in told]
    shared = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False)))
    if not shared or any(len(each) <= shared for each in words):
        return "; ".join(told)
    rest = ", ".join(" ".join(each[shared:]) for each in words)
    return f"{' '.join(words[0][:shared])} {rest}"
