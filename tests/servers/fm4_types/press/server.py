"""A press whose tools take every kind of type."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, Any, Literal, Optional, Union
from uuid import UUID

from fastmcp import FastMCP
from pydantic import AnyUrl, Base64Bytes, BaseModel, BeforeValidator, Field, FilePath, HttpUrl, PositiveInt, SecretStr
from pydantic.types import Json

from press import kinds
from press.kinds import Colour, Copies, Few, JobId, Maybe, Mixed, Named, Percent, Short, Side, Size, Speed, Trimmed
from press.models import Box, Filters, Hit, Order, Pair, Paper, Rush, Tags

mcp = FastMCP("press")
DEFAULT_COPIES = 3


class Later(BaseModel):
    """Named in a string."""

    x: int


@mcp.tool
def scalars(a: str, b: int, c: float, d: bool, e: Any, f: object, g: None = None, h=1, *, i: str, j: int = -4) -> str:
    """Plain types."""
    return "".join(map(str, (a, b, c, d, e, f, g, h, i, j)))


@mcp.tool
def collections(
    a: list, b: list[int], c: dict, d: dict[str, int], e: tuple[int, str], f: tuple[int, ...], g: set[str],
    h: frozenset[int], i: Sequence[str], j: Mapping[str, list[int]], k: list[dict[str, Any]], l: tuple,
) -> int:  # fmt: skip
    """Types that hold others."""
    return len([a, b, c, d, e, f, g, h, i, j, k, l])


@mcp.tool
def named(
    a: JobId, b: kinds.Words, c: Copies, d: Short, e: Trimmed, f: Percent, g: Few, h: Speed, i: Maybe,
    j: kinds.Either, k: kinds.Level, l: kinds.Code, m: Named, n: PositiveInt,
) -> int:  # fmt: skip
    """Types behind names."""
    return len([a, b, c, d, e, f, g, h, i, j, k, l, m, n])


@mcp.tool
def chosen(
    a: Colour, b: Size, c: Side, d: kinds.Weight, e: Mixed, f: Literal["x", 2, True], g: Literal["x", None],
    h: Colour = Colour.RED, i: Size = Size.LARGE, j: Side = Side.BACK, k: kinds.Weight = kinds.Weight.HEAVY,
    l: Optional[Colour] = None, m: list[Colour] | None = None, n: Literal["only"] = "only", o: Speed | None = "slow",
    p: Literal[Size.SMALL, "other"] = "other",
) -> int:  # fmt: skip
    """Listed values."""
    return len([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p])


@mcp.tool
def made(
    a: Paper, b: Order, c: Rush, d: Box, e: Filters, f: Hit, g: Pair, h: Tags, i: list[Paper], j: Paper | None = None,
    k: Paper | Box | None = None, l: dict[str, Hit] | None = None, m: Paper = Paper(name="plain"),
) -> int:  # fmt: skip
    """Types made of fields."""
    return len([a, b, c, d, e, f, g, h, i, j, k, l, m])


@mcp.tool
def semantic(
    a: datetime, b: date, c: time, d: timedelta, e: UUID, f: Path, g: bytes, h: Decimal, i: IPv4Address, j: HttpUrl,
    k: AnyUrl, l: SecretStr, m: FilePath, n: Base64Bytes, o: Json, p: Path = Path("out"), q: Decimal = Decimal("1.5"),
    r: date = date(2026, 1, 2),
) -> int:  # fmt: skip
    """Types that check by themselves."""
    return len([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r])


@mcp.tool
def limited(
    a: Annotated[int, Field(ge=1, le=10)],
    b: Annotated[float, Field(gt=0, lt=1, multiple_of=0.25)],
    c: Annotated[str, Field(min_length=1, max_length=9, pattern="^[a-z]*$")],
    d: Annotated[list[int], Field(min_length=1, max_length=3)],
    e: Annotated[int | None, Field(ge=5)] = None,
    f: int = Field(default=5, ge=0, le=kinds.MOST),
    g: list[str] = Field(default_factory=list, max_length=7),
    h: str = Field("word", max_length=8, description="A word"),
    i: Annotated[list[Annotated[str, Field(max_length=4)]] | None, Field(max_length=2)] = None,
    j: Annotated[Decimal, Field(gt=0, max_digits=6, decimal_places=2)] = Decimal("1"),
    k: Annotated[dict[str, int], Field(min_length=1, max_length=2)] = {"a": 1},
    l: Annotated[str, BeforeValidator(str.strip)] = "",
    *,
    m: int = Field(...),
    n: Annotated[int, Field(default=4)] = 7,
    o: Annotated[Copies, Field(le=20)] = 2,
    p: Annotated[int | str, Field(ge=5)] = 6,
    q: Annotated[str, Field(examples=["x"], title="Queue", json_schema_extra={"maxLength": 12})] = "x",
    r: int = DEFAULT_COPIES,
    s: list[int] = [1, 2],
    t: Annotated[list[str], Field(default_factory=list)] = Field(description="Some"),
) -> int:
    """Limits."""
    return len([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t])


@mcp.tool
def described(
    a: Annotated[str, "The first"],
    b: Annotated[str, Field(description="The second")],
    c: str,
    d: Annotated[int, "Not this", Field(description="But this")],
    e: Annotated[int, Field(ge=1), "This one"],
    f: str = "x",
    g: Copies = 1,
    h: Annotated[str, "One", "Two"] = "",
    i: Annotated[str | None, "Perhaps"] = None,
    j: Annotated[Copies, "More than one"] = 2,
    k: "Annotated[str, Field(description='As text')]" = "",
) -> str:
    """Tell what each is.

    In more words.

    Args:
        a: Not seen, for the type says it.
        c: The third
        f (str): The sixth, which
            goes on.
        nothing: Is no parameter.

    Returns:
        What was told.
    """
    return "".join(map(str, (a, b, c, d, e, f, g, h, i, j, k)))


@mcp.tool
def numpy_described(word: str, count: int = 2) -> str:
    """Tell in the manner of NumPy.

    Parameters
    ----------
    word : str
        The word.
    count : int, optional
        How often.

    Returns
    -------
    str
        The words.
    """
    return word * count


@mcp.tool
def sphinx_described(word: str, count: int = 2) -> str:
    """Tell in the manner of Sphinx.

    :param word: The word.
    :param int count: How often,
        at most.
    :returns: The words.
    """
    return word * count


@mcp.tool
def other_sections(word: str, count: Optional[Union[int, str]] = None) -> str:
    """Tell with sections that name no parameter.

    Note:
        Nothing of the parameters.

    Raises:
        ValueError: When it is wrong.
    """
    return f"{word}{count}"


@mcp.tool
def renamed(
    kind: Annotated[str, Field(alias="from")], late: "Later", other: str = Field("x", validation_alias="otherName")
) -> str:
    """Names other than those of the function."""
    return f"{kind}{late}{other}"
