"""Values with their place, and the shapes of what a client sends.

Absence and ignorance differ: `None` means the author wrote nothing, a `Located` whose `value` is None and whose
provenance is UNKNOWN means something is written that cannot be read without running it.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from mcp_lintel.program.values import Class, Value
from mcp_lintel.text.span import Place

T = TypeVar("T")


class Provenance(StrEnum):
    """How a value became known."""

    LITERAL = "literal"
    RESOLVED = "resolved"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value with the place it was read from; `value` is None exactly when the provenance is UNKNOWN."""

    value: T | None
    place: Place
    provenance: Provenance = Provenance.LITERAL

    @property
    def known(self) -> bool:
        """Could the value be read?"""
        return self.provenance is not Provenance.UNKNOWN


class Kind(StrEnum):
    """The kind of value a client sends for a parameter."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ARRAY = "array"
    MAPPING = "mapping"
    """A dict, `dict[str, T]` or an open JSON object."""
    MODEL = "model"
    """A pydantic model, dataclass, TypedDict or JSON object schema with properties."""
    CHOICE = "choice"
    """An enum or a Literal."""
    SEMANTIC = "semantic"
    """A type that validates by itself: UUID, date, URL, e-mail, an IP address, Decimal, bytes."""
    PATH = "path"
    UNION = "union"
    NULL = "null"
    ANY = "any"
    """Any, object, or the builtin function `any` used as a type."""
    UNKNOWN = "unknown"
    """Something is written that could not be resolved."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """Limits on a value by name (min_length, max_length, ge, gt, le, lt, multiple_of, pattern, enum).

    `custom` is true when a validator or an unreadable setting may limit it further; `validators` are those that could
    be read, in order: a call such as `AfterValidator(check)`, or a function of a model that checks the field.
    """

    limits: dict[str, object] = field(default_factory=dict)
    custom: bool = False
    validators: tuple[Value, ...] = ()

    def __contains__(self, name: str) -> bool:
        return name in self.limits


@dataclass(frozen=True, slots=True)
class Shape:
    """A resolved type: its kind, its limits, and what it is made of.

    `parts` holds a union's alternatives (without null), an array's item or a mapping's key and value; `name` the
    class or
    the text of the annotation; `nullable` says null is accepted too. `cls` is the project's own class of a model.
    """

    kind: Kind
    name: str = ""
    constraints: Constraints = field(default_factory=Constraints)
    parts: tuple["Shape", ...] = ()
    nullable: bool = False
    cls: Class | None = None
