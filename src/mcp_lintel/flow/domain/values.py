"""What is done to abstract values: joined, read in parts, put behind other text, cleared for kinds of sinks."""

from collections.abc import Iterable, Mapping

from mcp_lintel.flow.domain.secrecy import is_secret
from mcp_lintel.flow.types import ABSENT, NOTHING, Label, Origin, Taint, Trace, Value

MAX_PATH = 5
"""Parts of a label's path; what lies deeper counts as the part that holds it."""
MAX_FIELDS = 32
MAX_TAINTS = 24
"""Taints of one value; of further ones nothing is told."""
MAX_CASES = 8
MAX_EACH = 12
"""Items of a list that is written out up to which a loop goes through them one by one."""
MAX_DEPTH = 5
MOST_WHOLE = 2
"""Taints of a value up to which its unknown parts are told where it meets a value with parts."""
UNKNOWN_TEXT = "\0"
ANY_ITEM = "[*]"
SOME_ITEM = "[:]"
"""An item of a slice: what is checked of those is not checked of all."""
PARSED = "(parsed)"
"""What was read out of a text, among the parts of the text."""
KEYS = "[*keys]"
"""Stands for the keys of a dict among its parts."""
MAPPING = "mapping"
"""The kind of a value that is a mapping, or None; a dict that is written out is of the kind `dict`."""
MAYBE = "?"
"""Among the parts of a dict or a list, those that it has on some ways only."""
UNKNOWN = Value()
"""Something of which nothing is known where a collection may hold it; unlike NOTHING it is kept."""
COLLECTIONS = frozenset({"list", "tuple", "set", "generator"})


def of_label(label: Label, trace: Trace = ()) -> Value:
    """The value that is a label, whole."""
    return Value({Taint(label): trace})


def join(*values: Value) -> Value:
    """One value for several that are possible."""
    some = [value for value in values if value is not NOTHING]
    if not some:
        return NOTHING
    first = some[0]
    if len(values) == len(some) and all(value is first for value in some):
        return first
    same = len(values) == len(some) and all(_equal(value.constant, first.constant) for value in some)
    functions = tuple(dict.fromkeys(f for value in some for f in value.functions))[:12]
    kinds = {value.kind for value in some}
    kind = kinds.pop() if len(kinds) == 1 else MAPPING if kinds == {"dict", MAPPING} else ""
    classes = {value.cls for value in some}
    fields = _fields(some)
    if kind == "dict" and len(some) < len(values):
        fields = {ANY_ITEM: UNKNOWN, **fields}
    return Value(
        _merged(value.taints for value in some),
        first.constant if same else ABSENT,
        fields,
        functions,
        kind,
        tuple(case for value in some for case in value.cases)[:MAX_CASES] if all(v.cases for v in values) else (),
        classes.pop() if len(classes) == 1 else None,
    )


def _equal(a: object, b: object) -> bool:
    return a is b or (a is not ABSENT and type(a) is type(b) and a == b)


def _merged(taints: Iterable[Mapping[Taint, Trace]]) -> Mapping[Taint, Trace]:
    """All taints; of two traces of one taint the shorter."""
    found: dict[Taint, Trace] = {}
    for each in taints:
        for taint, trace in each.items():
            known = found.get(taint)
            if (known is None and len(found) < MAX_TAINTS) or (known is not None and len(trace) < len(known)):
                found[taint] = trace
    return found


def _fields(values: list[Value]) -> Mapping[str, Value]:
    """The parts of several values; what has taints and does not know a part may have it all the same."""
    holding = [value.fields for value in values if value.fields]
    if not holding:
        return {}
    if len(holding) == 1 and len(values) == 1:
        return holding[0]
    found: dict[str, Value] = {}
    for fields in holding:
        for key in fields:
            if key not in found and len(found) < MAX_FIELDS:
                some = [v.fields[key] if key in v.fields else part(v, key) for v in values if _has(v, key)]
                one = join(*some)
                lacking = len(some) < len(values) and one.constant is not ABSENT
                found[key] = without_literal(one) if lacking else one
    lacked = _lacked(values, found)
    if lacked:
        before = found[MAYBE].fields if MAYBE in found else {}
        found[MAYBE] = Value(fields={**before, **lacked})
    return found


