# mypy: ignore-errors
"""Runs in the reference server's environment: a client of the running server, whose steps are printed as JSON.

Usage: `python visitor.py ADDRESS TOKEN [TOOL ARGUMENTS]…`, the arguments of each tool as JSON.
"""

import asyncio
import json
import sys
from typing import Any

from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport
from fastmcp.exceptions import ToolError


def shown(tool: Any) -> dict[str, bool]:
    """A tool's parameters, each with whether a client must send it."""
    schema = tool.model_dump(by_alias=True)["inputSchema"]
    required = schema.get("required") or []
    return {name: name in required for name in schema.get("properties") or {}}


async def visit(address: str, token: str, calls: list[str]) -> dict[str, Any]:
    """What the server lists, and what each call comes to."""
    async with Client(StreamableHttpTransport(address, auth=token)) as client:
        tools = {tool.name: shown(tool) for tool in await client.list_tools()}
        results: list[Any] = []
        for name, arguments in zip(calls[::2], calls[1::2], strict=True):
            try:
                results.append((await client.call_tool(name, json.loads(arguments))).structured_content)
            except ToolError as error:
                results.append(str(error))
        return {"tools": tools, "results": results}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(visit(sys.argv[1], sys.argv[2], sys.argv[3:]))))
