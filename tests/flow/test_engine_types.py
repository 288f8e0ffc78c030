"""What types of parameters make harmless, in every place where a signature can say it."""

from pathlib import Path

import pytest

from .twins.kit import WEAK
from .twins.seen import expect

HEAD = """
import os
import re
import shlex
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, NewType, Optional, Union
from uuid import UUID

from annotated_types import Ge, Le
from fastmcp import Context, FastMCP
from fastmcp.dependencies import Depends
from pydantic import (
    AfterValidator, BaseModel, BeforeValidator, Field, PlainValidator, StringConstraints, WrapValidator, conint, constr
)

mcp = FastMCP("desk")


class Command(StrEnum):
    LS = "ls"


class Number(IntEnum):
    ONE = 1


class Inner(BaseModel):
    kind: Literal["ls"]
    text: str


class Job(BaseModel):
    kind: Command
    count: int
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]
    inner: Inner
    text: str


def allowed(value: str) -> str:
    if value not in ("ls", "pwd"):
        raise ValueError("unknown")
    return value


def fixed(value: str) -> str:
    return "ls"


def short(value: str) -> str:
    if len(value) > 9:
        raise ValueError("too long")
    return value


def begins(value: str) -> str:
    if not re.match("ls", value):
        raise ValueError("unknown")
    return value


def quoted(value: str) -> str:
    return shlex.quote(value)


def around(value: str, handler) -> str:
    given = handler(value)
    if given not in ("ls", "pwd"):
        raise ValueError("unknown")
    return given


class Checks:
    @classmethod
    def allowed(cls, value: str) -> str:
        return allowed(value)


class Checked(BaseModel):
    kind: Annotated[str, AfterValidator(allowed)]
    named: str = Field(pattern=r"^[a-z]+$")
    text: Annotated[str, AfterValidator(short)]


class Pair(NamedTuple):
    text: str
    count: int


def told() -> str:
    return "ls"


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+$")]
Name = NewType("Name", str)


"""
HARMLESS = [
    "int", "float", "bool", "UUID", "date", "datetime", "timedelta", "Decimal", "Number", "Command",
    'Literal["ls", "pwd"]', 'Literal["ls"] | None', "Optional[int]", "Union[int, bool]", "int | None",
    'Annotated[int, Field(description="how many")]', "Annotated[int, Ge(1), Le(9)]", "conint(ge=1)",
    r'Annotated[str, Field(pattern=r"^[a-z]+$")]', r'Annotated[str, Field(pattern="^[A-Za-z0-9_]{1,20}$")]',
    r'Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]', r'constr(pattern=r"^[a-z]+$")', "Slug",
    "Annotated[Slug, Field(max_length=9)]", "Annotated[str, AfterValidator(allowed)]",
    "Annotated[str, BeforeValidator(allowed)]", "Annotated[str, WrapValidator(around)]",
    "Annotated[str, AfterValidator(fixed)]", "Annotated[str, AfterValidator(quoted)]", "Annotated[str, AfterValidator(Checks.allowed)]",
    "Annotated[str, AfterValidator(short), AfterValidator(allowed)]", "Annotated[str, AfterValidator(allowed)] | None",
    "Annotated[str | None, AfterValidator(allowed)]", "Annotated[str, PlainValidator(allowed)]",
    "Annotated[str, AfterValidator(lambda text: allowed(text))]", "Annotated[str, AfterValidator(allowed)] | int",
]  # fmt: skip
HARMFUL = [
    "str", "str | None", "Optional[str]", "Any", "bytes", "Path", "Name", "Annotated[str, Field(max_length=50)]",
    "str | int", 'Literal["ls"] | str',
    r'Annotated[str, Field(pattern=r"^[a-z ;]+$")]',
    r'Annotated[str, StringConstraints(max_length=5)]', "object", "Annotated[str, 'what to run']",
    "Annotated[str, AfterValidator(short)]", "Annotated[str, AfterValidator(str.strip)]",
    "Annotated[str, AfterValidator(allowed)] | str",
    "Annotated[str, WrapValidator(lambda text, handler: handler(text))]", "list[Annotated[str, AfterValidator(short)]]",
]  # fmt: skip
OPEN = [r'Annotated[str, Field(pattern=r"[a-z]+")]', r'Annotated[str, Field(pattern=r"^[a-z]+")]',
        "Annotated[str, AfterValidator(begins)]", 'Annotated[str, Field(pattern="[a-z]+$")] | None',
        'list[Annotated[str, Field(pattern=r"[a-z]+")]]']  # fmt: skip
