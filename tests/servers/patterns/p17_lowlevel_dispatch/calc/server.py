"""A low-level server whose list and dispatch stand apart."""

import anyio
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.types import TextContent, Tool

from calc.handlers import HANDLERS, AddArgs, RootArgs
from calc.names import T

app = Server("p17")
TOOLS = [
    Tool(name=T.ADD.value, description="Add.", inputSchema=AddArgs.model_json_schema()),
    Tool(name=T.ROOT.value, description="Root.", inputSchema=RootArgs.model_json_schema()),
    Tool(name=T.LOST.value, description="Nobody handles it.", inputSchema={"type": "object", "properties": {}}),
]


@app.list_tools()
async def lt() -> list[Tool]:
    """List."""
    return TOOLS


@app.call_tool()
async def ct(name: str, arguments: dict[str, object]) -> list[TextContent]:
    """Dispatch."""
    handler, model = HANDLERS[T(name)]
    return [TextContent(type="text", text=str(await handler(model(**arguments))))]


async def main() -> None:
    """Serve."""
    async with stdio_server() as (read, write):
        await app.run(read, write, app.create_initialization_options())


if __name__ == "__main__":
    anyio.run(main)
