"""A low-level server whose tools are objects in a table, some of which the environment switches off."""

import os

from mcp.server.lowlevel import Server
from mcp.types import TextContent, Tool

from .base import BaseTool
from .tools import Chat, Plan, Version

KEPT = {"get_version"}
server = Server("registry")


def switched_off() -> set[str]:
    text = (os.getenv("REGISTRY_OFF", "") or "").strip()
    if not text:
        return set()
    return {name.strip().lower() for name in text.split(",") if name.strip()}


def without(tools: dict[str, BaseTool], off: set[str]) -> dict[str, BaseTool]:
    left = {}
    for name, tool in tools.items():
        if name in KEPT or name not in off:
            left[name] = tool
    return left


def chosen(tools: dict[str, BaseTool]) -> dict[str, BaseTool]:
    off = switched_off()
    if not off:
        return tools
    return without(tools, off)


TOOLS = chosen({"chat": Chat(), "make_plan": Plan(), "get_version": Version()})


@server.list_tools()
async def list_tools() -> list[Tool]:
    tools = []
    for tool in TOOLS.values():
        tools.append(Tool(name=tool.name, description=tool.description, inputSchema=tool.get_schema()))
    if os.getenv("REGISTRY_DEBUG"):
        tools.append(Tool(name="dump_state", description="Show everything.", inputSchema={"type": "object", "properties": {}}))
    return tools


@server.call_tool()
async def call_tool(name: str, arguments: dict[str, str]) -> list[TextContent]:
    return [TextContent(type="text", text=f"{TOOLS[name].name} {arguments}")]
