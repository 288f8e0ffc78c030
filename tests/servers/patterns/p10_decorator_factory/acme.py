"""The project's own decorator."""

from collections.abc import Callable
from typing import Any

from mcp.server.fastmcp import FastMCP

DOCS = {"buy": "Buy an item.", "sell": "Sell an item."}
mcp = FastMCP("p10")


def my_tool(name: str) -> Callable[[Any], Any]:
    """Registers under the company's prefix."""

    def deco(fn: Any) -> Any:
        mcp.add_tool(fn, name=f"acme_{name}", description=DOCS[name])
        return fn

    return deco
