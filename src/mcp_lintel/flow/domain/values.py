"""What is done to abstract values: joined, read in parts, put behind other text, cleared for kinds of sinks."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from mcp_lintel.flow.domain.meet import meet
from mcp_lintel.flow.domain.secrecy import is_secret
from mcp_lintel.flow.types import ABSENT, NOTHING, Check, Label, Origin, Step, Taint, Trace, Value

MAX_PATH = 5
"""Parts of a label's path; what lies deeper counts as the part that holds it."""
MAX_FIELDS = 32
MAX_TAINTS = 24
"""Taints of one value; of further ones nothing is told."""
MAX_CASES = 8
MAX_LEAD = 160
MAX_EACH = 12
"""Items of a list that is written out up to which a loop goes through them one by one."""
MAX_TRACE = 24
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


def placed(value: Value, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Taint, Trace]]:
    """The taints of a value and of everything in it, each with the names of the fields that hold it."""
    for taint, trace in value.taints.items():
        yield path, taint, trace
    for key, one in value.fields.items() if len(path) < MAX_DEPTH else ():
        name = key.strip(".[]")
        yield from placed(one, path if name == "*" or name.isdigit() else (*path, name))


def changed(value: Value, change: Callable[[Taint], Taint]) -> Value:
    """A new value with all taints of another, each changed; literals and parts are lost."""
    taints = deep(value)
    return Value({change(taint): trace for taint, trace in taints.items()}) if taints else NOTHING


def cleared(value: Value, kinds: Iterable[str]) -> Value:
    """The value after what makes it harmless for some kinds of sinks."""
    more = frozenset(kinds)
    return changed(value, lambda taint: taint._replace(cleared=taint.cleared | more)) if more else value


def viewed(value: Value, view: str) -> Value:
    """A part or form of a value; what was a part already stays that part."""
    if view == "parsed":
        return part(Value(deep(value)), PARSED)
    kept = ("part", "first") if view == "resolved" else ("part", "host", "first")
    return changed(value, lambda taint: taint if taint.view in kept else taint._replace(view=view))


def recast(value: Value, change: Callable[[Taint], Taint]) -> Value:
    """A value with each taint changed, its parts kept."""
    taints = {change(taint): trace for taint, trace in value.taints.items()}
    fields = {key: recast(one, change) for key, one in value.fields.items()}
    return Value(taints, value.constant, fields, value.functions, value.kind, value.cases, value.cls)


def vaguely(value: Value) -> Value:
    """The value after something that is not known."""
    return changed(value, lambda taint: taint._replace(vague=True, view=taint.view or "part"))


def stepped(value: Value, step: Step) -> Value:
    """The value with one more hop on the way of everything that flows in it."""
    if not value.taints and not value.fields:
        return value
    taints = {taint: longer(trace, (step,)) for taint, trace in value.taints.items()}
    fields = {key: stepped(one, step) for key, one in value.fields.items()}
    return Value(taints, value.constant, fields, value.functions, value.kind, value.cases, value.cls)


def from_sources(value: Value, step: Step, depth: int = 0) -> Value:
    """The value with one more hop for what comes from sources inside the functions."""
    if (not value.taints and not value.fields) or depth > MAX_DEPTH:
        return value
    own = any(isinstance(taint.label.root, Origin) for taint in value.taints)
    taints = value.taints if not own else {
        taint: longer(trace, (step,)) if isinstance(taint.label.root, Origin) else trace
        for taint, trace in value.taints.items()
    }  # fmt: skip
    fields = {key: from_sources(one, step, depth + 1) for key, one in value.fields.items()}
    return Value(taints, value.constant, fields, value.functions, value.kind, value.cases, value.cls)


def longer(trace: Trace, more: Trace) -> Trace:
    """A trace with further hops, without telling the same twice."""
    if not more or (trace and len(more) == 1 and trace[-1] == more[0]):
        return trace
    return (*trace, *more) if len(trace) + len(more) <= MAX_TRACE else (*trace[: MAX_TRACE - 1], more[-1])


def concatenated(parts: Iterable[Value]) -> Value:
    """Text made of parts in order, each with what stands before it."""
    lead = ""
    taints: dict[Taint, Trace] = {}
    known = True
    for value in parts:
        for taint, trace in deep(value).items():
            moved = taint._replace(lead=led(lead, taint.lead), view=_kept(taint.view))
            taints.setdefault(moved, trace)
        if isinstance(value.constant, str | int | float):
            lead = led(lead, str(value.constant))
        else:
            known = False
            lead = led(lead, UNKNOWN_TEXT)
    return Value(taints, lead if known else ABSENT)


def _kept(view: str) -> str:
    return "" if view in ("resolved", "absolute") else view


def led(lead: str, more: str) -> str:
    """Text behind text; unknown text in a row is told once."""
    if not lead or not more:
        return (lead or more)[:MAX_LEAD]
    if lead[-1] == UNKNOWN_TEXT == more[0]:
        more = more[1:]
    return (lead + more)[:MAX_LEAD]


def truth(value: Value) -> bool | None:
    """Is a value true in a test? None when that is not known."""
    if value.constant is not ABSENT:
        return bool(value.constant)
    filled = value.kind in ("list", "tuple") and "[0]" in value.fields and MAYBE not in value.fields
    return True if filled and not value.cases else None


def possible(value: Value, outcome: bool) -> Value:
    """The value where a test of it came out so: without the cases that cannot be."""
    if not value.cases:
        return value
    kept = tuple(case for case in value.cases if truth(case[0]) in (None, outcome))
    constant = kept[0][0].constant if len(kept) == 1 else value.constant
    return Value(value.taints, constant, value.fields, value.functions, value.kind, kept, value.cls)


def outline(value: Value, depth: int = 0) -> Value:
    """What of a value decides tests: its literal, its kind, and those of its first items."""
    if depth > 1 or not (value.fields or value.taints or value.functions):
        return Value(constant=value.constant, kind=value.kind)
    fields = {key: outline(one, depth + 1) for key, one in value.fields.items() if key[1:-1].isdigit()}
    return Value(constant=value.constant, fields=fields, kind=value.kind)


def each(value: Value) -> Value:
    """What going through a collection gives: the keys of a dict, the items of others."""
    return part(value, KEYS) if value.kind in ("dict", MAPPING) else item(value)


def told(value: Value, outcome: bool) -> Iterator[tuple[Label, str, Check]]:
    """What holds when a call's result is true or false: what all returns of that outcome have in common."""
    fitting = [guards for one, guards in value.cases if truth(one) in (None, outcome)]
    if fitting:
        for label, checks in meet(fitting).items():
            for kind, check in checks.items():
                yield label, kind, check
