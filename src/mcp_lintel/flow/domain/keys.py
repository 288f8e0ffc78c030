"""Dicts of which every key is known: which they have, which they may have, and which they lack."""

from mcp_lintel.flow.domain.values import ANY_ITEM, KEYS, MAYBE
from mcp_lintel.flow.types import Value

OPEN = frozenset({ANY_ITEM, KEYS})
"""Parts of a dict that may stand for keys which are not known."""


def closed(value: Value) -> bool:
    """Is it a dict of which every key is known?"""
    plain = value.kind == "dict" and not value.taints and not value.cases
    return plain and bool(value.fields) and OPEN.isdisjoint(value.fields)


def has_key(value: Value, key: object) -> bool | None:
    """Has a dict a key? None where that is not known."""
    if not closed(value):
        return None
    part = f"[{key}]"
    if part not in value.fields:
        return False
    maybe = value.fields.get(MAYBE)
    return None if maybe is not None and part in maybe.fields else True
