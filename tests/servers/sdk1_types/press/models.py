"""Things that are made of fields."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, RootModel, field_validator
from typing_extensions import NotRequired, Required, TypedDict

from press.kinds import Colour, Copies, Short, Speed


class Paper(BaseModel):
    """What is printed on."""

    grams: int = Field(80, ge=40, le=400)
    name: Short


class Order(BaseModel):
    """What is printed."""

    model_config = ConfigDict(extra="forbid")

    title: str = Field(min_length=1, description="What stands on it")
    copies: Copies = 1
    paper: Paper
    inks: list[Colour] = Field(default_factory=list, max_length=4)
    wanted_by: date | None = Field(default=None, alias="wantedBy")
    speed: Annotated[Speed, Field(description="How fast")] = "slow"
    by: str = Field(validation_alias="orderedBy")
    several: str = Field("x", validation_alias=AliasChoices("several", "many"))

    @field_validator("title")
    @classmethod
    def trimmed(cls, value: str) -> str:
        return value.strip()


class Rush(Order):
    """An order that is due."""

    hours: int = Field(gt=0, lt=72)
    speed: Speed = "fast"


class Tags(RootModel[list[str]]):
    """Labels."""


@dataclass
class Box:
    """Outer measures."""

    width: float
    height: float = 10.0
    notes: list[str] = field(default_factory=list)


class Filters(TypedDict, total=False):
    """How to narrow."""

    ink: Colour
    paper: Required[str]


class Hit(TypedDict):
    """One found."""

    title: str
    score: NotRequired[float]


class Pair(NamedTuple):
    """Two of something."""

    left: int
    right: int = 2
