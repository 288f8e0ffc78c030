"""A finding's own name, `mcpLintel/v1`: it survives moved lines, so baselines and alert trackers can hold
on to it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from mcp_lintel.verdict.finding import Finding

KEY = "mcpLintel/v1"
"""The name under which reports give the fingerprint; a change of its making needs a new version here."""

_NUMBER = re.compile(r"\b\d+(?:[.,:]\d+)*\b")
_BLANKS = re.compile(r"\s+")


def message_key(message: str) -> str:
    """What a message says without its figures: counts, lines and limits may change, `tool_1` and `tool_2`
    differ.
    """
    return _BLANKS.sub(" ", _NUMBER.sub("0", message)).strip()


def fingerprint(rule: str, path: str, symbol: str, message: str, ordinal: int) -> str:
    """32 hexadecimal digits made of everything that names a finding but its line; `ordinal` counts equal
    ones from 0.
    """
    parts = (KEY, rule, path, symbol, message_key(message), str(ordinal))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def with_fingerprints(findings: Iterable[Finding]) -> list[Finding]:
    """The findings (in report order) with their fingerprints; the order decides the ordinal of equal ones."""
    seen: Counter[tuple[str, str, str, str]] = Counter()
    named = []
    for finding in findings:
        equal = (finding.rule, finding.place.path, finding.symbol, message_key(finding.message))
        ordinal = seen[equal]
        seen[equal] += 1
        own = fingerprint(finding.rule, finding.place.path, finding.symbol, finding.message, ordinal)
        named.append(replace(finding, fingerprint=own))
    return named
