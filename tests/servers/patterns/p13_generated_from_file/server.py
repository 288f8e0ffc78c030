"""One function body, many tools."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("p13")


@dataclass(frozen=True)
class Operation:
    """One operation of the service."""

    snake: str
    summary: str


OPERATIONS = [Operation(**one) for one in json.loads(Path(__file__).with_name("operations.json").read_text())]


async def api(op: Operation, params: dict[str, Any]) -> dict[str, Any]:
    """Call the service."""
    return {op.snake: params}


def make(op: Operation) -> Callable[..., Awaitable[dict[str, Any]]]:
    """A function of its own for an operation."""

    async def call(params: dict[str, Any], limit: int = 10) -> dict[str, Any]:
        return await api(op, params)

    call.__name__ = op.snake
    call.__doc__ = op.summary
    return call


for op in OPERATIONS:
    mcp.tool()(make(op))

if __name__ == "__main__":
    mcp.run()
