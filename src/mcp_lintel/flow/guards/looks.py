"""What a test tells, and what is asked of whoever walks through the function that holds the test."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol, runtime_checkable

from mcp_lintel.facts import expressions as e
from mcp_lintel.flow.domain.values import deep
from mcp_lintel.flow.tables.rows import GuardCall
from mcp_lintel.flow.types import ABSENT, Check, Expr, Label, Origin, Taint, Value
from mcp_lintel.text.span import Place, Span


class Learned(NamedTuple):
    """Something known of a label: `kind` is a kind of sink that it is harmless for, or a token (`no-dotdot`)."""

    label: Label
    kind: str
    check: Check


class Look(Protocol):
    """How a test's expressions are looked up at the point where the test stands."""

    def value(self, expr: Expr) -> Value:
        """What the expression may be."""

    def path(self, expr: Expr) -> str:
        """The dotted name outside the project that an expression means, `()` left out; "" if it is none."""

    def literals(self, expr: Expr) -> frozenset[object] | None:
        """The items of a collection that is written in the code; empty if it is the program's but not written out."""

    def pattern(self, expr: Expr) -> str | None:
        """The text of a regular expression: a literal, a constant, or what `re.compile` was given.

        Flags that `re.compile` was given stand in front, as `(?is)`.
        """

    def inside(self, clauses: tuple[e.Clause, ...]) -> "Look":
        """The same where the variables of a comprehension are bound, each to any item of what it goes through."""

    def place(self, expr: Expr) -> Place:
        """Where the expression stands."""

    def cases(self, call: e.Call, outcome: bool) -> Iterator[Learned]:
        """What a true or false answer of a function of the project tells."""

    def guards(self, call: e.Call) -> tuple[GuardCall, ...]:
        """What the tables say that a call tests."""

    def meant(self, expr: e.Name) -> Expr | None:
        """The expression that a variable was given, if that is all the variable ever was at this point."""


WHOLE = ("", "lowered")
"""Views that are the whole value: what is known of them is known of the label."""
LOCATED = ("resolved",)
"""Views that are a path with its links resolved."""
NAMED = ("", "lowered", "resolved", "absolute")
START_ONLY = frozenset(("option", "no-absolute", "leading-slash", "no-double-slash"))
"""What is known of the beginning of a value, hence only of a label that the value begins with."""


def taints(expr: Expr, look: Look, views: Iterable[str] | None = None) -> list[Taint]:
    """The taints of an expression, of the given views only."""
    found = deep(look.value(expr))
    return [taint for taint in found if views is None or taint.view in views]


def tell(known: Iterable[Taint], kinds: Iterable[str], test: Expr, look: Look, weakness: str = "") -> Iterator[Learned]:
    """That each of the labels is harmless for each of the kinds, or only seems so."""
    check = Check(look.place(test), weakness)
    kinds = sorted(kinds)
    for taint in known:
        for kind in kinds:
            if not (taint.lead and kind in START_ONLY):
                yield Learned(taint.label, kind, check)


def constant(expr: Expr, look: Look) -> object:
    """The literal value of an expression, ABSENT if none is known."""
    if isinstance(expr, e.Constant):
        return expr.value
    if isinstance(expr, e.Unary) and expr.op == "-" and isinstance(expr.operand, e.Constant):
        value = expr.operand.value
        return -value if isinstance(value, int | float) else ABSENT
    return look.value(expr).constant


def text_of(expr: Expr, look: Look) -> str | None:
    """The literal text of an expression."""
    value = constant(expr, look)
    return value if isinstance(value, str) else None


def texts_of(expr: Expr, look: Look) -> frozenset[str] | None:
    """The literal texts of an expression that is one, or a collection of them."""
    text = text_of(expr, look)
    if text is not None:
        return frozenset((text,))
    if isinstance(expr, e.Display):
        parts = [text_of(item, look) for item in expr.items]
        return frozenset(part for part in parts if part is not None) if None not in parts else None
    items = look.literals(expr)
    return frozenset(item for item in items if isinstance(item, str)) if items else None


