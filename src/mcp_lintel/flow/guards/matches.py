"""Regular expressions as tests: what a match tells, and what the absence of one does."""

import re
from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.guards import words
from mcp_lintel.flow.guards.logic import Known, both, either, known, told
from mcp_lintel.flow.guards.looks import (
    NAMED,
    Learned,
    Look,
    argument,
    called,
    is_fixed,
    method,
    taints,
    tell,
    texts_of,
)
from mcp_lintel.flow.guards.texts import ADDRESS, HOSTED, lacking
from mcp_lintel.flow.patterns import characters as chars
from mcp_lintel.flow.patterns.characters import TOKENS
from mcp_lintel.flow.patterns.safety import anchored, parse, refused, safe_for
from mcp_lintel.flow.types import Expr

HOW = frozenset(("fullmatch", "match", "search"))
_FINDING = frozenset(("findall", "finditer"))
_FLAGS = {
    "I": re.I, "IGNORECASE": re.I, "A": re.A, "ASCII": re.A, "M": re.M, "MULTILINE": re.M,
    "S": re.S, "DOTALL": re.S, "X": re.X, "VERBOSE": re.X, "U": re.U, "UNICODE": re.U,
}  # fmt: skip


def learn_match(call: e.Call, outcome: bool, look: Look) -> Iterator[Learned]:
    """What `re.fullmatch(pattern, x)`, `PATTERN.search(x)` and the like tell; nothing if the call is none of them."""
    found = _asked(call, look)
    if found is None:
        return
    pattern, how, subject, flags = found
    ways = _patterns(pattern, look)
    if ways is None or flags is None:
        if outcome and how != "search" and is_fixed(pattern, look):
            yield from tell(taints(subject, look, NAMED), OWN, call, look)
        return
    found_ = [known(_one(text, how, subject, flags | more, outcome, call, look)) for text, more in ways]
    # Of several patterns any one may have matched, but all were refused.
    combined: Known = found_[0]
    for other in found_[1:]:
        combined = (either if outcome else both)(combined, other) or {}
    yield from told(combined)


OWN = ("option", "path", "query", "redirect", "shell", "url")
"""What a pattern of the program's own is taken to guard when its text is not known, as one from its settings."""


def _one(
    pattern: str, how: str, subject: Expr, flags: int, outcome: bool, call: e.Call, look: Look
) -> Iterator[Learned]:
    if outcome:
        yield from _matched(pattern, how, subject, flags, call, look)
        return
    known_ = taints(subject, look)
    admitted, texts = refused(pattern, how, flags)
    whole = [taint for taint in known_ if taint.view in NAMED]
    yield from tell(whole, chars.kinds(admitted), call, look)
    yield from lacking(texts | _words(pattern), known_, call, look)


def _asked(call: e.Call, look: Look) -> tuple[Expr, str, Expr, int | None] | None:
    """The pattern, how it is held against the text, the text, and the flags."""
    name = called(call, look)
    module, _, how = name.rpartition(".")
    how = "search" if how in _FINDING else how
    if module in ("re", "regex", "re2") and how in HOW:
        pattern, subject = argument(call, 0, "pattern"), argument(call, 1, "string")
        flags = _flags(argument(call, 2, "flags"))
        return None if pattern is None or subject is None else (pattern, how, subject, flags)
    receiver, how = method(call)
    how = "search" if how in _FINDING else how
    subject = argument(call, 0, "string")
    if how not in HOW or subject is None or not isinstance(call.func, e.Attribute):
        return None
    return receiver, how, subject, 0


def _patterns(expr: Expr, look: Look) -> list[tuple[str, int]] | None:
    """The texts that a pattern may have, with the flags it was compiled with."""
    if isinstance(expr, e.Name):
        expr = look.meant(expr) or expr
    if called(expr, look) in ("re.compile", "regex.compile") and isinstance(expr, e.Call):
        inner, flags = argument(expr, 0, "pattern"), _flags(argument(expr, 1, "flags"))
        ways = None if inner is None or flags is None else _patterns(inner, look)
        return None if ways is None or flags is None else [(text, more | flags) for text, more in ways]
    text = look.pattern(expr)
    if text is not None:
        return [(text, 0)]
    texts = texts_of(expr, look)
    return [(one, 0) for one in sorted(texts)] if texts else None


