"""Runs inside a framework's own environment: starts servers in memory and prints all that a client of each is shown.

Usage: `python probe.py JOBS`, a JSON file with a list of objects: `folder`, `module`, `attribute` (a function is called
for its server), `flags` of the command line, `environ`. Prints a list of objects in the same order: `tools` by name
with their parameters, each with whether it is required, `resources` by URI and `prompts` by name; or `refused` with the
exception's class where the server cannot even be imported. Each job runs in a process of its own, made by forking once
the framework is imported. Imports nothing of this project, because it runs where only the framework is installed.
"""

import asyncio
import importlib
import inspect
import json
import multiprocessing
import os
import sys
from contextlib import asynccontextmanager, suppress

import fastmcp
import mcp

USED = ("fastmcp.server.auth.providers.jwt", "fastmcp.server.middleware.tool_injection", "mcp.server.fastmcp")
"""Imported once, before the processes are made."""


@asynccontextmanager
async def connected(server):
    """A client of the server, in memory."""
    if isinstance(server, fastmcp.FastMCP):
        async with fastmcp.Client(server) as client:
            yield client
    elif hasattr(mcp, "Client"):
        async with mcp.Client(server) as client:
            yield client
    else:
        from mcp.shared.memory import create_connected_server_and_client_session

        async with create_connected_server_and_client_session(getattr(server, "_mcp_server", server)) as session:
            yield session


async def listed(client, method, *attributes):
    """What one list of the protocol holds, as dicts; empty where the server has no such list."""
    try:
        found = await getattr(client, method)()
    except Exception:
        if method == "list_tools":
            raise
        return []
    items = next((getattr(found, name) for name in attributes if hasattr(found, name)), found)
    return [item.model_dump(by_alias=True) for item in items]


def parameters(tool):
    """A tool's parameters, each with whether a client must send it."""
    schema = tool["inputSchema"]
    return {name: name in (schema.get("required") or []) for name in schema.get("properties") or {}}


async def shown(server):
    """All that a client is shown."""
    async with connected(server) as client:
        tools = await listed(client, "list_tools", "tools")
        resources = await listed(client, "list_resources", "resources")
        resources += await listed(client, "list_resource_templates", "resourceTemplates", "resource_templates")
        prompts = await listed(client, "list_prompts", "prompts")
    return {
        "tools": {tool["name"]: parameters(tool) for tool in tools},
        "resources": sorted(str(one.get("uri") or one.get("uriTemplate")) for one in resources),
        "prompts": sorted(one["name"] for one in prompts),
    }


def done(job):
    """The answer to one job."""
    sys.path.insert(0, job["folder"])
    sys.argv[1:] = job["flags"]
    os.environ.update(job["environ"])
    try:
        server = getattr(importlib.import_module(job["module"]), job["attribute"])
        server = server() if inspect.isfunction(server) else server
    except Exception as error:
        return {"refused": type(error).__name__}
    return asyncio.run(shown(server))


def main(path):
    """Print the answers to all jobs."""
    with open(path) as file:
        jobs = json.load(file)
    for module in (*USED, "mcp.server.mcpserver", "fastmcp.server.providers", "fastmcp.server.transforms"):
        with suppress(ImportError):
            importlib.import_module(module)
    _ = fastmcp.FastMCP, fastmcp.Client
    with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        print(json.dumps(pool.map(done, jobs, chunksize=1)))


if __name__ == "__main__":
    main(*sys.argv[1:])
