"""Files of one folder, on the low-level server."""

import asyncio
from typing import Any

from mcp import types
from mcp.server import Server
from mcp.server.stdio import stdio_server
from pydantic import BaseModel, Field

from files.names import Tools

server: Server = Server("files")


class FindFiles(BaseModel):
    """What to look for."""

    pattern: str = Field(max_length=200, description="A glob")
    limit: int = 50
    hidden: bool | None = None


@server.list_tools()
async def list_tools() -> list[types.Tool]:
    return [
        types.Tool(
            name=Tools.READ.value,
            description="Read a text file",
            inputSchema={
                "type": "object",
                "properties": {
                    "path": {"type": "string", "maxLength": 4096},
                    "encoding": {"type": "string", "enum": ["utf-8", "latin-1"], "default": "utf-8"},
                },
                "required": ["path"],
            },
        ),
        types.Tool(
            name=Tools.WRITE,
            description="Write a text file",
            inputSchema={
                "type": "object",
                "properties": {"path": {"type": "string"}, "text": {"type": "string"}},
                "required": ["path", "text"],
            },
            annotations=types.ToolAnnotations(destructiveHint=True),
        ),
        types.Tool(name=Tools.FIND, description="Find files", inputSchema=FindFiles.model_json_schema()),
        types.Tool(name="list_roots", description="List the folders", inputSchema={"type": "object", "properties": {}}),
    ]


@server.call_tool()
async def call_tool(name: str, arguments: dict[str, Any]) -> list[types.TextContent]:
    match name:
        case Tools.READ.value:
            text = arguments["path"]
        case Tools.WRITE.value:
            with open(arguments["path"], "w", encoding="utf-8") as file:
                file.write(arguments["text"])
            text = "written"
        case Tools.FIND.value:
            text = FindFiles(**arguments).pattern
        case "list_roots":
            text = "."
        case _:
            raise ValueError(f"no tool is called {name}")
    return [types.TextContent(type="text", text=text)]


async def serve() -> None:
    """Serve on stdio until the client leaves."""
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def main() -> None:
    """The console script."""
    asyncio.run(serve())
