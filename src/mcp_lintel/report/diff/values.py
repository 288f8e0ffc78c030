"""Values of JSON compared as a client would: `1` is `1.0` and not `true`, and the order of keys says nothing."""

import json
from collections.abc import Mapping


def key(value: object) -> str:
    """A text that two values share exactly when they are the same JSON."""
    return json.dumps(_normal(value), sort_keys=True)


def same(old: object, new: object) -> bool:
    """Are two values the same JSON?"""
    return key(old) == key(new)


def both(*answers: bool | None) -> bool | None:
    """And with three values: no as soon as one is no, None (not known) as soon as one is."""
    return False if False in answers else None if None in answers else True


def either(*answers: bool | None) -> bool | None:
    """Or with three values."""
    return True if True in answers else None if None in answers else False


def _normal(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, Mapping):
        return {str(name): _normal(one) for name, one in value.items()}
    return [_normal(one) for one in value] if isinstance(value, (list, tuple)) else value
