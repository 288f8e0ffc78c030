"""Tools changed after they were registered, by fastmcp 3 and 4."""

from fastmcp import FastMCP
from fastmcp.server.middleware.tool_injection import ToolInjectionMiddleware
from fastmcp.server.transforms import ToolTransform
from fastmcp.tools import Tool
from fastmcp.tools.tool_transform import ArgTransformConfig, ToolTransformConfig

mcp = FastMCP("p25")


@mcp.tool(tags={"internal"})
def health(host: str) -> str:
    """Hidden by its tag and shown again by its name."""
    return host


@mcp.tool
def debug(host: str) -> str:
    """Removed."""
    return host


@mcp.tool(tags={"internal"})
def inside(host: str) -> str:
    """Hidden by its tag."""
    return host


@mcp.tool
def q(words: str, raw: bool = False) -> str:
    """Renamed."""
    return words


def extra(word: str) -> str:
    """Added by middleware."""
    return word


mcp.local_provider.remove_tool("debug")
mcp.disable(tags={"internal"})
mcp.enable(names={"health"})
mcp.add_transform(
    ToolTransform({"q": ToolTransformConfig(name="query", arguments={"raw": ArgTransformConfig(hide=True)})})
)
mcp.add_middleware(ToolInjectionMiddleware(tools=[Tool.from_function(extra)]))

if __name__ == "__main__":
    mcp.run(transport="stdio")
