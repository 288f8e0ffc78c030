"""Membership and equality: a value that is one of those that the program lists."""

from collections.abc import Iterator

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.guards import words
from mcp_lintel.flow.guards.looks import (
    LOCATED,
    NAMED,
    WHOLE,
    Learned,
    Look,
    called,
    collection,
    constant,
    denies,
    is_fixed,
    last_name,
    taints,
    tell,
    text_of,
    texts_of,
)
from mcp_lintel.flow.guards.paths import KINDS, common, contains, outside
from mcp_lintel.flow.guards.texts import ADDRESS, COMMANDS
from mcp_lintel.flow.patterns import characters as chars
from mcp_lintel.flow.patterns.characters import TOKENS
from mcp_lintel.flow.types import Expr

TEXTLESS = frozenset(("int", "float", "complex", "decimal.Decimal"))
HARMLESS = frozenset(("bool", "datetime.date", "datetime.datetime", "uuid.UUID"))


def among(left: Expr, right: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`left in right` that is true."""
    if isinstance(right, e.Attribute) and right.attr == "parents":
        yield from contains(right.value, left, test, look)
        return
    yield from _of_type(left, right, test, look)
    if called(right, look) == "range" and is_fixed(right, look):
        yield from tell(taints(left, look, NAMED), ("amount", "text"), test, look)
        return
    if isinstance(right, e.Display):
        for item in right.items:
            if isinstance(item, e.Starred) and isinstance(item.value, e.Attribute) and item.value.attr == "parents":
                yield from contains(item.value.value, left, test, look)
    literals = collection(right, look)
    if literals is not None or text_of(right, look) is not None:
        yield from chosen(left, _texts(literals), test, look)


def _texts(literals: frozenset[object] | None) -> frozenset[str]:
    return frozenset(one for one in literals or () if isinstance(one, str))


def chosen(subject: Expr, texts: frozenset[str], test: Expr, look: Look) -> Iterator[Learned]:
    """That a value is one of a few; `texts` are those that are known."""
    yield from tell(taints(subject, look, NAMED), ("any",), test, look)
    yield from tell(taints(subject, look, ("host",)), ADDRESS, test, look)
    yield from tell(taints(subject, look, ("scheme",)), ("scheme",), test, look)
    first = taints(subject, look, ("first",))
    if texts and words.is_statement(texts):
        yield from tell(first, ("query",), test, look, "first-word")
    else:
        yield from tell(first, ("program",), test, look)
        yield from tell(first, ("code", "shell"), test, look, "first-word")


def not_among(left: Expr, right: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`left not in right` that is true: a list of what is refused says nothing of the rest."""
    if isinstance(right, e.Attribute) and right.attr == "parents":
        yield from outside(right.value, left, test, look)
        return
    texts = texts_of(right, look) or frozenset()
    yield from refused(left, texts, right, test, look)


def refused(subject: Expr, texts: frozenset[str], listed: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """That a value is none of a list."""
    known = taints(subject, look, (*NAMED, "part"))
    if ".." in texts:
        parts = [taint for taint in known if taint.view == "part"]
        yield from tell(parts, ("no-dotdot",), test, look)
        yield from tell([taint for taint in known if taint.view in NAMED], ("not-dotdot",), test, look)
    if denies(listed, look):
        shown = taints(subject, look, (*NAMED, "first"))
        kinds = words.aimed_at(texts) - {"url", "redirect"} or {*COMMANDS, "attribute", "import", "path"}
        yield from tell(shown, kinds, test, look, "denylist")
        yield from tell(taints(subject, look, ("", "lowered", "host")), ADDRESS, test, look, "denylist")
        return
    kinds = words.aimed_at(texts)
    yield from tell(taints(subject, look, (*NAMED, "first")), kinds - {"path", *ADDRESS}, test, look, "denylist")
    if "url" in kinds:
        yield from tell(taints(subject, look, ("", "lowered", "host")), ADDRESS, test, look, "denylist")


def equal(left: Expr, right: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`left == right` that is true."""
    yield from common(left, right, test, look)
    yield from _of_type(left, right, test, look)
    for subject, other in ((left, right), (right, left)):
        if isinstance(subject, e.Attribute) and subject.attr == "parent":
            yield from contains(subject.value, other, test, look)
        if isinstance(other, e.Constant) and other.value is Ellipsis:
            continue
        if is_fixed(other, look) and not _is_derived(subject, look):
            text = text_of(other, look)
            yield from chosen(subject, frozenset((text,)) if text is not None else frozenset(), test, look)
    yield from _same_place(left, right, test, look)
    yield from _unchanged(left, right, test, look)


_DERIVED = frozenset(
    ("find", "rfind", "index", "count", "commonpath", "commonprefix", "dirname", "relpath", "splitext")
)


def _is_derived(subject: Expr, look: Look) -> bool:
    """Is this something about a value and not the value: its type, its length, the folder that holds it?"""
    if isinstance(subject, e.Attribute):
        return subject.attr == "parent"
    if not isinstance(subject, e.Call):
        return False
    return called(subject, look) in ("type", "len", "hash", "ord") or last_name(subject) in _DERIVED


def _same_place(left: Expr, right: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """A resolved path that is another's, of which something else is known."""
    a, b = taints(left, look), taints(right, look)
    for some, others in ((a, b), (b, a)):
        known = {taint.label for taint in others}
        fresh = [taint for taint in some if taint.label not in known and taint.view in LOCATED]
        if known:
            yield from tell(fresh, KINDS, test, look)


def _unchanged(left: Expr, right: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`shlex.quote(x) == x`, `os.path.basename(x) == x`: what the one is harmless for, the other is too.

    What equals the name of another file has no separator; that a listed file is called `..` is left out of account.
    """
    for changed, plain in ((left, right), (right, left)):
        for one in taints(changed, look):
            same = [taint for taint in taints(plain, look, WHOLE) if taint.label == one.label]
            if one.view == "name":
                yield from tell(same, ("no-separator",), test, look)
                others = [taint for taint in taints(plain, look, WHOLE) if taint.label != one.label]
                yield from tell(others, ("no-separator", "not-dotdot"), test, look)
            for taint in same:
                kinds = one.cleared - taint.cleared - TOKENS
                if one.view == "name":
                    kinds -= {"path"}
                yield from tell([taint], kinds, test, look)


def _of_type(left: Expr, right: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`type(x) is int`."""
    if called(left, look) == "type" and isinstance(left, e.Call) and len(left.args) == 1:
        yield from of_types(left.args[0].value, right, test, look)


def of_types(subject: Expr, types: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`isinstance(x, (int, float))`: a number is no text, a truth value or a date is nothing at all."""
    items = types.items if isinstance(types, e.Display) else _united(types)
    names = {(look.path(one).removeprefix("builtins.") or last_name(one)) for one in items}
    if names and names <= TEXTLESS | HARMLESS:
        kinds = ("text",) if names & TEXTLESS else ("any",)
        yield from tell(taints(subject, look, NAMED), kinds, test, look)
    elif names and all(name.startswith("sqlglot.") for name in names):
        yield from tell(taints(subject, look), ("read-only",), test, look)


def _united(types: Expr) -> tuple[Expr, ...]:
    if isinstance(types, e.Binary) and types.op == "|":
        return (*_united(types.left), *_united(types.right))
    return (types,)


def unequal(left: Expr, right: Expr, test: Expr, look: Look) -> Iterator[Learned]:
    """`left != right` that is true: a first character or a whole value is refused."""
    for subject, other in ((left, right), (right, left)):
        text = text_of(other, look)
        if text is None:
            continue
        start = _start(subject, look)
        if start is not None and len(text) == 1:
            bits = chars.EVERYTHING & ~chars.of(text)
            kinds = {"option"} if text == "-" else {"no-absolute"} if text == "/" else set()
            yield from tell(taints(start, look, NAMED), kinds, test, look)
            yield from tell(taints(start, look, NAMED), chars.kinds(chars.Admitted(first=bits)), test, look)
        elif text == "..":
            yield from refused(subject, frozenset((text,)), other, test, look)


def _start(subject: Expr, look: Look) -> Expr | None:
    """What `x[0]` and `x[:1]` are the first character of."""
    if not isinstance(subject, e.Subscript):
        return None
    index = subject.index
    if isinstance(index, e.Slice):
        first = index.lower is None and index.upper is not None and constant(index.upper, look) == 1
    else:
        first = constant(index, look) == 0
    return subject.value if first else None
