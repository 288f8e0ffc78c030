"""A clause's or a setting's value as the type that an option is declared with."""

import re
from typing import Any, get_args, get_origin

_WORDS = {int: "a whole number", float: "a number", str: "a text", bool: "true or false"}


def coerced(value: object, wanted: Any) -> object:
    """`value` as `wanted`: int, float, str, bool, or a tuple or frozenset of one of them.

    A whole number serves as a float, a list as a tuple or set; a text that begins with `^` must be a regular
    expression. Raises ValueError with the rest of a sentence that begins with the value's name.
    """
    if get_origin(wanted) in {tuple, frozenset}:
        if not isinstance(value, list | tuple):
            raise ValueError(f"must be a list, not {value!r}")
        items = [_item(part, get_args(wanted)[0]) for part in value]
        return frozenset(items) if get_origin(wanted) is frozenset else tuple(items)
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        raise ValueError(f"must be {_WORDS.get(wanted, wanted)}, not {value!r}")
    if isinstance(value, str) and value.startswith("^"):
        try:
            re.compile(value)
        except re.error as fault:
            raise ValueError(f"is no regular expression: {fault}") from None
    return value


def _item(value: object, wanted: Any) -> object:
    try:
        return coerced(value, wanted)
    except ValueError as fault:
        raise ValueError(f"holds an item that {fault}") from None
