"""Names for types, and types with values of their own."""

from enum import Enum, IntEnum, StrEnum, auto
from typing import Annotated, Literal, NewType, Optional, TypeAlias, Union

from annotated_types import Ge, Le, Len, MaxLen, MinLen
from pydantic import Field, StringConstraints, conint, constr
from typing_extensions import TypeAliasType

MOST = 500
JobId = NewType("JobId", int)
Words: TypeAlias = list[str]
Copies = Annotated[int, Field(ge=1, le=MOST, description="How many to print")]
Short = Annotated[str, MinLen(1), MaxLen(20)]
Trimmed = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, pattern=r"^[a-z]+$")]
Percent = Annotated[float, Ge(0), Le(100)]
Few = Annotated[list[Short], Len(1, 5)]
Speed = Literal["slow", "fast"]
Maybe = Optional[Speed]
Either = Union[int, str]
Level = conint(ge=1, le=9)
Code = constr(min_length=3, max_length=3)
Named = TypeAliasType("Named", dict[str, int])


class Colour(Enum):
    """An ink."""

    BLACK = "black"
    RED = "red"
    HIDDEN_NAME = "light blue"

    @property
    def dark(self) -> bool:
        return self is Colour.BLACK


class Size(str, Enum):
    SMALL = "A5"
    LARGE = "A3"


class Side(StrEnum):
    FRONT = auto()
    BACK = auto()


class Weight(IntEnum):
    LIGHT = 80
    HEAVY = 160


class Mixed(Enum):
    ONE = 1
    TWO = "two"
    ALSO_ONE = 1
