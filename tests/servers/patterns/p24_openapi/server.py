"""Tools made of a specification; only reading ones are offered."""

import json
import os
from pathlib import Path

import httpx
from fastmcp import FastMCP
from fastmcp.server.providers.openapi import MCPType, RouteMap

KEY = os.environ.get("API_KEY", "")

mcp = FastMCP.from_openapi(
    json.loads(Path(__file__).with_name("api.json").read_text()),
    client=httpx.AsyncClient(base_url="https://api.example.com", headers={"Authorization": KEY}),
    route_maps=[RouteMap(methods=["GET"], mcp_type=MCPType.TOOL), RouteMap(mcp_type=MCPType.EXCLUDE)],
    name="p24",
)


@mcp.tool
def written(word: str) -> str:
    """The one that is written by hand."""
    return word


if __name__ == "__main__":
    mcp.run(transport="http")
