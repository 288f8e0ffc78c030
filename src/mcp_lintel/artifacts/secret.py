"""Keeping secrets out of what is read: a value whose name looks secret is never stored."""

import re

_SECRET = re.compile(r"(?i)key|token|secret|passw|pwd|passphrase|credential|private|bearer|cookie|(?:^|_)(?:dsn|pat)$")
_ASSIGNMENT = re.compile(r"(?s)(-{0,2}[A-Za-z_][\w.-]*)=(.+)")
_OPTION = re.compile(r"--?[A-Za-z][\w-]*")
_URL_LOGIN = re.compile(r"://[^\s/@]*:[^\s/@]+@")

HIDDEN = "<hidden>"
"""Stands where a secret's value was."""


def looks_secret(name: str) -> bool:
    """Does a name sound like that of a secret?"""
    return _SECRET.search(name) is not None


def masked(words: tuple[str, ...]) -> tuple[str, ...]:
    """A command's words without the values of secret-looking assignments, options and log-ins in addresses."""
    found: list[str] = []
    hide = False
    for word in words:
        assignment = _ASSIGNMENT.fullmatch(word)
        if hide and not word.startswith("-"):
            found.append(HIDDEN)
        elif assignment and looks_secret(assignment[1]):
            found.append(f"{assignment[1]}={HIDDEN}")
        elif re.match(r"(?i)(authorization|x-api-key)\s*:", word):
            found.append(HIDDEN)
        else:
            found.append(_URL_LOGIN.sub(f"://{HIDDEN}@", word))
        hide = bool(_OPTION.fullmatch(word)) and looks_secret(word)
    return tuple(found)
