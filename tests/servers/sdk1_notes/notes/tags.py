"""Tools about tags, put on whichever server asks for them."""

from typing import Literal

from mcp.server.fastmcp import Context, FastMCP


def register(server: FastMCP) -> None:
    """Put the tag tools on a server."""

    @server.tool()
    def list_tags(order: Literal["name", "count"] = "name") -> list[str]:
        """List every tag that is in use."""
        return [order]

    @server.tool(name="rename_tag")
    async def rename(old: str, new: str, ctx: Context) -> str:
        """Rename a tag on every note."""
        await ctx.info("renaming a tag")
        return f"{old} is now {new}"
