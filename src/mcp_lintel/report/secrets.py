"""Hiding what looks like a secret in quoted source text, character for character, so that columns stay
right.
"""

import re
from collections import Counter
from math import log2

MASK = "*"
_TELLING = 8
"""Characters from which on a value with a digit is hidden wherever else it stands in the text."""
_MOST = 100
"""Values looked for again: each costs a pass over the text."""

_NAME = (
    r"(?:passwd|password|passphrase|pwd|secret|token|credential|dsn|connection[_-]?string"
    r"|(?:api|access|private|auth|signing|encryption|service|account|shared)[_-]?key)"
)
_TRIPLE = r"(?P<t>\"{3}|'{3})(?P<long>.+?)(?P=t)"
_QUOTED = r"(?P<q>[\"'])(?P<value>(?:\\.|(?!(?P=q))[^\\\n])+)(?P=q)"
_ASSIGNED = re.compile(
    _NAME
    + r"[\w-]{0,40}+[\"']?+\s*+(?:\]\s*+)?+(?::\s*+[\w.|\[\] ]{1,60}?\s*+)?(?:[=!]=|=|:)\s*+(?:\(\s*+)?+[rbfu]{0,2}+"
    rf"(?:{_TRIPLE}|{_QUOTED})",
    re.I | re.S,
)
_FALLBACK = re.compile(
    rf"\b(?:get|getenv|setdefault)\(\s*[\"'][\w-]{{0,40}}{_NAME}[\w-]{{0,40}}[\"']\s*,\s*{_QUOTED}", re.I
)
_WORD = rf"[\w.-]{{0,60}}{_NAME}[\w.-]{{0,60}}"
_BARE = re.compile(
    rf"^[ \t]*(?:ENV[ \t]+{_WORD}[ \t]+|(?:-[ \t]+|ENV[ \t]+|ARG[ \t]+|export[ \t]+)?{_WORD}[ \t]*[:=][ \t]*)"
    r"(?P<value>(?!(?:read|write|none|true|false|null)\b)[^\s\"'#$|>{\[=:][^\s#]*)",
    re.I | re.M,
)
_KEY_BLOCK = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?P<value>.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.S
)
_TOKEN = re.compile(
    r"(?<![A-Za-z0-9])(?P<value>sk-[\w-]{16,}|[sr]k_(?:live|test)_\w{10,}|gh[opsru]_\w{20,}|github_pat_\w{20,}"
    r"|glpat-[\w-]{16,}|xox[a-z]-[\w-]{10,}|(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[\w-]{30,}|ya29\.[\w-]{20,}|hf_\w{20,}"
    r"|npm_\w{30,}|pypi-[\w-]{16,}|whsec_\w{16,}|SG\.[\w-]{16,}\.[\w-]{16,}|eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?)"
)
_IN_URL = re.compile(r"://[^\s/:@\"'{}]{0,100}:(?P<value>[^\s/@\"'{}]{1,200})@")
_IN_HEADER = re.compile(r"\b(?:bearer|basic)\s+(?P<value>[A-Za-z0-9._~+/=-]{12,})", re.I)
_LITERAL = re.compile(r"[\"'](?P<value>[A-Za-z0-9+/=_.-]{20,})[\"']")
_HEX = re.compile(r"[0-9a-fA-F]{32,}")


def masked(text: str, *, python: bool) -> str:
    """The text with every value that looks like a secret made of `*`, at its old length and with its line
    ends.

    Looked for are values given to names such as `password` or `api_key`, tokens of known form, keys,
    passwords in addresses, and random-looking literals; what was found once is hidden everywhere. Outside
    of Python, values without quotes count too (`API_KEY=…`).
    """
    found: set[str] = set()

    def hide(match: re.Match[str]) -> str:
        return _hide(match, found)

    patterns = (_ASSIGNED, _FALLBACK, _KEY_BLOCK, _TOKEN, _IN_URL, _IN_HEADER)
    for pattern in patterns if python else (*patterns, _BARE):
        text = pattern.sub(hide, text)
    text = _LITERAL.sub(lambda match: hide(match) if _random(match["value"]) else match[0], text)
    for value in sorted(found, key=len, reverse=True):
        text = text.replace(value, _stars(value))
    return text


def _hide(match: re.Match[str], found: set[str]) -> str:
    """The match with its value hidden; one that is no common word is noted as `found`."""
    name = "long" if match.groupdict().get("long") is not None else "value"
    start, end = match.start(name) - match.start(), match.end(name) - match.start()
    if len(found) < _MOST and len(match[name]) >= _TELLING and any(character.isdigit() for character in match[name]):
        found.add(match[name])
    return match[0][:start] + _stars(match[name]) + match[0][end:]


def _stars(value: str) -> str:
    return re.sub(r"[^\r\n]", MASK, value)


def _random(value: str) -> bool:
    """Does a literal look like a key: a long hexadecimal number, or letters of both cases with digits,
    well mixed?
    """
    if _HEX.fullmatch(value):
        return True
    digits = sum(character.isdigit() for character in value)
    mixed = digits >= 3 and value.lower() != value and value.upper() != value
    return mixed and _entropy(value) >= 3.7


def _entropy(value: str) -> float:
    """Shannon entropy in bits a character."""
    return -sum(n / len(value) * log2(n / len(value)) for n in Counter(value).values())
