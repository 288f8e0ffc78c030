"""A low-level server whose handlers are methods, the list's one replaced later."""

import anyio
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
)


class Service:
    """Lists and calls."""

    async def tools(self, ctx: ServerRequestContext, params: PaginatedRequestParams | None) -> ListToolsResult:
        """List."""
        schema = {"type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "integer"}}, "required": ["city"]}
        return ListToolsResult(tools=[Tool(name="forecast", description="Forecast.", input_schema=schema)])

    async def call(self, ctx: ServerRequestContext, params: CallToolRequestParams) -> CallToolResult:
        """Dispatch."""
        return CallToolResult(content=[TextContent(type="text", text=params.name)])


svc = Service()


async def other(ctx: ServerRequestContext, params: PaginatedRequestParams | None) -> ListToolsResult:
    """What is really listed."""
    schema = {"type": "object", "properties": {"station": {"type": "string"}}, "required": ["station"]}
    return ListToolsResult(tools=[Tool(name="measure", description="Measure.", input_schema=schema)])


srv = Server("p18", on_list_tools=svc.tools, on_call_tool=lambda ctx, params: svc.call(ctx, params))
srv.add_request_handler("tools/list", PaginatedRequestParams, other)


async def main() -> None:
    """Serve."""
    async with stdio_server() as (read, write):
        await srv.run(read, write, srv.create_initialization_options())


if __name__ == "__main__":
    anyio.run(main)
