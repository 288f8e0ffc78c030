"""A number a client sends has a range.

## Why
`limit=10000000` is a valid integer, and so is `-1`. A range with both ends keeps loops, page sizes, timeouts
and amounts within what the tool was made for, and tells the client's model which values make sense.

## What is read
Parameters of type `int` and `float`, optional ones included. A range has a lower end (`ge`, `gt`) and an
upper one (`le`, `lt`) in `Field`, `Annotated` or `conint`, or their like in a JSON schema (`minimum`,
`maximum` and the exclusive forms). A comparison in the tool's body before the first use satisfies the rule
too.

## What is not reported
Identifiers and positions that the store checks, known by the last word of the name (`id`, `number`,
`offset`, `timestamp`). `bool`, `Literal`s and enums. A type with a validator of its own. Fields of models.

## Fix
`limit: Annotated[int, Field(ge=1, le=100)] = 20`.

## Evidence
Not judged on real servers: the rule is a note, which is off by default.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Kind, Parameter, ParameterForm, Shape
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule

LOWER = ("ge", "gt", "enum")
UPPER = ("le", "lt", "enum")
IDENTIFIERS = frozenset({"id", "iid", "ids", "gid", "pid", "uid", "number", "offset", "cursor", "timestamp", "ts"})


@rule(
    "number-parameter-unbounded",
    on=Parameter,
    clause="SEC-24",
    severity=Severity.NOTE,
    cwe=("CWE-1284",),
    examples=(
        Bad("""
            @mcp.tool
            def list_orders([|limit|]: int, [|share|]: float | None = None) -> str: ...
        """),
        Bad("""
            @mcp.tool
            def list_orders([|limit|]: Annotated[int, Field(description="how many")] = 10) -> str: ...
        """),
        Bad("""
            @mcp.tool
            def list_orders([|limit|]: int = Field(10, multiple_of=5), [|page|]: int = Field(1, ge=1)) -> str: ...
        """),
        Good("""
            @mcp.tool
            def list_orders(
                limit: Annotated[int, Field(ge=1, le=100)] = 20,
                share: float = Field(0.5, gt=0, lt=1),
                priority: Literal[1, 2, 3] = 3,
            ) -> str: ...
        """),
        Good("""
            @mcp.tool
            def get_order(order_id: int, offset: int = 0, detailed: bool = False) -> str: ...
        """),
        Good("""
            @mcp.tool
            def list_orders(limit: int = 10) -> str:
                if not 1 <= limit <= 100:
                    raise ValueError("limit is not between 1 and 100")
                return "orders"
        """),
    ),
)
def number_parameter_unbounded(parameter: Parameter) -> Iterator[Hit]:
    if parameter.form not in (ParameterForm.ORDINARY, ParameterForm.SCHEMA) or parameter.guards:
        return
    if parameter.name.lower().rpartition("_")[2] in IDENTIFIERS or parameter.name.endswith("Id"):
        return
    if words := _open_end(parameter.shape):
        message = f"parameter `{parameter.name}` of tool `{parameter.tool}` takes a number {words}"
        yield Hit(parameter.place, message, parameter.symbol, parameter.tool)


def _open_end(shape: Shape) -> str | None:
    """Which end of the range is open, in words, or None."""
    if shape.constraints.custom:
        return None
    low, high = (any(name in shape.constraints for name in names) for names in (LOWER, UPPER))
    if shape.kind is Kind.UNION:
        ends = (_open_end(part) for part in shape.parts)
        return None if low and high else next((end for end in ends if end), None)
    if shape.kind not in (Kind.INTEGER, Kind.NUMBER) or (low and high):
        return None
    return "without an upper limit" if low else "without a lower limit" if high else "of any size"
