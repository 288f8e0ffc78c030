"""Limits that an annotation or default puts on a value. Source: pydantic 2 `Field`, annotated-types, pydantic
validators."""

from mcp_lintel.model.types import Constraints
from mcp_lintel.program.operators import ENUMS
from mcp_lintel.program.values import Ext, Instance, Items, Lit, Made, Table, Value, dotted

UNREAD = "?"
"""Stands for a literal that cannot be read."""
AS_TEXT = frozenset({"pathlib.Path", "pathlib.PurePath", "decimal.Decimal", "uuid.UUID"})
"""Types whose objects are made from the text that JSON has for them."""
LIMITS = frozenset(("min_length", "max_length", "ge", "gt", "le", "lt", "multiple_of", "pattern", "max_digits"))
RENAMED = {"regex": "pattern", "min_items": "min_length", "max_items": "max_length"}
SINGLE = {
    "Ge": "ge",
    "Gt": "gt",
    "Le": "le",
    "Lt": "lt",
    "MinLen": "min_length",
    "MaxLen": "max_length",
    "MultipleOf": "multiple_of",
}
VALIDATORS = frozenset(
    (
        "BeforeValidator",
        "AfterValidator",
        "WrapValidator",
        "PlainValidator",
        "Predicate",
        "GetPydanticSchema",
        "InstanceOf",
    )
)


def constraints_of(extra: Value | None) -> Constraints:
    """The constraints in one extra of `Annotated[…]` or in a `Field(…)` default; none for anything else."""
    if not isinstance(extra, Made):
        return Constraints()
    last = dotted(extra.callee).rpartition(".")[2]
    if last in SINGLE:
        return Constraints({SINGLE[last]: literal(extra.args.get(SINGLE[last], 0))})
    if last in VALIDATORS:
        return Constraints(custom=True, validators=(extra,))
    if last == "Len":
        given = (("min_length", extra.args.get("min_length", 0)), ("max_length", extra.args.get("max_length", 1)))
        return Constraints({name: literal(v) for name, v in given if v is not None and not _is_none(v)})
    limits = {RENAMED.get(k, k): literal(v) for k, v in extra.args.named.items() if RENAMED.get(k, k) in LIMITS}
    limits = {k: v for k, v in limits.items() if v is not None or not _is_none(extra.args.named.get(k))}
    return Constraints(limits, custom=extra.args.open)


def merged(first: Constraints, second: Constraints) -> Constraints:
    """Both sets of constraints; the second wins where they name the same limit."""
    both = (*first.validators, *second.validators)
    return Constraints({**first.limits, **second.limits}, first.custom or second.custom, both)


def literal(value: Value | None) -> object:
    """A literal as a plain object, a member of an enum as its value; `?` for what cannot be read."""
    match value:
        case Lit(value=plain):
            return plain
        case Items(items=items):
            return [literal(item) for item in items]
        case Instance(cls=cls, attrs=attrs) if cls.derives(*ENUMS):
            return literal(attrs.get("value"))
        case Ext(name=name):
            return name
    return UNREAD


def jsonable(value: Value | None) -> object:
    """A default as JSON has it; `?` for what cannot be read, or what JSON has not. Source: pydantic 2, to_jsonable."""
    match value:
        case Lit(value=plain) if plain is None or isinstance(plain, str | int | float):
            return plain
        case Items(kind="list" | "tuple", items=items, open=False, maybe=maybe) if not maybe:
            found: list[object] = [jsonable(item) for item in items]
            return UNREAD if UNREAD in found else found
        case Table(items=table, open=False, maybe=maybe) if not maybe:
            shown = {str(key): jsonable(one) for key, one in table.items() if isinstance(key, str)}
            return UNREAD if UNREAD in shown.values() or len(shown) < len(table) else shown
        case Instance(cls=cls, attrs=attrs) if cls.derives(*ENUMS):
            return jsonable(attrs.get("value"))
        case Made(args=args) if dotted(value).removesuffix("()") in AS_TEXT and len(args.positional) == 1:
            inner = jsonable(args.positional[0])
            return inner if isinstance(inner, str) else UNREAD
    return UNREAD


def _is_none(value: Value | None) -> bool:
    return isinstance(value, Lit) and value.value is None