ITEMS = {
    "list of text": ("list[str]", "os.system([|' '.join(value)|])"),
    "list of numbers": ("list[int]", "os.system(str(value[0]))"),
    "list of slugs": ("list[Slug]", "for item in value:\n        os.system(item)"),
    "mapping to text": ("dict[str, str]", "os.system([|value['a']|])"),
    "mapping to numbers": ("dict[str, int]", "os.system(f'{value[\"a\"]}')"),
    "keys of a mapping to numbers": ("dict[str, int]", "for key in value:\n        os.system([|key|])"),
    "mapping with known keys": ('dict[Literal["ls"], int]', "for key in value:\n        os.system(key)"),
    "keys of a mapping that may be missing": (
        "dict[str, int] | None",
        "for key in value or {}:\n        os.system([|key|])",
    ),
    "keys of a mapping in a row": ("dict[str, int]", "os.system([|' '.join(value)|])"),
    "keys of a mapping, listed": ("dict[str, int]", "for key in sorted(value):\n        os.system([|key|])"),
    "keys and values": (
        "dict[str, int]",
        "for key, one in value.items():\n        os.system(str(one))\n        os.system([|key|])",
    ),
    "keys that are checked": (
        "dict[str, int]",
        "for key in value:\n        if key not in ('ls', 'pwd'):\n            raise ValueError(key)\n"
        "    for key in value:\n        os.system(key)",
    ),
    "values that are checked": (
        "dict[str, str]",
        "for one in value.values():\n        if one not in ('ls', 'pwd'):\n            raise ValueError(one)\n"
        "    for key, one in value.items():\n        os.system(one)\n        os.system([|key|])",
    ),
    "whole mapping to numbers": ("dict[str, int]", "os.system([|str(value)|])"),
    "any place of a tuple": ("tuple[int, str]", "for one in value:\n        os.system([|str(one)|])"),
    "tuple of one kind": ("tuple[int, ...]", "os.system(str(value[3]))"),
    "named tuple": ("Pair", "os.system([|value.text|])\n    os.system(str(value.count))\n    os.system(str(value[1]))"),
    "validated items": ("list[Annotated[str, AfterValidator(allowed)]]", "os.system(value[0])"),
    "validated fields": ("Checked", "os.system(value.kind)\n    os.system(value.named)\n    os.system([|value.text|])"),
    "fields validated by the tool": (
        "str",
        "job = Checked(kind=value.strip(), named='a', text='ls')\n    os.system(job.kind)",
    ),
    "fields validated by the tool, too loosely": (
        "str",
        "job = Checked(kind='ls', named='a', text=value)\n    os.system(job.kind)\n    os.system([|job.text|])",
    ),
    "tuple": ("tuple[int, str]", "os.system(str(value[0]))\n    os.system([|value[1]|])"),
    "union of models": ("Inner | None", "os.system([|value.text|])\n    os.system(value.kind)"),
    "model": (
        "Job",
        "os.system(value.kind)\n    os.system(str(value.count))\n    os.system(value.slug)\n    os.system([|value.text|])",
    ),
    "model in a model": ("Job", "os.system(value.inner.kind)\n    os.system([|value.inner.text|])"),
    "list of models": (
        "list[Inner]",
        "for item in value:\n        os.system(item.kind)\n        os.system([|item.text|])",
    ),
    "whole model": ("Job", "os.system([|str(value)|])"),
    "whole model as JSON": ("Job", "os.system([|value.model_dump_json()|])"),
    "field of a dump": ("Job", "os.system([|value.model_dump()['text']|])\n    os.system(value.model_dump()['kind'])"),
    "value of an enum": ("Command", "os.system(value.value)\n    os.system(value.name)"),
    "bare list": ("list", "os.system([|value[0]|])"),
    "bare dict": ("dict", "os.system([|value['a']|])"),
}
INJECTED = {
    "context": "async def use(value: Context) -> str:\n    os.system(str(value))",
    "context or none": "async def use(value: Context | None = None) -> str:\n    os.system(str(value))",
    "dependency": "def use(value: str = Depends(told)) -> str:\n    os.system(value)",
    "no annotation": "def use(value) -> str:\n    os.system([|value|])",
    "default": 'def use(value="ls") -> str:\n    os.system([|value|])',
    "default number": "def use(value: int = 3) -> str:\n    os.system(str(value))",
    "keyword only": "def use(*, value: str) -> str:\n    os.system([|value|])",
    "Field as default": "def use(value: str = Field(max_length=3)) -> str:\n    os.system([|value|])",
    "Field as default with a pattern": 'def use(value: str = Field(pattern="^[a-z]+$")) -> str:\n    os.system(value)',
    "written in quotes": 'def use(value: "int") -> str:\n    os.system(str(value))',
}


@pytest.mark.parametrize("annotation", HARMLESS)
def test_a_type_makes_it_harmless(annotation: str, tmp_path: Path) -> None:
    expect(
        f'{HEAD}@mcp.tool\ndef use(value: {annotation}) -> str:\n    os.system(f"echo {{value}}")\n    return "done"\n',
        "client-input-in-shell",
        tmp_path,
    )


@pytest.mark.parametrize("annotation", HARMFUL)
def test_a_type_lets_it_through(annotation: str, tmp_path: Path) -> None:
    expect(
        f'{HEAD}@mcp.tool\ndef use(value: {annotation}) -> str:\n    os.system([|f"echo {{value}}"|])\n    return "done"\n',
        "client-input-in-shell",
        tmp_path,
    )


@pytest.mark.parametrize("annotation", OPEN)
def test_a_pattern_without_ends_does_not_hold(annotation: str, tmp_path: Path) -> None:
    expect(
        f'{HEAD}@mcp.tool\ndef use(value: {annotation}) -> str:\n    os.system([|f"echo {{value}}"|])\n    return "done"\n',
        WEAK,
        tmp_path,
    )


@pytest.mark.parametrize(("annotation", "body"), ITEMS.values(), ids=ITEMS.keys())
def test_what_is_inside_has_its_own_type(annotation: str, body: str, tmp_path: Path) -> None:
    expect(
        f'{HEAD}@mcp.tool\ndef use(value: {annotation}) -> str:\n    {body}\n    return "done"\n',
        "client-input-in-shell",
        tmp_path,
    )


@pytest.mark.parametrize("function", INJECTED.values(), ids=INJECTED.keys())
def test_what_a_client_fills_in_is_what_flows(function: str, tmp_path: Path) -> None:
    expect(f'{HEAD}@mcp.tool\n{function}\n    return "done"\n', "client-input-in-shell", tmp_path)
