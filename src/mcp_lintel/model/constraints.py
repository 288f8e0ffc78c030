"""Limits that an annotation or default puts on a value. Source: pydantic 2 `Field`, annotated-types, pydantic
validators."""

from mcp_lintel.model.types import Constraints
from mcp_lintel.program.values import Ext, Items, Lit, Made, Value, dotted

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
        return Constraints(custom=True)
    limits = {RENAMED.get(k, k): literal(v) for k, v in extra.args.named.items() if RENAMED.get(k, k) in LIMITS}
    limits = {k: v for k, v in limits.items() if v is not None or not _is_none(extra.args.named.get(k))}
    return Constraints(limits, custom=extra.args.open)


def merged(first: Constraints, second: Constraints) -> Constraints:
    """Both sets of constraints; the second wins where they name the same limit."""
    return Constraints({**first.limits, **second.limits}, first.custom or second.custom)


def literal(value: Value | None) -> object:
    """A literal as a plain object; `?` for what cannot be read."""
    match value:
        case Lit(value=plain):
            return plain
        case Items(items=items):
            return [literal(item) for item in items]
        case Ext(name=name):
            return name
    return "?"


def _is_none(value: Value | None) -> bool:
    return isinstance(value, Lit) and value.value is None
