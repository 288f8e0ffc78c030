"""A library whose tools are the operations of a specification."""

from pathlib import Path

import httpx
import yaml
from fastmcp import FastMCP
from fastmcp.server.openapi import MCPType, RouteMap

SPECIFICATION = Path(__file__).resolve().parent / "api" / "openapi.yaml"


def load() -> dict:
    """The specification."""
    with SPECIFICATION.open() as file:
        return yaml.safe_load(file)


mcp = FastMCP.from_openapi(
    load(),
    client=httpx.AsyncClient(base_url="https://library.example.com"),
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
