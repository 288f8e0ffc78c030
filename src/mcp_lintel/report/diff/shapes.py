"""Types compared by what they accept: does a type let through every value that another does?

Source: the JSON schemas that pydantic 2 makes of types, JSON Schema 2020-12.
"""

from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from mcp_lintel.report.diff.limits import allows
from mcp_lintel.report.diff.values import both, either, key
from mcp_lintel.report.inventory.types import UNREAD, TypeEntry

_TEXTS = frozenset({"string", "path"})
_VAGUE = frozenset({"Decimal", "bytes"})
"""Types that validate by themselves and take more than one form, or nearly any text."""


class Relation(StrEnum):
    """What became of a type."""

    SAME = "same"
    NARROWER = "narrowed"
    WIDER = "widened"
    OTHER = "changed"
    """Each side refuses something that the other accepts, or that cannot be told."""


class Fit(NamedTuple):
    """Do values that were right stay right, and were those right before that are right now? None: not known."""

    keeps: bool | None
    kept: bool | None

    @property
    def relation(self) -> Relation:
        """Both answers in a word."""
        if None in self:
            return Relation.OTHER
        if self.keeps:
            return Relation.SAME if self.kept else Relation.WIDER
        return Relation.NARROWER if self.kept else Relation.OTHER


def fit(old: TypeEntry, new: TypeEntry) -> Fit:
    """What became of a type; with the sides swapped, the answers swap as well."""
    if not (old.detailed and new.detailed):
        old, new = _bare(old), _bare(new)
    return Fit(accepts(new, old), accepts(old, new))


def shape_key(kind: TypeEntry) -> str:
    """A text that two types share exactly when they are the same."""
    return key(_listed(kind))


def accepts(wide: TypeEntry, narrow: TypeEntry) -> bool | None:
    """Is each value of `narrow` one of `wide`? None when that cannot be told."""
    if shape_key(wide) == shape_key(narrow):
        return True
    null = not _takes_null(narrow) or _takes_null(wide)
    return both(null, _solid(_without_null(wide), _without_null(narrow)))


def _solid(wide: TypeEntry, narrow: TypeEntry) -> bool | None:
    """The same for types without null; a union's limits are those of its alternatives."""
    if shape_key(wide) == shape_key(narrow) or narrow.kind == "null":
        return True
    if narrow.kind == "union":
        return both(*(accepts(wide, part) for part in narrow.parts)) if narrow.parts else None
    if wide.kind == "union":
        return either(*(accepts(part, narrow) for part in wide.parts)) if wide.parts else None
    if "unknown" in (wide.kind, narrow.kind):
        return True if wide.kind == "any" and not wide.limits and not wide.custom else None
    if narrow.kind == "choice":
        return _choice(wide, narrow)
    answer = True if wide.kind == "any" else _kinds(wide, narrow)
    return False if answer is False else both(answer, _parts(wide, narrow), _limits(wide, narrow))


def _kinds(wide: TypeEntry, narrow: TypeEntry) -> bool | None:
    """May the kinds alone fit? Limits and parts are asked elsewhere."""
    pair = (wide.kind, narrow.kind)
    if pair[0] == pair[1]:
        apart = wide.kind in ("semantic", "model") and (wide.name != narrow.name or not wide.name)
        return None if apart else True
    if pair in (("number", "integer"), ("mapping", "model")) or {*pair} <= _TEXTS:
        return True
    if pair in (("model", "mapping"), ("choice", "boolean")) or (wide.kind == "choice" and "enum" in narrow.limits):
        return None
    if "semantic" in pair and {*pair} <= {"semantic", *_TEXTS}:
        name = wide.name if wide.kind == "semantic" else narrow.name
        return None if name in _VAGUE else wide.kind in _TEXTS
    return False


def _choice(wide: TypeEntry, narrow: TypeEntry) -> bool | None:
    """Are the listed values of `narrow` among what `wide` accepts?"""
    values = narrow.limits.get("enum")
    if wide.kind == "any" and not wide.limits and not wide.custom:
        return True
    if not isinstance(values, list) or UNREAD in values or wide.kind == "semantic":
        named = wide.kind == "choice" and "enum" not in {*wide.limits, *narrow.limits}
        return True if named and wide.name == narrow.name and wide.name else None
    if wide.kind == "choice":
        return allows(wide.limits, narrow.limits, whole=False) if "enum" in wide.limits else None
    if not all(_is_of(value, wide.kind) for value in values):
        return False
    return None if wide.limits or wide.custom else True


def _is_of(value: object, kind: str) -> bool:
    """Is a listed value of a kind?"""
    if isinstance(value, bool):
        return kind == "boolean"
    if isinstance(value, str):
        return kind in _TEXTS
    return isinstance(value, (int, float)) and (kind == "number" or (kind == "integer" and float(value).is_integer()))


def _parts(wide: TypeEntry, narrow: TypeEntry) -> bool | None:
    """Do items and values fit? Types without parts take any."""
    outer, inner = _inner(wide), _inner(narrow)
    if all(part.kind == "any" for part in outer):
        return True
    if narrow.kind == "model":
        return None
    if not inner:
        return False
    if len(outer) != len(inner):
        return None
    return both(*(accepts(one, other) for one, other in zip(outer, inner, strict=True)))


def _inner(kind: TypeEntry) -> tuple[TypeEntry, ...]:
    """The parts that can differ: keys of a JSON object are always texts."""
    keyed = kind.kind == "mapping" and len(kind.parts) == 2 and kind.parts[0].kind == "string"
    return kind.parts[1:] if keyed else kind.parts


def _limits(wide: TypeEntry, narrow: TypeEntry) -> bool | None:
    validated = None if wide.custom and not narrow.custom else True
    return both(validated, allows(wide.limits, narrow.limits, whole=narrow.kind == "integer"))


def _takes_null(kind: TypeEntry) -> bool:
    return kind.nullable or kind.kind in ("any", "null") or any(_takes_null(part) for part in _alternatives(kind))


def _alternatives(kind: TypeEntry) -> tuple[TypeEntry, ...]:
    return kind.parts if kind.kind == "union" else ()


def _without_null(kind: TypeEntry) -> TypeEntry:
    return replace(kind, nullable=False)


def _bare(kind: TypeEntry) -> TypeEntry:
    """Kind and limits alone."""
    return TypeEntry(kind.kind, kind.limits)


def _listed(kind: TypeEntry) -> list[object]:
    return [kind.kind, dict(kind.limits), kind.nullable, kind.name, kind.custom, [_listed(part) for part in kind.parts]]
