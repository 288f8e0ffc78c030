"""Tools of other servers."""

import os

from fastmcp.server import create_proxy

URL = os.environ.get("GH_URL", "https://gh.example.com/mcp")
mcp = create_proxy({"mcpServers": {"gh": {"url": URL}, "db": {"command": "db-mcp"}}}, name="p24")

if __name__ == "__main__":
    mcp.run(transport="http")
