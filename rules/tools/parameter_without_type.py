"""A tool's parameter has a type.

## Why
The type is the input check that costs nothing: the framework publishes it and refuses what does not fit.
Without one the official SDK publishes a string and accepts anything, fastmcp publishes nothing and accepts
anything, and the tool's body meets whatever the client sends.

## What is read
Every parameter a client sends. In a signature: a parameter without an annotation, whatever its default. In
the JSON schema of a low-level tool: a property without `type`, `enum`, `const`, `$ref`, `anyOf`, `oneOf` or
`allOf`.

## What is not reported
`self`, the context and other injected parameters, which no client sends. `*args` and `**kwargs`, which have
a rule of their own. An annotation that cannot be resolved, and `Any`, which the rule on free-form parameters
names.

## Fix
Annotate the parameter with the narrowest type that holds: `limit: int`, `state: Literal["open", "closed"]`.

## Evidence
One hit on 29 published servers in November 2026, and true. That is too few for a figure.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Parameter, ParameterForm
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "parameter-without-type",
    on=Parameter,
    clause="TOOL-11",
    severity=Severity.ERROR,
    cwe=("CWE-20",),
    examples=(
        Bad("""
            @mcp.tool
            def create_order([|item|], count: int) -> str: ...
        """),
        Bad("""
            @mcp.tool
            async def create_order(ctx: Context, item: str, [|count|]=1, *, [|note|]=None) -> str: ...
        """),
        Bad("""
            class Shop:
                def create_order(self, [|item|]) -> str: ...

            mcp.tool()(Shop().create_order)
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
                        description="Place an order.",
                        inputSchema={
                            "type": "object",
                            "properties": {[|"item"|]: {"description": "what"}, "count": {"type": "integer"}},
                        },
                    )
                ]
            """,
            files={"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["mcp<2"]\n'},
        ),
        Good("""
            @mcp.tool
            def create_order(item: str, count: int = 1, note: "str | None" = None) -> str: ...
        """),
        Good("""
            from fastmcp import Context, FastMCP
            from fastmcp.dependencies import Depends

            mcp = FastMCP("shop")

            def connection() -> object: ...

            class Shop:
                async def create_order(self, item: str, ctx: Context, db=Depends(connection)) -> str: ...

            mcp.tool()(Shop().create_order)
        """),
        Good("""
            def helper(item, count): ...

            @mcp.tool
            def create_order(item: str) -> str:
                return helper(item, 1)
        """),
    ),
)
def parameter_without_type(parameter: Parameter) -> Iterator[Hit]:
    if parameter.annotation is not None:
        return
    if parameter.form is ParameterForm.ORDINARY:
        words = "has no type"
    elif parameter.form is ParameterForm.SCHEMA:
        words = "has no type in its schema"
    else:
        return
    message = f"parameter `{parameter.name}` of tool `{parameter.tool}` {words}"
    yield Hit(parameter.place, message, parameter.symbol, parameter.tool)
