"""Runs inside a framework's own environment: starts a server in memory and prints the tools a client is shown.

Usage: `python probe.py FOLDER MODULE ATTRIBUTE`. Prints a JSON object from tool name to its parameters, each with
whether it is required. Imports nothing of this project, because it runs where only the framework is installed.
"""

import asyncio
import importlib
import json
import sys
from typing import Any


async def listed(server: Any) -> list[Any]:
    """The tools a client is shown, as objects of the SDK."""
    if type(server).__module__.startswith("fastmcp"):
        from fastmcp import Client

        async with Client(server) as client:
            return list(await client.list_tools())
    try:
        from mcp import Client as InMemory
    except ImportError:
        from mcp.shared.memory import create_connected_server_and_client_session

        async with create_connected_server_and_client_session(getattr(server, "_mcp_server", server)) as session:
            return list((await session.list_tools()).tools)
    async with InMemory(server) as client:
        return list((await client.list_tools()).tools)


def shown(tool: Any) -> dict[str, bool]:
    """A tool's parameters, each with whether a client must send it."""
    schema = tool.model_dump(by_alias=True)["inputSchema"]
    required = schema.get("required") or []
    return {name: name in required for name in schema.get("properties") or {}}


def main(folder: str, module: str, attribute: str) -> None:
    """Print what one server offers."""
    sys.path.insert(0, folder)
    server = getattr(importlib.import_module(module), attribute)
    print(json.dumps({tool.name: shown(tool) for tool in asyncio.run(listed(server))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
