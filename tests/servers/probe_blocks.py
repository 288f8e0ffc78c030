"""Runs inside a framework's own environment: imports modules, each in a process of its own, and lists their servers.

Usage: `python probe_blocks.py FOLDER MODULE…`. Prints a JSON object from module name to either
`{"fault": text}` or `{"servers": {attribute: {tool: {parameter: required}}}}`. Imports nothing of this project.
"""

import asyncio
import importlib
import json
import multiprocessing
import sys
import traceback
from typing import Any

from fastmcp import FastMCP
from mcp.server import MCPServer
from probe import listed, shown

SERVERS = ("fastmcp.server.server.FastMCP", "mcp.server.mcpserver.server.MCPServer", "mcp.server.lowlevel.server.Server")


def is_server(value: Any) -> bool:
    """Is it an instance of one of the server classes?"""
    return any(f"{kind.__module__}.{kind.__qualname__}" in SERVERS for kind in type(value).__mro__)


def servers_of(module: str) -> dict[str, Any]:
    """The servers that a module holds at its top, with what a client of each is shown."""
    try:
        values = vars(importlib.import_module(module))
        return {
            "servers": {
                name: {tool.name: shown(tool) for tool in asyncio.run(listed(value))}
                for name, value in values.items()
                if is_server(value)
            }
        }
    except BaseException:
        return {"fault": traceback.format_exc(limit=-3)}


def main(folder: str, modules: list[str]) -> None:
    """Print what the servers of all modules offer."""
    sys.path.insert(0, folder)
    for server in (FastMCP("once"), MCPServer("once")):
        asyncio.run(listed(server))  # imports what all children need, which are forks
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        print(json.dumps(dict(zip(modules, pool.map(servers_of, modules, chunksize=1), strict=True))))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