OBJECTS = tuple(e.Name(Span(0, 0), name) for name in ("self", "cls"))
"""The object, or its class, that a method belongs to."""
OWN_ORIGINS = frozenset(("environment", "secret"))
"""Sources that whoever runs the server fills in, and no client."""


def is_fixed(expr: Expr, look: Look) -> bool:
    """Is the expression's value the program's own: a literal, a setting, a part of the object that does the test?"""
    roots = [label for taint in deep(look.value(expr)) if not _is_setting(label := taint.label)]
    if not roots:
        return True
    own = {taint.label for name in OBJECTS for taint in deep(look.value(name))}
    return all(label.path and any(one.covers(label) for one in own) for label in roots)


def _is_setting(label: Label) -> bool:
    return isinstance(label.root, Origin) and label.root.kind in OWN_ORIGINS


def collection(expr: Expr, look: Look) -> frozenset[object] | None:
    """The items of a collection of the program's own, empty if they are not written out; None for any other."""
    literals = look.literals(expr)
    return literals if literals is not None or not is_fixed(expr, look) else frozenset()


def called(call: Expr, look: Look) -> str:
    """The dotted name of what a call calls, builtins by their bare name; "" if it is none."""
    if not isinstance(call, e.Call):
        return ""
    name = look.path(call.func)
    if not name and isinstance(call.func, e.Name) and call.func.id in _BUILTINS:
        return call.func.id
    return name.removeprefix("builtins.")


_BUILTINS = frozenset((
    "all", "any", "bool", "float", "frozenset", "int", "isinstance", "len", "list", "range", "set", "str",
    "tuple", "type",
))  # fmt: skip


def method(call: Expr) -> tuple[Expr, str]:
    """The receiver and the name of a called method; the call itself and "" if it calls no method."""
    if isinstance(call, e.Call) and isinstance(call.func, e.Attribute):
        return call.func.value, call.func.attr
    return call, ""


def argument(call: e.Call, position: int, *names: str) -> Expr | None:
    """An argument by position or name."""
    plain = [one.value for one in call.args if not one.star and not one.name]
    if position < len(plain):
        return plain[position]
    return next((one.value for one in call.args if one.name and one.name in names), None)


def stored(expr: Expr, look: Look) -> Expr:
    """An expression, or the one that a variable was given."""
    return (look.meant(expr) if isinstance(expr, e.Name) else None) or expr


def last_name(expr: Expr) -> str:
    """The last name of an expression as it is written: `self.BLOCKED.items()` gives `BLOCKED`."""
    if isinstance(expr, e.Call):
        receiver, attr = method(expr)
        return last_name(receiver if attr in ("items", "keys", "values", "copy", "lower") else expr.func)
    if isinstance(expr, e.Attribute):
        return expr.attr
    if isinstance(expr, e.Subscript):
        return last_name(expr.value)
    return expr.id if isinstance(expr, e.Name) else ""


_DENYING = (
    "deny", "denied", "block", "forbid", "banned", "black", "danger", "unsafe", "disallow", "restrict",
    "prohibit", "bad", "reserved", "invalid", "illegal", "suspicious", "malicious", "protected", "sensitive",
    "exclude",
)  # fmt: skip


@runtime_checkable
class Listing(Protocol):
    """A look that knows what the variable of a loop goes through."""

    def listed(self, expr: Expr) -> Expr | None:
        """The collection of which the variable is an item."""


def denies(expr: Expr, look: Look) -> bool:
    """Does the name of a collection, or of a variable that goes through it, say that it lists what is refused?"""
    whole = look.listed(expr) if isinstance(look, Listing) else None
    if whole is not None and denies(whole, look):
        return True
    name = last_name(expr).lower()
    return any(word in name for word in _DENYING) and not name.startswith(("un", "non_", "not_"))
