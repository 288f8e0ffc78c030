"""Does one set of limits let through all that another does? Source: JSON Schema 2020-12 validation, pydantic 2."""

from collections.abc import Mapping

from mcp_lintel.report.diff.values import both, same
from mcp_lintel.report.inventory.types import UNREAD

Limits = Mapping[str, object]


def allows(wide: Limits, narrow: Limits, *, whole: bool) -> bool | None:
    """Does every value within `narrow` lie within `wide`? None when it cannot be told; `whole` for integers."""
    return both(
        _below(wide, narrow, ("le", "lt"), 1, whole=whole),
        _below(wide, narrow, ("ge", "gt"), -1, whole=whole),
        _below(wide, narrow, ("max_length", ""), 1, whole=True),
        _below(wide, narrow, ("min_length", ""), -1, whole=True),
        _below(wide, narrow, ("max_digits", ""), 1, whole=True),
        _step(wide.get("multiple_of"), narrow.get("multiple_of"), whole=whole),
        _pattern(wide.get("pattern"), narrow.get("pattern")),
        _values(wide.get("enum"), narrow.get("enum")),
    )


def _below(wide: Limits, narrow: Limits, names: tuple[str, str], sign: int, *, whole: bool) -> bool | None:
    """Is the bound of `narrow` at or inside that of `wide`? `sign` is -1 for lower bounds, which are mirrored."""
    if all(same(wide.get(name), narrow.get(name)) for name in names):
        return True
    outer, inner = (_bounds(limits, names, sign, whole=whole) for limits in (wide, narrow))
    if not outer:
        return True
    if None in outer:
        return None
    strictest = min(bound for bound in outer if bound is not None)
    if any(bound is not None and bound <= strictest for bound in inner):
        return True
    return None if None in inner else False


def _bounds(limits: Limits, names: tuple[str, str], sign: int, *, whole: bool) -> list[tuple[float, bool] | None]:
    """The bounds as (value, inclusive), to be read as upper ones; None for one that is no number."""
    found: list[tuple[float, bool] | None] = []
    for name, inclusive in zip(names, (True, False), strict=True):
        value = limits.get(name)
        if value is None or (name == "min_length" and same(value, 0)):
            continue
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            found.append(None)
        elif whole and not inclusive and (isinstance(value, int) or value.is_integer()):
            found.append((sign * value - 1, True))
        else:
            found.append((sign * value, inclusive))
    return found


def _step(wide: object, narrow: object, *, whole: bool) -> bool | None:
    """Is each multiple of `narrow` one of `wide`?"""
    if wide is None or (whole and same(wide, 1)) or (same(wide, narrow) and wide != UNREAD):
        return True
    if narrow is None:
        return None if wide == UNREAD else False
    if isinstance(wide, int) and isinstance(narrow, int) and wide:
        return narrow % wide == 0
    return None


def _pattern(wide: object, narrow: object) -> bool | None:
    """Patterns are not compared but for being the same: a new one refuses something, another one may."""
    if wide is None or same(wide, narrow):
        return True
    return False if narrow is None and wide != UNREAD else None


def _values(wide: object, narrow: object) -> bool | None:
    """Is each listed value of `narrow` one of `wide`?"""
    if wide is None or same(wide, narrow):
        return True
    if not isinstance(wide, list) or UNREAD in wide:
        return None
    if narrow is None:
        return False
    return all(any(same(one, other) for other in wide) for one in narrow) if isinstance(narrow, list) else None
