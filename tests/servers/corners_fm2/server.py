"""Unusual ways to put tools on a server of fastmcp 2."""

from typing import Annotated

from fastmcp import Context, FastMCP
from fastmcp.contrib.mcp_mixin import MCPMixin, mcp_tool
from fastmcp.dependencies import CurrentContext, Depends
from fastmcp.tools import FunctionTool, Tool
from mcp.server.fastmcp import Context as SdkContext


def given(a: str) -> str:
    """Given to the constructor."""
    return a


mcp = FastMCP("corners", tools=[given, Tool.from_function(given, name="given_again")])
inner = FastMCP("inner")
leaf = FastMCP("leaf")


class Service(FastMCP):
    """A server of its own class."""

    def __init__(self) -> None:
        super().__init__("service")
        self.tool(self.serve, name="serve")

    def serve(self, dish: str, hot: bool = True) -> str:
        """Serve."""
        return dish


class Mixed(MCPMixin):
    """Tools by a mixin."""

    @mcp_tool(name="mixed_in")
    def mixed(self, a: int) -> int:
        """Mixed."""
        return a


@leaf.tool
def ping(host: str) -> str:
    """Ping."""
    return host


@inner.tool
def pong(host: str) -> str:
    """Pong."""
    return host


def connect() -> int:
    return 1


@mcp.tool(description="Injected ones are left out")
def injected(
    word: str,
    database: int = Depends(connect),
    annotated: Annotated[int, Depends(connect)] = 0,
    here: Context = CurrentContext(),
) -> str:
    return word


@mcp.tool
def optional_context(word: str, ctx: Context | None = None) -> str:
    """Left out as well."""
    return word


@mcp.tool
def leaked(word: str, ctx: "SdkContext | None" = None) -> str:
    """The other package's context is an input."""
    return word


@mcp.tool(name="taken")
def first_of_two(one: str) -> str:
    return one


@mcp.tool(name="taken")
def second_of_two(two: str) -> str:
    return two


class Statics:
    """Only a namespace."""

    @staticmethod
    @mcp.tool
    def static_one(a: str) -> str:
        """Static."""
        return a


mcp.add_tool(FunctionTool.from_function(lambda word: word, name="shout"))
Mixed().register_all(mcp, prefix="mix")
inner.mount(leaf, prefix="leaf")
mcp.mount(inner, prefix="in", tool_names={"pong": "renamed"})
mcp.mount(Service(), prefix="room")


@inner.tool
def late(a: int = 1) -> int:
    """Added after the mount."""
    return a