def _lacked(values: list[Value], found: Mapping[str, Value]) -> dict[str, Value]:
    """The keys of a dict that not all of the values have; the first item of a list that may be empty."""
    kinds = {value.kind for value in values}
    if kinds == {"dict"}:
        return {key: NOTHING for key in found if key != MAYBE and any(key not in v.fields for v in values)}
    empty = kinds <= {"list", "tuple"} and any(not value.fields and not value.taints for value in values)
    return {"[0]": NOTHING} if empty and "[0]" in found else {}


def without_literal(value: Value) -> Value:
    """A value whose literal is not known any more."""
    return Value(value.taints, ABSENT, value.fields, value.functions, value.kind, value.cases, value.cls)


def _has(value: Value, key: str) -> bool:
    return key in value.fields or (key[0] == "." and 0 < len(value.taints) <= MOST_WHOLE)


def part(value: Value, key: str) -> Value:
    """An attribute (`.name`) or item (`[key]`, `[*]` for any) of a value."""
    known = value.fields.get(key)
    if known is not None and not value.cases:
        return known
    joined = _part_of_whole(value, key) if known is None else known
    if value.cases:
        cases = tuple((part(one, key), guards) for one, guards in value.cases)
        return Value(joined.taints, joined.constant, joined.fields, joined.functions, joined.kind, cases)
    return joined


def _part_of_whole(value: Value, key: str) -> Value:
    """What a part may be of which only the whole, or any item, is known."""
    found: list[Value] = []
    if key in (ANY_ITEM, SOME_ITEM):
        found = _items(value)
    elif key[0] == "[" and key != KEYS and ANY_ITEM in value.fields:
        found = [value.fields[ANY_ITEM]]
    taints = {_below(taint, key): way for taint, way in value.taints.items() if _has_key(taint, key)}
    return join(*found, Value(taints)) if taints else join(*found)


def _items(value: Value) -> list[Value]:
    return [each for key, each in value.fields.items() if key[0] == "["]


def written_out(value: Value) -> list[Value]:
    """The items of a list that is written out whole; none where it is not, or is long."""
    items = [value.fields[f"[{i}]"] for i in range(len(value.fields)) if f"[{i}]" in value.fields]
    return items if value.kind in ("list", "tuple") and len(items) == len(value.fields) <= MAX_EACH else []


def _has_key(taint: Taint, key: str) -> bool:
    """Text that was put together has no keys."""
    return not taint.lead or key[0] != "[" or key in (ANY_ITEM, SOME_ITEM) or key[1:-1].lstrip("-").isdigit()


def _below(taint: Taint, key: str) -> Taint:
    label = taint.label
    if key == PARSED and taint.lead:
        return taint._replace(lead="", view="part")
    if isinstance(label.root, Origin) and label.root.kind not in ("environment", "client"):
        named = label.root.kind == "secret" and not is_secret(key) and key[1:-1].isidentifier()
        return taint._replace(vague=True) if named else taint
    if taint.lead == "" and taint.view == "" and len(label.path) < MAX_PATH:
        return taint._replace(label=Label(label.root, (*label.path, key)))
    return taint if taint.view else taint._replace(view="part")


def item(value: Value) -> Value:
    """Any item of a collection."""
    return part(value, ANY_ITEM)


def with_part(value: Value, path: tuple[str, ...], new: Value, *, weak: bool = False) -> Value:
    """The value with a part replaced; `weak` keeps what was there as well."""
    if not path:
        return join(value, new) if weak else new
    key, rest = path[0], path[1:]
    old = value.fields.get(key, NOTHING)
    inner = with_part(old if not rest or old is not NOTHING else part(value, key), rest, new, weak=weak)
    if inner is NOTHING and key not in value.fields and not value.taints and value.kind != "dict":
        return value
    if len(value.fields) >= MAX_FIELDS and key not in value.fields:
        key, inner = ANY_ITEM, join(inner, value.fields.get(ANY_ITEM, NOTHING))
    fields = {**value.fields, key: inner}
    return Value(value.taints, ABSENT, fields, value.functions, value.kind, (), value.cls)


def deep(value: Value, depth: int = 0) -> Mapping[Taint, Trace]:
    """The taints of a value and of everything in it."""
    if not value.fields or depth > MAX_DEPTH:
        return value.taints
    return _merged([value.taints, *(deep(one, depth + 1) for one in value.fields.values())])


def each(value: Value) -> Value:
    """What going through a collection gives: the keys of a dict, the items of others."""
    return part(value, KEYS) if value.kind in ("dict", MAPPING) else item(value)
