"""Tools that reflection finds."""

import plugins
from fastmcp import FastMCP

mcp = FastMCP("p12")


@mcp.tool
def known(port: int) -> int:
    """Written out."""
    return port


for attr in plugins.__all__:
    mcp.tool(getattr(plugins, attr))

if __name__ == "__main__":
    mcp.run(transport="stdio")
