"""A library whose tools are the operations of a specification."""

import json
from pathlib import Path

import httpx2
from fastmcp import FastMCP
from fastmcp.server.providers.openapi import MCPType, RouteMap

SPECIFICATION = Path(__file__).resolve().parent / "api" / "openapi.json"


def load() -> dict:
    """The specification."""
    with SPECIFICATION.open() as file:
        return json.load(file)


mcp = FastMCP.from_openapi(
    load(),
    client=httpx2.AsyncClient(base_url="https://library.example.com"),
    name="library",
    route_maps=[
        RouteMap(tags={"admin"}, mcp_type=MCPType.EXCLUDE),
        RouteMap(methods=["GET"], pattern=r".*/branches/\{branch\}$", mcp_type=MCPType.RESOURCE_TEMPLATE),
        RouteMap(methods=["GET"], pattern="/status", mcp_type=MCPType.RESOURCE),
    ],
    mcp_names={"addBook": "Add Book"},
)


@mcp.tool
def opening_hours(day: str) -> str:
    """When the library is open."""
    return day


if __name__ == "__main__":
    mcp.run(transport="http")
