"""A tool's structured input is a model, not a free dictionary.

## Why
`dict` and `Any` publish no fields: the client's model has to guess them from prose, the framework lets
everything through, and each tool checks by hand what a model would check once.

## What is read
The resolved type of every parameter a client sends: `dict`, `Dict` and `Mapping` without a key and a value
type or with `Any` as value, `Any` and `object`, lists of these, a bare `list`, and unions that hold one of
them. In a JSON schema: an object without properties and without a typed `additionalProperties`.

## What is not reported
Maps with typed keys and values (`dict[str, str]`; `JsonValue` counts as a type there), Pydantic models,
dataclasses, typed dicts and `Literal`s. A type that cannot be resolved. Where a validator may do the model's
work, the confidence is low.

## Fix
Declare a Pydantic model with the fields and their limits, and take that: `order: Order` instead of `order:
dict`. Where the keys are truly free, such as labels or the body of somebody else's query language, type the
values: `dict[str, str]`, at the widest `dict[str, JsonValue]`.

## Evidence
Judged 19 hits on eight published servers in November 2026: 16 were true, so the confidence is medium. In
seven of the 16 a model is out of reach, because the tool takes another product's query language or any
document; a typed map is the remedy. The three false ones were on a server that replaces its published list;
parameters of such a server have not been reported since.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Kind, Parameter, ParameterForm, Shape
from mcp_lintel.rule import Bad, Confidence, Good, Hit, Severity, rule

REMEDY = "name its fields in a model, or give an open map typed values"


@rule(
    "free-form-parameter",
    on=Parameter,
    clause="TOOL-13",
    severity=Severity.WARNING,
    confidence=Confidence.MEDIUM,
    cwe=("CWE-20",),
    examples=(
        Bad("""
            @mcp.tool
            def create_order([|order|]: dict) -> str: ...
        """),
        Bad("""
            from collections.abc import Mapping
            from typing import Any, Optional

            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            @mcp.tool
            def create_order(
                [|order|]: dict[str, Any],
                [|options|]: Optional[Mapping[str, object]] = None,
                [|extra|]: Any = None,
            ) -> str: ...
        """),
        Bad("""
            @mcp.tool
            def create_orders(
                [|orders|]: list[dict],
                [|tags|]: list[Any],
                [|notes|]: str | dict | None = None,
            ) -> str: ...
        """),
        Bad(
            """
            from mcp.server.lowlevel import Server
            from mcp.types import Tool

            server = Server("shop")

            @server.list_tools()
            async def list_tools() -> list[Tool]:
                return [
                    Tool(
                        name="create_order",
                        inputSchema={
                            "type": "object",
                            "properties": {[|"order"|]: {"type": "object"}, "count": {"type": "integer"}},
                        },
                    )
                ]
            """,
            files={"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["mcp<2"]\n'},
        ),
        Good("""
            class Order(BaseModel):
                item: str
                count: int = 1

            @mcp.tool
            def create_order(order: Order, others: list[Order]) -> str: ...
        """),
        Good("""
            @mcp.tool
            def label_order(labels: dict[str, str], counts: dict[str, list[int]] | None = None) -> str: ...
        """),
        Good("""
            from fastmcp import FastMCP
            from pydantic import JsonValue

            mcp = FastMCP("shop")

            @mcp.tool
            def index_document(document: dict[str, JsonValue]) -> str: ...
        """),
        Good("""
            from typing import TypedDict

            from fastmcp import Context, FastMCP

            from somewhere import Unresolved

            mcp = FastMCP("shop")

            class Order(TypedDict):
                item: str

            @mcp.tool
            def create_order(ctx: Context, order: Order, other: Unresolved, untyped) -> str: ...
        """),
    ),
)
def free_form_parameter(parameter: Parameter) -> Iterator[Hit]:
    if parameter.annotation is None or parameter.form not in (ParameterForm.ORDINARY, ParameterForm.SCHEMA):
        return
    if (what := _free(parameter.shape)) is None:
        return
    message = f"parameter `{parameter.name}` of tool `{parameter.tool}` is {what}; {REMEDY}"
    confidence = Confidence.LOW if parameter.shape.constraints.custom else None
    yield Hit(parameter.place, message, parameter.symbol, parameter.tool, confidence=confidence)


def _free(shape: Shape) -> str | None:
    """What is free-form about a shape, in words, or None."""
    if shape.kind is Kind.ANY:
        return "untyped"
    if shape.kind is Kind.MAPPING:
        return "a free dictionary" if len(shape.parts) < 2 or _untyped(shape.parts[-1]) else None
    if shape.kind is Kind.ARRAY:
        if not shape.parts:
            return "a list of anything"
        return next((f"a list in which each item is {what}" for part in shape.parts if (what := _free(part))), None)
    if shape.kind is Kind.UNION:
        return next((f"possibly {what}" for part in shape.parts if (what := _free(part))), None)
    return None


def _untyped(value: Shape) -> bool:
    """Says a map's value type nothing? `JsonValue` says that any JSON is meant, where nothing narrower holds."""
    return value.name != "JsonValue" and _free(value) is not None
