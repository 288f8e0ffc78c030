"""Tools changed after they were registered, by fastmcp 2."""

from fastmcp import FastMCP
from fastmcp.server.middleware.tool_injection import ToolInjectionMiddleware
from fastmcp.tools import Tool
from fastmcp.tools.tool_transform import ArgTransformConfig, ToolTransformConfig

mcp = FastMCP("p25", exclude_tags={"internal"})


@mcp.tool
def health(host: str) -> str:
    """Stays."""
    return host


@mcp.tool
def debug(host: str) -> str:
    """Removed."""
    return host


@mcp.tool
def old(host: str) -> str:
    """Taken out by force."""
    return host


@mcp.tool(tags={"internal"})
def inside(host: str) -> str:
    """Hidden by its tag."""
    return host


@mcp.tool(enabled=False)
def off(host: str) -> str:
    """Switched off."""
    return host


@mcp.tool
def q(words: str, raw: bool = False) -> str:
    """Renamed."""
    return words


def extra(word: str) -> str:
    """Added by middleware."""
    return word


mcp.remove_tool("debug")
mcp._tool_manager._tools.pop("old", None)
mcp.add_tool_transformation("q", ToolTransformConfig(name="query", arguments={"raw": ArgTransformConfig(hide=True)}))
mcp.add_middleware(ToolInjectionMiddleware(tools=[Tool.from_function(extra)]))

if __name__ == "__main__":
    mcp.run(transport="stdio")
