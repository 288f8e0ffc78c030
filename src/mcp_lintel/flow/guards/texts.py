"""Tests of what a text holds, begins with and ends with."""

from collections.abc import Iterable, Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.guards import words
from mcp_lintel.flow.guards.looks import (
    LOCATED,
    NAMED,
    WHOLE,
    Learned,
    Look,
    called,
    denies,
    is_fixed,
    taints,
    tell,
    text_of,
    texts_of,
)
from mcp_lintel.flow.guards.paths import UNRESOLVED, begins, contains, ends_with_separator
from mcp_lintel.flow.patterns import characters as chars
from mcp_lintel.flow.patterns.characters import Admitted
from mcp_lintel.flow.types import Expr, Taint

ADDRESS = ("url", "redirect")
COMMANDS = ("code", "deserialise", "pattern", "program", "query", "shell", "template")
"""Where lists of forbidden words are found, whatever the words."""
HOSTED = (*WHOLE, "host")


def holds_text(text: Expr, subject: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`"example.com" in url`: the text may stand anywhere."""
    texts = texts_of(text, look)
    if texts and all(words.names_host(one) for one in texts):
        yield from tell(taints(subject, look, HOSTED), ADDRESS, test, look, "substring")
    elif texts and all(words.is_folder(one) for one in texts):
        yield from tell(taints(subject, look, NAMED), ("path",), test, look, "substring")


def lacks_text(text: Expr, subject: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`".." not in name`: something is refused wherever it stands."""
    known = taints(subject, look)
    texts = texts_of(text, look)
    if texts is None:
        if is_fixed(text, look) and not isinstance(text, e.Constant):
            kinds = COMMANDS if not denies(text, look) else (*COMMANDS, *ADDRESS, "path")
            yield from tell(_viewed(known, NAMED), kinds, test, look, "denylist")
        return
    yield from lacking(texts, known, test, look)


def lacking(texts: frozenset[str], known: list[Taint], test: Expr, look: Look) -> Iterator[Learned]:
    """What is known of values in which none of some texts occurs."""
    if not texts:
        return
    whole = _viewed(known, NAMED)
    if ".." in texts:
        yield from tell(_viewed(known, (*NAMED, "part")), ("no-dotdot",), test, look)
        yield from tell(whole, ("path",), test, look, "substring")
    elif texts & {"../", "..\\", "/..", "/../"}:
        yield from tell(whole, ("path",), test, look, "substring")
    if "/" in texts:
        yield from tell(whole, ("no-separator",), test, look)
    if "//" in texts:
        yield from tell(whole, ("no-double-slash",), test, look)
    bits = chars.of(one for one in texts if len(one) == 1)
    sure = chars.kinds(Admitted(chars.EVERYTHING & ~bits, chars.EVERYTHING & ~bits)) if bits else frozenset()
    yield from tell(whole, sure, test, look)
    seeming = (words.aimed_at(texts) | {"deserialise"}) - sure - {"path"}
    yield from tell(_viewed(known, HOSTED), seeming, test, look, "denylist")


def starts(subject: Expr, prefix: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`x.startswith(prefix)` that is true."""
    texts = texts_of(prefix, look)
    if texts is None:
        if is_fixed(prefix, look) or taints(subject, look, LOCATED):
            yield from begins(subject, prefix, test, look)
            weakness = "" if ends_with_separator(prefix, look) else "string-prefix"
            if not taints(subject, look, LOCATED):
                yield from tell(taints(subject, look, WHOLE), ADDRESS, test, look, weakness)
        return
    whole = taints(subject, look, WHOLE)
    yield from tell(whole, _first_characters(texts), test, look)
    if all(words.is_scheme(one) for one in texts):
        yield from tell(whole, ("scheme",), test, look)
    elif all(words.names_host(one) and "://" in one for one in texts):
        weakness = "" if all(words.confines_host(one) for one in texts) else "string-prefix"
        yield from tell(whole, ADDRESS, test, look, weakness)
    elif all(words.is_folder(one) for one in texts):
        yield from _in_folders(subject, texts, test, look)
    elif texts == {"/"}:
        yield from tell(whole, ("leading-slash",), test, look)
        yield from tell(whole, ("redirect",), test, look, "string-prefix")
    else:
        kinds = ("query",) if words.is_statement(texts) else _worded(texts)
        yield from tell(whole, kinds, test, look, "string-prefix")


def _first_characters(texts: Iterable[str]) -> set[str]:
    """What the first character alone says; an empty prefix says nothing."""
    first = chars.of(one[0] if one else "-/" for one in texts)
    known = set()
    if not first & chars.OPTION_STARTS:
        known.add("option")
    if not first & chars.ABSOLUTE_STARTS:
        known.add("no-absolute")
    return known


def _worded(texts: Iterable[str]) -> tuple[str, ...]:
    """A word in front of a command line looks like a guard of it."""
    return ("shell", "code") if all(one.strip().replace("-", "").isalpha() for one in texts) else ()


def _in_folders(subject: Expr, texts: frozenset[str], test: Expr, look: Look) -> Iterator[Learned]:
    closed = all(one.endswith(("/", "\\")) for one in texts)
    yield from tell(taints(subject, look, LOCATED), ("path",), test, look, "" if closed else "string-prefix")
    weakness = "before-normalising" if closed else "string-prefix"
    yield from tell(taints(subject, look, UNRESOLVED), ("path",), test, look, weakness)


RELATIVE = frozenset(("os.path.relpath", "posixpath.relpath"))


def starts_not(subject: Expr, prefix: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`x.startswith(prefix)` that is false: what is refused at the front."""
    whole = taints(subject, look, NAMED)
    texts = texts_of(prefix, look)
    if called(subject, look) in RELATIVE and isinstance(subject, e.Call) and len(subject.args) == 2:
        if texts and texts <= {"..", "../"}:
            yield from contains(subject.args[0].value, subject.args[1].value, test, look)
        return
    if texts is None:
        if denies(prefix, look):
            yield from tell(whole, ("path", "url", *COMMANDS), test, look, "denylist")
        return
    known = set()
    if "-" in texts:
        known.add("option")
    if "/" in texts:
        known.add("no-absolute")
    if "." in texts or ".." in texts:
        known.add("not-dotdot")
    if "//" in texts or "/" in texts:
        known.add("no-double-slash")
    yield from tell(whole, known, test, look)
    if "-" in texts:
        yield from tell(taints(subject, look, ("part", "first")), ("option",), test, look)
    fenced = {"path"} if texts & {"/", "\\", "..", "../", "~"} else set()
    yield from tell(whole, words.aimed_at(texts) | fenced, test, look, "denylist")


def ends(subject: Expr, suffix: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`host.endswith(".example.com")` holds, without the dot it does not; on a whole address neither does."""
    texts = texts_of(suffix, look)
    hosts, whole = taints(subject, look, ("host",)), taints(subject, look, WHOLE)
    if texts is None:
        if is_fixed(suffix, look):
            yield from tell(hosts, ADDRESS, test, look, "" if _begins_with_dot(suffix, look) else "string-suffix")
        return
    dotted = all(one.startswith(".") and len(one) > 1 for one in texts)
    yield from tell(hosts, ADDRESS, test, look, "" if dotted else "string-suffix")
    if all(words.names_host(one) and "." in one[1:] for one in texts):
        yield from tell(whole, ADDRESS, test, look, "string-suffix")


def _begins_with_dot(suffix: Expr, look: Look) -> bool:
    if isinstance(suffix, e.Binary) and suffix.op == "+":
        return _begins_with_dot(suffix.left, look)
    if isinstance(suffix, e.Formatted) and suffix.parts:
        return _begins_with_dot(suffix.parts[0], look)
    meant = look.meant(suffix) if isinstance(suffix, e.Name) else None
    if meant is not None and not isinstance(meant, e.Name):
        return _begins_with_dot(meant, look)
    return (text_of(suffix, look) or "").startswith(".")


def _viewed(known: list[Taint], views: Iterable[str]) -> list[Taint]:
    return [taint for taint in known if taint.view in views]
