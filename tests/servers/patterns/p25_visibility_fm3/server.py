"""Components hidden and shown again by rules, of which the last one wins."""

import os

from fastmcp import FastMCP
from fastmcp.server.transforms import Visibility

mcp = FastMCP("p25")
child = FastMCP("c")


@mcp.tool(tags={"public"})
def open_one(a: int) -> int:
    """Allowed by its tag."""
    return a


@mcp.tool(tags={"public", "slow"})
def slow_one(a: int) -> int:
    """Hidden again by its other tag."""
    return a


@mcp.tool
def plain(a: int) -> int:
    """Not on the list."""
    return a


@mcp.tool
def by_key(a: int) -> int:
    """Shown again by its key."""
    return a


@mcp.tool(tags={"public"})
def guarded(a: int) -> int:
    """Hidden where a variable says so."""
    return a


@mcp.resource("data://facts")
def facts() -> str:
    """Not on the list."""
    return ""


@mcp.prompt
def hints() -> str:
    """Shown again by its kind."""
    return ""


@child.tool(tags={"public"})
def kept(a: int) -> int:
    """The parent's list lets it through."""
    return a


@child.tool(tags={"public"})
def dropped(a: int) -> int:
    """Hidden on its own server."""
    return a


child.disable(names={"dropped"})
mcp.mount(child, "sub")
mcp.enable(tags={"public"}, only=True).enable(components={"prompt"})
mcp.disable(tags={"slow"})
mcp.add_transform(Visibility(True, keys={"tool:by_key@"}))
if os.environ.get("NO_GUARDED"):
    mcp.disable(names={"guarded"}, components={"tool"})

if __name__ == "__main__":
    mcp.run(transport="stdio")
