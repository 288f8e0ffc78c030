"""Operators and formatting on values."""

import builtins
import re
from collections.abc import Mapping, Sequence

from mcp_lintel.program.values import (
    Args,
    Class,
    Ext,
    Function,
    Instance,
    Items,
    Lit,
    Made,
    Member,
    Subscripted,
    Table,
    Unknown,
    Value,
    dotted,
    same,
    text,
)

SAFE_PERCENT = re.compile(r"(?:[^%]|%[sdr%])*")
"""Templates without widths: a width in hostile source could ask for any amount of memory."""
MAX_TEXT = 20_000
MAX_ITEMS = 2_000
MAX_PAIRS = 40_000
"""Characters of a text, members of a collection, comparisons between two sets: more than this is not followed."""
RUN_TIME = "a text put together at run time"
ENUMS = ("enum.Enum", "enum.StrEnum", "enum.IntEnum", "enum.Flag", "enum.IntFlag")


def plain(value: Value) -> object | None:
    """The literal a value stands for in text: its own, or that of a string enum's member."""
    if isinstance(value, Lit):
        return value.value
    if isinstance(value, Instance) and value.cls.derives("enum.StrEnum"):
        return plain(value.attrs.get("value", Unknown()))
    return None


def formatted(parts: Sequence[Value]) -> Value:
    """An f-string of the given parts."""
    texts = [plain(part) for part in parts]
    if any(text is None and not (isinstance(part, Lit)) for text, part in zip(texts, parts, strict=True)):
        return Unknown(RUN_TIME)
    return bounded("".join(str(text) for text in texts))


def bounded(text: str) -> Value:
    """A text as a value, unknown beyond the bound."""
    return Lit(text) if len(text) <= MAX_TEXT else Unknown(RUN_TIME)


def binary(left: Value, op: str, right: Value) -> Value:
    """`left op right`; what would grow beyond the bounds is unknown or open."""
    match left, op, right:
        case Lit(str() as a), "+", Lit(str() as b):
            return bounded(a + b) if len(a) + len(b) <= MAX_TEXT else Unknown(RUN_TIME)
        case Lit(int() | float() as a), ("+" | "-" | "*"), Lit(int() | float() as b):
            return _arithmetic(a, op, b)
        case Lit(str() as a), "%", _:
            return percent(a, right)
        case Items(kind=kind), ("+" | "|" | "-"), Items():
            return _combined(kind, left, op, right)
        case Items(kind=kind, items=a), "+", _:
            return Items(kind, list(a), open=True)
        case _, "+", Items(kind=kind, items=b):
            return Items(kind, list(b), open=True)
        case Table(items=a), "|", Table(items=b):
            return Table({**a, **b}, left.open or right.open)
        case ((Made() | Member() | Subscripted()), "/", Lit(str())) if (made := _made(left)) is not None:
            return Made(Member(left, "joinpath"), Args([right]), made.place)
        case _, "|", _ if _is_type(left) or _is_type(right):
            return Subscripted(Ext("typing.Union"), Items("tuple", [left, right]))
    return Unknown()


def _made(value: Value) -> Made | None:
    """What a call gave that a value is an attribute or item of."""
    while isinstance(value, Member | Subscripted):
        value = value.base
    return value if isinstance(value, Made) else None


def _combined(kind: str, left: Items, op: str, right: Items) -> Value:
    """Two lists or tuples put together, two sets joined or subtracted."""
    a, b, more = left.items, right.items, left.open or right.open
    if len(a) + len(b) > MAX_ITEMS or (op != "+" and len(a) * len(b) > MAX_PAIRS):
        return Items(kind, list(a), open=True)
    if op == "+":
        return Items(kind, [*a, *b], more)
    if kind != "set":
        return Unknown()
    if op == "|":
        return Items("set", [*a, *(x for x in b if not any(same(x, y) for y in a))], more)
    return Items("set", [x for x in a if not any(same(x, y) for y in b)], more)


def _arithmetic(a: int | float, op: str, b: int | float) -> Value:
    if max(abs(a), abs(b)) > 1e12:
        return Unknown()
    return Lit(a + b if op == "+" else a - b if op == "-" else a * b)


def _is_type(value: Value) -> bool:
    return isinstance(value, Ext | Class | Subscripted)


def percent(template: str, right: Value) -> Value:
    """`template % right` for literal operands."""
    values = [right] if not (isinstance(right, Items) and right.kind == "tuple") else right.items
    literals = [plain(value) for value in values]
    if any(literal is None for literal in literals) or not SAFE_PERCENT.fullmatch(template):
        return Unknown(RUN_TIME)
    try:
        return bounded(template % tuple(literals))
    except (TypeError, ValueError):
        return Unknown()


