"""Transforms on a server, on what is mounted into it and on a provider, and tools made of tools."""

from typing import Any

from fastmcp import FastMCP
from fastmcp.server.providers import LocalProvider
from fastmcp.server.transforms import Namespace, ResourcesAsTools, ToolTransform
from fastmcp.tools import Tool, tool
from fastmcp.tools.tool_transform import ArgTransform, ArgTransformConfig, ToolTransformConfig, forward

early = ToolTransform({"find": ToolTransformConfig(name="search", description="Search for words.")})
mcp = FastMCP("p25", transforms=[early])
child = FastMCP("c")
parts = LocalProvider()


@mcp.tool
def find(words: str, limit: int = 10, secret: str = "s") -> str:
    """Find."""
    return words


@mcp.tool("plain")
def not_changed(a: int) -> int:
    """Not changed."""
    return a


@child.tool
def ping(host: str, hops: int) -> str:
    """Ping."""
    return host


@parts.tool
def weld(seam: str) -> str:
    """Weld."""
    return seam


@tool
def base(x: int, y: int, z: int = 3) -> int:
    """Add."""
    return x + y + z


async def checked(first: int, **kwargs: Any) -> Any:
    """Stands before the tool."""
    return await forward(first=first, **kwargs)


child.add_transform(ToolTransform({"ping": ToolTransformConfig(arguments={"hops": ArgTransformConfig(default=5)})}))
parts.add_transform(Namespace("shop"))
mcp.mount(child, namespace="net")
mcp.add_provider(parts, namespace="p")
mcp.add_tool(
    Tool.from_tool(
        base,
        name="added",
        transform_args={
            "x": ArgTransform(name="first", description="The first"),
            "y": ArgTransform(hide=True, default=2),
            "z": ArgTransform(required=True),
        },
    )
)
mcp.add_tool(Tool.from_tool(base, name="guarded", transform_fn=checked, transform_args={"x": ArgTransform(name="first")}))
mcp.add_transform(
    ToolTransform(
        {
            "search": ToolTransformConfig(arguments={"secret": ArgTransformConfig(hide=True)}),
            "net_ping": ToolTransformConfig(name="reach", arguments={"host": ArgTransformConfig(name="node")}),
            "find": ToolTransformConfig(name="never"),
        }
    )
)
mcp.add_transform(ResourcesAsTools(mcp))
mcp.add_transform(Namespace("all"))

if __name__ == "__main__":
    mcp.run(transport="stdio")
