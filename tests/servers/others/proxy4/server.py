"""A gate before other servers."""

import os

import httpx2
from fastmcp import FastMCP
from fastmcp.server import create_proxy
from fastmcp.server.providers.openapi import OpenAPIProvider
from fastmcp.server.providers.proxy import ProxyClient, ProxyProvider
from fastmcp.server.providers.skills import SkillsDirectoryProvider

mcp = FastMCP("gate")
mcp.mount(create_proxy("https://user:secret@tools.example.com/mcp?token=secret", name="far"), namespace="far")
mcp.add_provider(ProxyProvider(lambda: ProxyClient(os.environ["UPSTREAM"])))
mcp.add_provider(SkillsDirectoryProvider("skills"))


def fetched() -> dict:
    """A specification from elsewhere."""
    return httpx2.get("https://api.example.com/openapi.json").json()


if os.environ.get("WITH_API"):
    mcp.add_provider(OpenAPIProvider(fetched(), client=httpx2.AsyncClient()), namespace="api")


@mcp.tool
def ping(host: str) -> str:
    """The only tool that is written by hand."""
    return host


if __name__ == "__main__":
    mcp.run(transport="http", host="127.0.0.1")
