"""Runs inside a framework's own environment: prints what a client of a server is shown.

Usage: `python probe.py FOLDER MODULE ATTRIBUTE`. Prints a JSON object with `tools` (parameters by tool, each with
whether it is required), `resources` and `prompts`. Imports nothing of this project.
"""

import asyncio
import importlib
import json
import sys
from typing import Any


def parameters(schema: dict[str, Any]) -> dict[str, bool]:
    """The parameters of an input schema, each with whether a client must send it."""
    required = schema.get("required") or []
    return {name: name in required for name in schema.get("properties") or {}}


async def fastmcp(server: Any) -> dict[str, Any]:
    """A server of fastmcp, through its own client."""
    from fastmcp import Client

    async with Client(server) as client:
        tools = {t.name: t.model_dump(by_alias=True)["inputSchema"] for t in await client.list_tools()}
        templates = [t.model_dump(by_alias=True)["uriTemplate"] for t in await client.list_resource_templates()]
        resources = [str(one.uri) for one in await client.list_resources()]
        prompts = [one.name for one in await client.list_prompts()]
    return {"tools": tools, "resources": [*resources, *templates], "prompts": prompts}


async def fastapi_mcp(server: Any) -> dict[str, Any]:
    """A server of fastapi-mcp, which lists its tools itself."""
    return {"tools": {tool.name: tool.inputSchema for tool in server.tools}, "resources": [], "prompts": []}


async def mcp_use(server: Any) -> dict[str, Any]:
    """A server of mcp-use, by the lists of the SDK that it is built from."""
    return {
        "tools": {tool.name: tool.inputSchema for tool in await server.list_tools()},
        "resources": [str(one.uri) for one in await server.list_resources()],
        "prompts": [one.name for one in await server.list_prompts()],
    }


async def arcade_mcp_server(server: Any) -> dict[str, Any]:
    """A server of arcade-mcp-server, by its catalogue in the form of the protocol."""
    from arcade_mcp_server.convert import create_mcp_tool

    tools = [create_mcp_tool(tool) for tool in server._catalog]
    resources = [str(one.uri) for one, _ in server._initial_resources]
    return {"tools": {tool.name: tool.inputSchema for tool in tools}, "resources": resources, "prompts": []}


async def chuk_mcp_server(server: Any) -> dict[str, Any]:
    """A server of chuk-mcp-server, by what its protocol handler holds."""
    protocol = server.protocol
    return {
        "tools": {tool.name: tool.to_mcp_format()["inputSchema"] for tool in protocol.tools.values()},
        "resources": [*protocol.resources, *protocol.resource_templates],
        "prompts": [*protocol.prompts],
    }


async def main(folder: str, module: str, attribute: str) -> None:
    """Print what one server shows."""
    sys.path.insert(0, folder)
    server = getattr(importlib.import_module(module), attribute)
    framework = type(server).__module__.partition(".")[0]
    shown = await globals()[framework](server)
    shown["tools"] = {name: parameters(schema) for name, schema in shown["tools"].items()}
    print("\n" + json.dumps(shown))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
