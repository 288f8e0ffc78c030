"""Weather on the low-level server of the second generation."""

import anyio
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
)

from weather.catalogue import FORECAST, TOOLS


async def list_tools(context: ServerRequestContext, params: PaginatedRequestParams | None) -> ListToolsResult:
    return ListToolsResult(tools=TOOLS)


async def call_tool(context: ServerRequestContext, params: CallToolRequestParams) -> CallToolResult:
    text = "sunny" if params.name == FORECAST else "no warnings"
    return CallToolResult(content=[TextContent(type="text", text=text)])


server = Server("weather", on_list_tools=list_tools, on_call_tool=call_tool)


async def serve() -> None:
    """Serve on stdio until the client leaves."""
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


if __name__ == "__main__":
    anyio.run(serve)
