"""What a client may send for a parameter: kinds and limits of every way to write a type."""

import pytest

from mcp_lintel.model.types import Kind, Shape

from .reading import SDK, ReadProject, parameter

IMPORTS = """
import datetime
import enum
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, Any, Dict, List, Literal, NamedTuple, NewType, Optional, TypedDict, Union
from annotated_types import Ge, MaxLen
from pydantic import (
    AfterValidator, AnyUrl, BaseModel, EmailStr, Field, HttpUrl, PositiveInt, StringConstraints, conint, constr,
)
from missing import Elsewhere

class Colour(Enum):
    RED = "red"

class Size(StrEnum):
    SMALL = "small"

class Level(enum.IntEnum):
    LOW = 1

class Order(BaseModel):
    sku: str

class BigOrder(Order):
    amount: int

@dataclass
class Point:
    x: int

class Filters(TypedDict, total=False):
    author: str

class Pair(NamedTuple):
    left: int

class Slug(str):
    pass

class Plain:
    pass

UserId = NewType("UserId", int)
Word = Annotated[str, Field(max_length=40)]
Mode = Literal["fast", "slow"]
MaybeInt = Optional[int]
MAXIMUM = 90
"""


def shape_of(annotation: str, project: ReadProject, default: str = "") -> Shape:
    """The shape of a parameter with this annotation."""
    signature = f"value: {annotation}" + (f" = {default}" if default else "")
    late = "\nclass Later(BaseModel):\n    x: int\n"
    return parameter(project({"server.py": f"{SDK}{IMPORTS}@mcp.tool()\ndef find({signature}): ...\n{late}"})).shape


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        ("str", Kind.STRING),
        ("int", Kind.INTEGER),
        ("float", Kind.NUMBER),
        ("bool", Kind.BOOLEAN),
        ("bytes", Kind.SEMANTIC),
        ("list", Kind.ARRAY),
        ("list[str]", Kind.ARRAY),
        ("List[str]", Kind.ARRAY),
        ("Sequence[str]", Kind.ARRAY),
        ("set[int]", Kind.ARRAY),
        ("tuple[int, ...]", Kind.ARRAY),
        ("dict", Kind.MAPPING),
        ("dict[str, Any]", Kind.MAPPING),
        ("Dict[str, int]", Kind.MAPPING),
        ("Mapping[str, int]", Kind.MAPPING),
        ("Any", Kind.ANY),
        ("object", Kind.ANY),
        ("any", Kind.ANY),
        ("Literal['a', 'b']", Kind.CHOICE),
        ("Mode", Kind.CHOICE),
        ("Colour", Kind.CHOICE),
        ("Size", Kind.CHOICE),
        ("Level", Kind.CHOICE),
        ("Order", Kind.MODEL),
        ("BigOrder", Kind.MODEL),
        ("Point", Kind.MODEL),
        ("Filters", Kind.MODEL),
        ("Pair", Kind.ARRAY),
        ("uuid.UUID", Kind.SEMANTIC),
        ("datetime.date", Kind.SEMANTIC),
        ("Decimal", Kind.SEMANTIC),
        ("IPv4Address", Kind.SEMANTIC),
        ("HttpUrl", Kind.SEMANTIC),
        ("AnyUrl", Kind.SEMANTIC),
        ("EmailStr", Kind.SEMANTIC),
        ("Path", Kind.PATH),
        ("UserId", Kind.INTEGER),
        ("PositiveInt", Kind.INTEGER),
        ("constr(max_length=3)", Kind.STRING),
        ("Slug", Kind.STRING),
        ("'str'", Kind.STRING),
        ("'list[str]'", Kind.ARRAY),
        ("'Later'", Kind.MODEL),
        ("list['Later']", Kind.ARRAY),
        ("None", Kind.NULL),
        ("int | str", Kind.UNION),
        ("Union[int, str]", Kind.UNION),
        ("Elsewhere", Kind.UNKNOWN),
        ("Plain", Kind.UNKNOWN),
        ("not_defined", Kind.UNKNOWN),
    ],
)
def test_an_annotation_has_a_kind(annotation: str, kind: Kind, project: ReadProject) -> None:
    assert shape_of(annotation, project).kind is kind


@pytest.mark.parametrize(
    "annotation",
    [
        "Optional[int]",
        "int | None",
        "None | int",
        "Union[int, None]",
        "'int | None'",
        "'Optional[int]'",
        "MaybeInt",
        "Annotated[int | None, Field()]",
        "Annotated[Optional[int], Field()]",
    ],
)
def test_a_value_or_null_is_the_value_and_nullable(annotation: str, project: ReadProject) -> None:
    found = shape_of(annotation, project)
    assert (found.kind, found.nullable) == (Kind.INTEGER, True)


@pytest.mark.parametrize(
    ("annotation", "parts"),
    [
        ("list[str]", [Kind.STRING]),
        ("dict[str, int]", [Kind.STRING, Kind.INTEGER]),
        ("int | str | None", [Kind.INTEGER, Kind.STRING]),
        ("Union[int, Union[str, bool]]", [Kind.INTEGER, Kind.STRING, Kind.BOOLEAN]),
        ("tuple[int, str]", [Kind.INTEGER, Kind.STRING]),
        ("list[Order]", [Kind.MODEL]),
        ("list['Later']", [Kind.MODEL]),
        ("str", []),
    ],
)
def test_a_shape_knows_what_it_is_made_of(annotation: str, parts: list[Kind], project: ReadProject) -> None:
    assert [part.kind for part in shape_of(annotation, project).parts] == parts


