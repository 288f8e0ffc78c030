"""Methods of objects put on a server by a mixin, with and without a prefix."""

from fastmcp import FastMCP
from fastmcp.contrib.mcp_mixin import MCPMixin, mcp_prompt, mcp_resource, mcp_tool

mcp = FastMCP("p25")


class Base(MCPMixin):
    """What its subclasses have too."""

    @mcp_tool()
    def inherited(self, word: str) -> str:
        """Inherited."""
        return word


class Desk(Base):
    """All kinds."""

    @mcp_tool(name="put", description="Put it down.")
    def put_down(self, item: str, times: int = 1) -> str:
        """Not what is told."""
        return item

    @mcp_tool(enabled=False)
    def switched_off(self) -> str:
        """Left out."""
        return ""

    @mcp_resource("desk://top")
    def top(self) -> str:
        """Top."""
        return ""

    @mcp_prompt(name="ask")
    def question(self, about: str) -> str:
        """Ask."""
        return about

    def helper(self) -> None:
        """No component."""


Desk().register_all(mcp)
Desk().register_tools(mcp, "desk", separator="-")
Desk().register_prompts(mcp_server=mcp, prefix="q")
Desk().register_resources(mcp, prefix="r")

if __name__ == "__main__":
    mcp.run(transport="stdio")
