"""Filters of document databases: which part of one is a value, which an operator or code.

MongoDB manual, "Query and Projection Operators": a text under the name of a field is compared as it is, a document
there is read for operators, and what stands under `$where` or `$function` is run.
"""

from collections.abc import Iterator

from mcp_lintel.flow.domain.values import ANY_ITEM, COLLECTIONS, KEYS, deep
from mcp_lintel.flow.types import ABSENT, Value

FILTER, COMPARED = "query-nosql", "query-nosql-value"
JOINING = frozenset(("$and", "$or", "$nor", "$not", "$match", "$elemMatch", "$set", "$push", "$addToSet"))
"""Operators that hold filters, or documents, themselves."""
COMPARING = frozenset((
    "$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "$nin", "$all", "$size", "$exists", "$limit", "$skip", "$regex",
    "$options", "$search",
))  # fmt: skip
"""Operators that take values."""
MAX_DEPTH = 6


def parts_of(value: Value, depth: int = 0) -> Iterator[tuple[str, Value]]:
    """The parts of a filter that something may flow in, each with the kind of sink that it is."""
    if value.taints or depth > MAX_DEPTH:
        yield FILTER, Value(value.taints if depth <= MAX_DEPTH else deep(value))
    for key, one in value.fields.items():
        name = key[1:-1]
        if value.kind in COLLECTIONS or name in JOINING:
            yield from parts_of(one, depth + 1)
        elif key in (KEYS, ANY_ITEM) or (name[:1] == "$" and name not in COMPARING):
            yield FILTER, one
        elif one.kind == "dict" and not one.taints:
            yield from parts_of(one, depth + 1)
        else:
            yield COMPARED, Value(deep(one), ABSENT)
