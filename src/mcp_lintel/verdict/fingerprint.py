"""A finding's own name, `mcpLintel/v1`: it survives moved lines, so baselines and alert trackers can hold
on to it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from posixpath import normpath

from mcp_lintel.verdict.finding import Finding

KEY = "mcpLintel/v1"
"""The name under which reports give the fingerprint; a change of its making needs a new version here."""

_NUMBER = re.compile(r"\b\d+(?:[.,:]\d+)*\b")
_BLANKS = re.compile(r"\s+")
_QUOTED = re.compile(r"`[^`]*`")
_LAST_COMMA = re.compile(r",(?=[)\]}])")


def message_key(message: str) -> str:
    """What a message says without its figures: counts, lines and limits may change, `tool_1` and `tool_2`
    differ. Code it quotes counts as a formatter may write it, whatever its quotes, blanks and last commas.
    """
    return _BLANKS.sub(" ", _NUMBER.sub("0", _QUOTED.sub(_unformatted, message))).strip()


def fingerprint(rule: str, path: str, symbol: str, message: str, ordinal: int) -> str:
    """32 hexadecimal digits made of everything that names a finding but its line; `ordinal` counts equal
    ones from 0.
    """
    parts = (KEY, rule, path, symbol, message_key(message), str(ordinal))
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def with_fingerprints(findings: Iterable[Finding], folder: str = "") -> list[Finding]:
    """The findings (in report order) with their fingerprints; the order decides the ordinal of equal ones.

    `folder` is where the paths of the findings start, relative to the top of the repository: a finding has
    one name, whether its project was checked alone or with all others.
    """
    seen: Counter[tuple[str, str, str, str]] = Counter()
    named = []
    for finding in findings:
        path = anchored(finding.place.path, folder)
        equal = (finding.rule, path, finding.symbol, message_key(finding.message))
        ordinal = seen[equal]
        seen[equal] += 1
        own = fingerprint(finding.rule, path, finding.symbol, finding.message, ordinal)
        named.append(replace(finding, fingerprint=own))
    return named


def anchored(path: str, folder: str) -> str:
    """A path that starts in `folder`, from where `folder` starts."""
    return normpath(f"{folder}/{path}") if folder else path


def _unformatted(quoted: re.Match[str]) -> str:
    return _LAST_COMMA.sub("", _BLANKS.sub("", quoted[0]).replace("'", '"'))
