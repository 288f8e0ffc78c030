"""A tool does not take `*args` or `**kwargs`.

## Why
A client sends named arguments that a schema describes. The official SDK publishes `args` and `kwargs` as two
required parameters and hands over what the client put there, not what the signature means; fastmcp refuses
to register the tool at all, so the server does not start.

## What is read
The signature of every registered function, with the wrappers that keep it (`functools.wraps`) seen through.

## What is not reported
`*args` of helpers and of decorators' inner functions that carry the wrapped signature. A bare `*` that makes
the parameters behind it keyword-only.

## Fix
Name the parameters. Where the fields really vary, take one Pydantic model or a typed map such as `dict[str,
str]`.

## Evidence
No hits on 29 published servers in November 2026, so there is no figure from real servers.
"""

from collections.abc import Iterator

from mcp_lintel.model.types import Parameter, ParameterForm
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "variadic-tool-parameter",
    on=Parameter,
    clause="TOOL-35",
    severity=Severity.ERROR,
    examples=(
        Bad("""
            @mcp.tool
            def create_order(item: str, **[|fields|]) -> str: ...
        """),
        Bad("""
            from mcp.server.fastmcp import FastMCP

            mcp = FastMCP("shop")

            @mcp.tool()
            def create_orders(*[|items|]: str, **[|fields|]: str) -> str: ...
        """),
        Bad("""
            def create_order(*[|args|]) -> str: ...

            mcp.tool(name="create_order")(create_order)
        """),
        Good("""
            @mcp.tool
            def create_order(item: str, *, count: int = 1) -> str: ...
        """),
        Good("""
            import functools

            from fastmcp import FastMCP

            mcp = FastMCP("shop")

            def audited(function):
                @functools.wraps(function)
                async def inner(*args, **kwargs):
                    return await function(*args, **kwargs)
                return inner

            @mcp.tool
            @audited
            async def create_order(item: str) -> str: ...
        """),
        Good("""
            def helper(*args: str, **kwargs: str) -> str: ...

            @mcp.tool
            def create_order(item: str) -> str:
                return helper(item, count="1")
        """),
    ),
)
def variadic_tool_parameter(parameter: Parameter) -> Iterator[Hit]:
    if parameter.form is ParameterForm.VAR_POSITIONAL:
        written = f"*{parameter.name}"
    elif parameter.form is ParameterForm.VAR_KEYWORD:
        written = f"**{parameter.name}"
    else:
        return
    message = f"tool `{parameter.tool}` takes `{written}`, which no client can fill as it is meant"
    yield Hit(parameter.place, message, parameter.symbol, parameter.tool)
