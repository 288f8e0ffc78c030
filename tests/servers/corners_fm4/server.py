"""Unusual ways to put tools on a server of fastmcp 4."""

from fastmcp import Context, FastMCP
from fastmcp.dependencies import CurrentAccessToken, Depends
from fastmcp.tools import tool

mcp = FastMCP("corners")
inner = FastMCP("inner")
leaf = FastMCP("leaf")


@tool(name="standalone")
def alone(a: str) -> str:
    """Named by the decorator alone."""
    return a


class Greeter:
    """A callable object and a method."""

    def __call__(self, who: str) -> str:
        """Greet."""
        return who

    def greet(self, who: str, loud: bool = False) -> str:
        """Greet."""
        return who


def tenant(name: str = "own") -> str:
    return name


@mcp.tool
def find(words: str, ctx: Context, token: object = CurrentAccessToken()) -> str:
    """Find."""
    return words


@mcp.tool
def of_tenant(words: str, where: str = Depends(tenant)) -> str:
    """The argument of a dependency is no input."""
    return words


@leaf.tool
def ping(host: str) -> str:
    """Ping."""
    return host


@inner.tool
def pong(host: str) -> str:
    """Pong."""
    return host


@mcp.tool(name="taken")
def first_of_two(one: str) -> str:
    return one


@mcp.tool(name="taken")
def second_of_two(two: str) -> str:
    return two


@mcp.tool(name="stacked_two")
@mcp.tool(name="stacked_one")
def stacked(a: str) -> str:
    return a


greeter = Greeter()
mcp.add_tool(alone)
mcp.tool(greeter.greet, name="greet_person")
inner.mount(leaf, "leaf")
mcp.mount(inner, namespace="in", tool_names={"pong": "renamed"})
mcp.mount(leaf, "again")


@mcp.tool(name="again_ping")
def own_ping(other: str) -> str:
    """Listed in place of the mounted one."""
    return other