FIXED = frozenset(
    {"typing", "typing_extensions", "types", "inspect", "inspect.Parameter", "inspect.Signature", "collections.abc"}
)
"""Where the names stand for one thing each that is neither None nor a literal."""


def compare(left: Value, op: str, right: Value) -> bool | None:
    """The verdict of one comparison, or None."""
    if isinstance(left, Ext) and left.name == "builtins.__name__":
        return True if op == "==" else None
    match op:
        case "==" | "!=" | "is" | "is not":
            verdict = _equal(left, right, identity=op.startswith("is"))
            return verdict if verdict is None or op in ("==", "is") else not verdict
        case "in" | "not in":
            found = _contains(left, right)
            return found if found is None or op == "in" else not found
    if isinstance(left, Lit) and isinstance(right, Lit):
        return _ordered(left.value, op, right.value)
    return None


def _equal(left: Value, right: Value, *, identity: bool) -> bool | None:
    if isinstance(left, Lit) and isinstance(right, Lit):
        return bool(left.value == right.value)
    for a, b in ((left, right), (right, left)):
        if isinstance(a, Lit) and a.value is None and isinstance(b, Function | Class | Instance | Items | Table):
            return False
        if (
            isinstance(a, Lit)
            and a.value is None
            and isinstance(b, Made)
            and not dotted(b).endswith((".get()", ".getenv()"))
        ):
            return None
    if (
        isinstance(left, Instance)
        and isinstance(right, Instance)
        and left.cls is right.cls
        and left.cls.derives(*ENUMS)
    ):
        return same(left.attrs.get("name", left), right.attrs.get("name", right))
    if identity and left is right and not isinstance(left, Unknown):
        return True
    return _same_thing(left, right)


def _same_thing(left: Value, right: Value) -> bool | None:
    """Are two named things of the language one? None where either may be anything."""
    for a, b in ((left, right), (right, left)):
        if isinstance(a, Lit) and _is_fixed(b):
            return False
        if isinstance(a, Subscripted) and _is_fixed(a.base) and _is_fixed(b):
            return False
    if not _is_fixed(left) or not _is_fixed(right):
        return None
    if isinstance(left, Ext) and isinstance(right, Ext):
        return _one_name(left.name) == _one_name(right.name)
    return False if type(left) is not type(right) or isinstance(left, Class) else None


def _is_fixed(value: Value) -> bool:
    """Is it a function or class of the project, a member of an enum, or a type of the standard library?"""
    if isinstance(value, Instance):
        return value.cls.derives(*ENUMS)
    if isinstance(value, Ext):
        home, _, name = value.name.rpartition(".")
        return home in FIXED or (home == "builtins" and isinstance(getattr(builtins, name, None), type))
    return isinstance(value, Function | Class)


def _one_name(name: str) -> str:
    return "inspect.Parameter.empty" if name in ("inspect.Signature.empty", "inspect._empty") else name


def _contains(item: Value, container: Value) -> bool | None:
    wanted = plain(item)
    if not isinstance(item, Lit) and isinstance(container, Items):
        verdicts = [_equal(item, other, identity=True) for other in container.items]
        if True in verdicts:
            return True
        return False if not container.open and None not in verdicts else None
    if isinstance(item, Lit) or wanted is not None:
        if isinstance(container, Table) and (wanted in container.items or not container.open):
            return wanted in container.items
        if isinstance(container, Items):
            known = [plain(other) for other in container.items]
            if wanted in known:
                return True
            return False if not container.open and all(isinstance(o, Lit) for o in container.items) else None
        if isinstance(container, Lit) and isinstance(container.value, str) and isinstance(wanted, str):
            return wanted in container.value
    return None


def entry(table: Mapping[object, Value], index: Value) -> Value | None:
    """What a dict holds under a literal or a member of an enum; None where it does not or cannot be told."""
    if isinstance(index, Lit):
        wanted = index.value
        known = isinstance(wanted, str | bytes | int | float | bool | None)
        if known and wanted in table:
            return table[wanted]
    elif not isinstance(index, Instance) or not index.cls.derives(*ENUMS):
        return None
    words = text(index)
    for key, value in table.items():
        if isinstance(key, Value):
            same_words = words is not None and text(key) == words
            if same_words or _equal(key, index, identity=False):
                return value
        elif words is not None and key == words:
            return value
    return None


def _ordered(a: object, op: str, b: object) -> bool | None:
    numbers = isinstance(a, int | float) and isinstance(b, int | float)
    if not numbers and not (isinstance(a, str) and isinstance(b, str)):
        return None
    less, equal = a < b, a == b  # type: ignore[operator]
    return {"<": less, "<=": less or equal, ">": not less and not equal, ">=": not less}.get(op)
