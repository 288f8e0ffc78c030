"""A string a client sends has an upper limit on its length.

## Why
A client, or whoever speaks through its model, can send megabytes where a name is expected: memory, logs,
databases and paid services behind the tool take the weight. A limit refuses it before the tool's body runs.

## What is read
Parameters of type `str`, optional ones and lists of them included. `max_length` in `Field`, `Annotated` or
`constr` (`maxLength` in a JSON schema) satisfies the rule, as does a pattern that is anchored at both ends
and repeats nothing without limit, or a check in the tool's body before the first use. How high the limit is
does not matter here; the message gives the standard's figure.

## What is not reported
`Literal`s, enums and types that check themselves, such as UUIDs, dates, URLs and e-mail addresses; paths. A
type with a validator of its own, and one that cannot be resolved. Fields of models.

## Fix
`title: Annotated[str, Field(max_length=100)]`.

## Evidence
Not judged on real servers: the rule is a note, which is off by default.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mcp_lintel.model.types import Constraints, Kind, Parameter, ParameterForm, Shape
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule

ANCHORED = re.compile(r"(?:\^|\\A).*(?:\$|\\Z)", re.DOTALL)
ENDLESS = re.compile(r"(?<!\\)(?:\*|\+|\{\d*,\})")


@dataclass(frozen=True)
class Options:
    """What SEC-23 sets: `max_length` is the figure the message proposes, in characters."""

    max_length: int


@rule(
    "string-parameter-unbounded",
    on=Parameter,
    clause="SEC-23",
    severity=Severity.NOTE,
    cwe=("CWE-770",),
    options=Options,
    examples=(
        Bad("""
            @mcp.tool
            def create_order([|item|]: str, [|note|]: str | None = None) -> str: ...
        """),
        Bad("""
            @mcp.tool
            def create_orders(
                [|items|]: list[str],
                [|code|]: Annotated[str, Field(pattern="^[a-z]+$")],
            ) -> str: ...
        """),
        Bad("""
            @mcp.tool
            def create_order([|item|]: Annotated[str, Field(min_length=3, description="what")]) -> str: ...
        """),
        Good("""
            @mcp.tool
            def create_order(
                item: Annotated[str, Field(max_length=100)],
                code: Annotated[str, Field(pattern="^[A-Z]{3}-[0-9]{1,8}$")],
                note: str = Field(default="", max_length=1000),
            ) -> str: ...
        """),
        Good("""
            from enum import Enum
            from typing import Literal
            from uuid import UUID

            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            class State(Enum):
                OPEN = "open"
                CLOSED = "closed"

            @mcp.tool
            def list_orders(state: State, order: Literal["up", "down"], customer: UUID) -> str: ...
        """),
        Good("""
            @mcp.tool
            def create_order(item: str) -> str:
                if len(item) > 100:
                    raise ValueError("item is longer than 100 characters")
                return item
        """),
    ),
)
def string_parameter_unbounded(parameter: Parameter, options: Options) -> Iterator[Hit]:
    if parameter.form not in (ParameterForm.ORDINARY, ParameterForm.SCHEMA):
        return
    if parameter.annotation is None and parameter.form is ParameterForm.ORDINARY:
        return
    if parameter.guards or not _unbounded(parameter.shape):
        return
    message = (
        f"parameter `{parameter.name}` of tool `{parameter.tool}` takes a string of any length; "
        f"set a `max_length`, such as {options.max_length}"
    )
    yield Hit(parameter.place, message, parameter.symbol, parameter.tool)


def _unbounded(shape: Shape) -> bool:
    if shape.constraints.custom:
        return False
    if shape.kind is Kind.STRING:
        return not _limited(shape.constraints)
    if shape.kind is Kind.UNION:
        return "max_length" not in shape.constraints and any(_unbounded(part) for part in shape.parts)
    return shape.kind is Kind.ARRAY and any(_unbounded(part) for part in shape.parts)


def _limited(constraints: Constraints) -> bool:
    if "max_length" in constraints or "enum" in constraints:
        return True
    pattern = constraints.limits.get("pattern")
    if pattern is None:
        return False
    return not isinstance(pattern, str) or bool(ANCHORED.fullmatch(pattern) and not ENDLESS.search(pattern))
