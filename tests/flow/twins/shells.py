"""A server with a function `run` that starts a shell, before which the cases of the engine's tests are put."""

from textwrap import dedent

HEAD = """
import asyncio
import concurrent.futures
import contextlib
import functools
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from fastmcp import FastMCP

mcp = FastMCP("desk")


def run(command: str, times: int = 1) -> None:
    os.system(SINK)


"""


def tool(body: str, *, marks: bool, head: str = "", keyword: str = "") -> str:
    """A server with one tool, of which this is the body, and the function `run` that starts a shell."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    start = HEAD.replace("SINK", "[|command|]" if marks else "command")
    return (
        f'{start}{head}@mcp.tool\n{keyword}def use(name: str, other: str = "run") -> str:\n{lines}    return "done"\n'
    )


def server(code: str) -> str:
    """A server of these functions, with `run` being harmless."""
    return HEAD.replace("SINK", '"ls"') + dedent(code)
