"""Runs inside a framework's own environment: starts a server in memory and prints the tools a client is shown, whole.

Usage: `python probe_schemas.py FOLDER MODULE ATTRIBUTE`. Prints a JSON object from tool name to the tool as the
protocol has it (`inputSchema`, `annotations`, `title`, `description`). Imports nothing of this project.
"""

import asyncio
import importlib
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(1, str(Path(__file__).parent))

from probe import listed


def whole(tool: Any) -> dict[str, Any]:
    """A tool as it goes over the wire."""
    if isinstance(tool, dict):
        return tool
    found: dict[str, Any] = tool.model_dump(mode="json", by_alias=True, exclude_none=True)
    return found


def of_other(server: Any, framework: str) -> list[Any]:
    """The tools of a server that is none of the SDK or of fastmcp."""
    if framework == "fastapi_mcp":
        return list(server.tools)
    if framework == "mcp_use":
        return list(asyncio.run(server.list_tools()))
    if framework == "arcade_mcp_server":
        from arcade_mcp_server.convert import create_mcp_tool

        return [create_mcp_tool(tool) for tool in server._catalog]
    return [tool.to_mcp_format() for tool in server.protocol.tools.values()]


def main(folder: str, module: str, attribute: str) -> None:
    """Print what one server offers."""
    sys.path.insert(0, folder)
    server = getattr(importlib.import_module(module), attribute)
    framework = type(server).__module__.partition(".")[0]
    own = framework in ("mcp", "fastmcp")
    tools = map(whole, asyncio.run(listed(server)) if own else of_other(server, framework))
    print("\n" + json.dumps({tool["name"]: tool for tool in tools}))


if __name__ == "__main__":
    main(*sys.argv[1:])
