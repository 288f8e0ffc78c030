"""Which characters a value may have, and for which kinds of sinks none of them has a meaning.

Sets of characters are integers: a bit for each ASCII character, one for letters and digits beyond ASCII, and one for
everything else beyond ASCII. The standard's table of guards (clause SEC-63 and the text before it) asks for "a pattern
over the whole value that admits no character with a meaning at the sink"; this module is where meanings are listed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

BEYOND_WORD = 1 << 128
BEYOND_OTHER = 1 << 129
EVERYTHING = (1 << 130) - 1


def of(text: Iterable[str]) -> int:
    """The set of the characters of a text."""
    bits = 0
    for char in text:
        bits |= of_one(char)
    return bits


def of_one(char: str) -> int:
    """The set that holds one character."""
    if ord(char) < 128:
        return 1 << ord(char)
    return BEYOND_WORD if char.isalnum() else BEYOND_OTHER


ASCII = (1 << 128) - 1
DIGITS = of("0123456789")
LETTERS = of(chr(code) for code in range(128) if chr(code).isalpha())
WORD = DIGITS | LETTERS | of("_")
BLANKS = of(" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f")
CONTROLS = of(chr(code) for code in (*range(32), 127))

HARMLESS = {
    "shell": WORD | of("@%+=:,./-") | BEYOND_WORD,
    "query": WORD | of(".-") | BEYOND_WORD,
    "query-sql": WORD | of(".$:,@+/-") | BEYOND_WORD,
    "query-graph": WORD | of(".$:,@+-") | BEYOND_WORD,
    "url": WORD | of("-") | BEYOND_WORD,
    "redirect": WORD | of("-") | BEYOND_WORD,
    "template": EVERYTHING & ~of("{}%$<"),
    "pattern": EVERYTHING & ~of("\\^$.|?*+()[]{}"),
    "markup": EVERYTHING & ~of("<>&\"'`"),
    "log": EVERYTHING & ~CONTROLS & ~BEYOND_OTHER,
}
"""The characters without a meaning. For the shell they are those that `shlex.quote` leaves alone (standard library)."""

OPTION_STARTS = of("-+@")
"""`option_prefixes` of clause SEC-58."""
SEPARATORS = of("/\\")
ABSOLUTE_STARTS = of("/\\~")

TOKENS = frozenset((
    "no-dotdot", "no-absolute", "no-separator", "no-private", "not-dotdot", "leading-slash", "no-double-slash",
    "scheme", "bounded-length", "read-only", "exists", "is-file", "is-folder",
))  # fmt: skip
"""What can be known of a value that is no kind of sink, but may amount to one together with others."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """What a value may look like: its characters, the first one, whether `..` can occur in it."""

    every: int = EVERYTHING
    first: int = EVERYTHING
    dotdot: bool = True
    fixed: bool = False
    """Is it one of a few texts that are written out?"""
    line_end: bool = False
    """May a line break stand at the very end? Alone there it ends nothing and begins nothing."""


NO_IDEA = Admitted()


def among(every: int) -> Admitted:
    """A value of which every character is one of the set."""
    return Admitted(every, every, dotdot=bool(every & of(".")))


def kinds(admitted: Admitted) -> frozenset[str]:
    """The kinds of sinks (and the tokens) that such a value is harmless for."""
    if admitted.fixed:
        return frozenset(("any",))
    if admitted.every & ~DIGITS == 0 and not admitted.line_end:
        return frozenset(("text",))
    known = {kind for kind, harmless in HARMLESS.items() if admitted.every & ~harmless == 0}
    if admitted.first & OPTION_STARTS == 0:
        known.add("option")
    known |= settle(_path_tokens(admitted))
    return frozenset(known)


def _path_tokens(admitted: Admitted) -> frozenset[str]:
    tokens = set()
    if admitted.every & SEPARATORS == 0:
        tokens.add("no-separator")
    if not admitted.dotdot:
        tokens.add("no-dotdot")
    if admitted.first & ABSOLUTE_STARTS == 0:
        tokens.add("no-absolute")
    return frozenset(tokens)


def settle(known: Iterable[str]) -> frozenset[str]:
    """What is known, and what it amounts to together.

    A name without separators can be `..` at worst: that names a folder, which cannot be read or written as a file.
    """
    settled = set(known)
    if "no-separator" in settled:
        settled.update(("path-read", "path-write", "no-absolute"))
    if {"no-dotdot", "no-absolute"} <= settled or {"no-separator", "not-dotdot"} <= settled:
        settled.add("path")
    if {"leading-slash", "no-double-slash"} <= settled:
        settled.add("redirect")
    return frozenset(settled)


def parents(kind: str) -> tuple[str, ...]:
    """The kind and those above it, as `tables/kinds.toml` has them; a token stands alone."""
    if kind in TOKENS:
        return (kind,)
    group = kind.partition("-")[0]
    above = ("any",) if group == "amount" else ("text", "any")
    own = () if kind in above else (kind,) if kind == group else (kind, group)
    return (*own, *(above if kind not in above else above[above.index(kind) :]))
