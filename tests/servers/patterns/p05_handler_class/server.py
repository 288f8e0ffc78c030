"""A server whose tools are bound methods."""

from handlers import Clusters
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("p05")
Clusters(mcp, "eu")

if __name__ == "__main__":
    mcp.run()