def _flags(expr: Expr | None) -> int | None:
    """The flags as they are written, None if they are not known."""
    if expr is None:
        return 0
    if isinstance(expr, e.Binary) and expr.op == "|":
        left, right = _flags(expr.left), _flags(expr.right)
        return None if left is None or right is None else left | right
    name = expr.attr if isinstance(expr, e.Attribute) else expr.id if isinstance(expr, e.Name) else ""
    flag = _FLAGS.get(name)
    return None if flag is None else int(flag)


def _matched(pattern: str, how: str, subject: Expr, flags: int, call: e.Call, look: Look) -> Iterator[Learned]:
    subject, more = unreplaced(subject, look)
    sure = safe_for(pattern, how, flags)
    if more:
        sure = chars.kinds(widened(pattern, how, flags, more))
    yield from tell(taints(subject, look, NAMED), sure, call, look)
    if sure & {"url", "any", "text"}:
        yield from tell(taints(subject, look, ("host",)), ADDRESS, call, look)
    if looks_like_check(pattern, how, flags):
        seeming = safe_for(pattern, "fullmatch", flags) - sure - TOKENS
        if "any" in seeming or words.names_host(_plain(pattern)) or _is_word(pattern):
            seeming = _aims(pattern) - sure
        elif seeming:
            seeming |= {"attribute", "import", "program"} - sure
        yield from tell(taints(subject, look, HOSTED), seeming, call, look, "unanchored-match")


def widened(pattern: str, how: str, flags: int, more: int) -> chars.Admitted:
    """What a value looks like of which the pattern accepted what is left without some characters."""
    from mcp_lintel.flow.patterns.safety import admitted

    found = admitted(pattern, how, flags)
    return chars.Admitted(found.every | more, found.first | more, found.dotdot or bool(more & chars.of(".")))


def unreplaced(subject: Expr, look: Look) -> tuple[Expr, int]:
    """`name.replace("-", "").replace("_", "")` gives `name` and the characters it may have besides."""
    more = 0
    while True:
        receiver, name = method(subject)
        if name != "replace" or not isinstance(subject, e.Call) or not subject.args:
            return subject, more
        old = subject.args[0].value
        text = old.value if isinstance(old, e.Constant) and isinstance(old.value, str) else None
        more |= chars.EVERYTHING if text is None else chars.of(text)
        subject = receiver


def looks_like_check(pattern: str, how: str, flags: int) -> bool:
    """Is the pattern held on to one side of the text, or made to describe all of it? Else it only looks for a part."""
    parsed = parse(pattern, flags)
    if parsed is None or words.is_scheme(re.sub(r"[\\^$?()]", "", pattern)):
        return False
    if how == "match" or anchored(*parsed, "start") or anchored(*parsed, "end"):
        return True
    items = parsed[0]
    return len(items) == 1 and str(items[0][0]).endswith("REPEAT") and str(items[0][1][2][0][0]) == "IN"


def _words(pattern: str) -> frozenset[str]:
    """The words and signs written in a pattern of forbidden things."""
    signs = re.findall(r"[;&|`<>]|\$\(|--|__|\.\.", re.sub(r"\(\?[a-z:!=<]+|\\[bBswd]|(?<!\\)[|]", " ", pattern))
    found = {*re.findall(r"[A-Za-z]{2,}", re.sub(r"\\[bBswdSWD]", " ", pattern)), *signs}
    return frozenset(found - {".."})


def _aims(pattern: str) -> frozenset[str]:
    """What a pattern without its end seems to guard, going by the words in it."""
    if words.names_host(_plain(pattern)):
        return frozenset(ADDRESS)
    named = _words(pattern)
    return frozenset(("query",) if named and words.is_statement(named) else ("code", "shell"))


def _is_word(pattern: str) -> bool:
    """Nothing but words, as in `^\\s*(SELECT|WITH)\\b`?"""
    return re.sub(r"\\[sbB][*+]?|\(\?[:a-zA-Z]+\)?|[\^$|() ]", "", pattern).isalpha()


def _plain(pattern: str) -> str:
    """The pattern without its signs, as far as it is an address."""
    return re.sub(r"s\?|[\\^$]|\(\?:|[()]", "", pattern)