@pytest.mark.parametrize(
    ("annotation", "default", "limits"),
    [
        ("Annotated[str, Field(min_length=1, max_length=9)]", "", {"min_length": 1, "max_length": 9}),
        ("Annotated[str, Field(pattern='^a$')]", "", {"pattern": "^a$"}),
        ("Annotated[str, StringConstraints(max_length=9)]", "", {"max_length": 9}),
        ("Annotated[int, Field(ge=1, le=9)]", "", {"ge": 1, "le": 9}),
        ("Annotated[int, Field(gt=0), Field(lt=9)]", "", {"gt": 0, "lt": 9}),
        ("Annotated[int, Ge(1)]", "", {"ge": 1}),
        ("Annotated[str, MaxLen(9)]", "", {"max_length": 9}),
        ("Annotated[int, Field(le=MAXIMUM)]", "", {"le": 90}),
        ("Annotated[int, Field(le=10 * 1024)]", "", {"le": 10240}),
        ("Annotated[int, Field(ge=-1)]", "", {"ge": -1}),
        ("Annotated[Word, Field(min_length=1)]", "", {"max_length": 40, "min_length": 1}),
        ("Word", "", {"max_length": 40}),
        ("str", "Field(default='a', max_length=9)", {"max_length": 9}),
        ("str", "Field(..., max_length=9)", {"max_length": 9}),
        ("Annotated[str, Field(min_length=1)]", "Field(max_length=9)", {"min_length": 1, "max_length": 9}),
        ("constr(max_length=3)", "", {"max_length": 3}),
        ("conint(ge=1, le=9)", "", {"ge": 1, "le": 9}),
        ("PositiveInt", "", {"gt": 0}),
        ("Literal['a', 'b']", "", {"enum": ["a", "b"]}),
        ("Optional[Literal['a', 'b']]", "", {"enum": ["a", "b"]}),
        ("Annotated[int | None, Field(ge=1)]", "", {"ge": 1}),
        ("list[Annotated[str, Field(max_length=9)]]", "", {}),
        ("Annotated[list[str], Field(max_length=9)]", "", {"max_length": 9}),
        ("str", "", {}),
        ("str", "'a'", {}),
        ("Annotated[str, 'A word']", "", {}),
    ],
)
def test_limits_are_read(annotation: str, default: str, limits: dict[str, object], project: ReadProject) -> None:
    assert shape_of(annotation, project, default).constraints.limits == limits


def test_limits_of_an_item_stay_with_the_item(project: ReadProject) -> None:
    (item,) = shape_of("list[Annotated[str, Field(max_length=9)]]", project).parts
    assert item.constraints.limits == {"max_length": 9}


def test_limits_on_a_union_hold_for_each_alternative(project: ReadProject) -> None:
    found = shape_of("Annotated[int | float, Field(ge=1)]", project)
    assert [part.constraints.limits for part in found.parts] == [{"ge": 1}, {"ge": 1}]


@pytest.mark.parametrize(
    ("annotation", "custom"),
    [
        ("Annotated[str, AfterValidator(str.strip)]", True),
        ("Slug", True),
        ("Annotated[str, Field(**OPTIONS)]", True),
        ("Annotated[str, Field(max_length=9)]", False),
        ("str", False),
    ],
)
def test_a_validator_may_limit_further(annotation: str, custom: bool, project: ReadProject) -> None:
    assert shape_of(annotation, project).constraints.custom is custom


def test_types_come_from_other_modules(project: ReadProject) -> None:
    source = f"{SDK}from kinds import shapes\n@mcp.tool()\ndef find(value: shapes.Colour | None = None): ...\n"
    kinds = "from enum import Enum\nclass Colour(Enum):\n    RED = 'red'\n"
    found = parameter(project({"server.py": source, "kinds/__init__.py": "", "kinds/shapes.py": kinds})).shape
    assert (found.kind, found.name, found.nullable) == (Kind.CHOICE, "Colour", True)


def test_annotations_that_are_all_strings_are_read(project: ReadProject) -> None:
    source = (
        "from __future__ import annotations\n" + SDK + "@mcp.tool()\ndef find(ctx: Context, value: int | None): ...\n"
    )
    found = parameter(project({"server.py": source})).shape
    assert (found.kind, found.nullable) == (Kind.INTEGER, True)


def test_a_name_imported_for_type_checkers_only_is_resolved(project: ReadProject) -> None:
    source = (
        "from __future__ import annotations\nfrom typing import TYPE_CHECKING\n"
        + SDK
        + "if TYPE_CHECKING:\n    from uuid import UUID\n@mcp.tool()\ndef find(value: UUID): ...\n"
    )
    assert parameter(project({"server.py": source})).shape.kind is Kind.SEMANTIC


def test_a_type_that_refers_to_itself_ends(project: ReadProject) -> None:
    source = SDK + "Tree = list['Tree']\n@mcp.tool()\ndef find(value: Tree): ...\n"
    assert parameter(project({"server.py": source})).shape.kind is Kind.ARRAY


def test_the_type_statement_of_python_3_12_is_read(project: ReadProject) -> None:
    source = SDK + "type Words = list[str]\n@mcp.tool()\ndef find(value: Words): ...\n"
    assert parameter(project({"server.py": source})).shape.kind is Kind.ARRAY
