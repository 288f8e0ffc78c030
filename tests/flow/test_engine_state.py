"""Generators, context managers, recursion, and state that outlives a call."""

from pathlib import Path

import pytest

from .twins.seen import expect
from .twins.shells import server

CASES = {
    "generator": """
        def lines(command: str) -> Iterator[str]:
            yield "ls"
            yield command

        @mcp.tool
        def use(name: str) -> None:
            for line in lines(name):
                os.system([|line|])
    """,
    "yield from": """
        def inner(command: str) -> Iterator[str]:
            yield command

        def outer(command: str) -> Iterator[str]:
            yield from inner(command)

        @mcp.tool
        def use(name: str) -> None:
            os.system([|next(outer(name))|])
    """,
    "context manager": """
        @contextlib.contextmanager
        def held(command: str) -> Iterator[str]:
            yield f"nice {command}"

        @mcp.tool
        def use(name: str) -> None:
            with held(name) as line:
                os.system([|line|])
    """,
    "context manager of a class": """
        class Held:
            def __init__(self, command: str) -> None:
                self.command = command

            def __enter__(self) -> str:
                return self.command

            def __exit__(self, *_: object) -> None:
                os.system("ls")

        @mcp.tool
        def use(name: str) -> None:
            with Held(name) as line:
                os.system([|line|])
    """,
    "recursion": """
        def start(command: str, depth: int) -> None:
            if depth > 0:
                start(command + " ", depth - 1)
            else:
                os.system([|command|])

        @mcp.tool
        def use(name: str) -> None:
            start(name, 3)
    """,
    "recursion that gives back": """
        def line(parts: list[str]) -> str:
            if not parts:
                return ""
            return parts[0] + line(parts[1:])

        @mcp.tool
        def use(name: str) -> None:
            os.system([|line(["ls", name])|])
    """,
    "recursion without it": """
        def start(command: str, depth: int) -> None:
            if depth > 0:
                start("ls", depth - 1)

        @mcp.tool
        def use(name: str) -> None:
            start(name, 3)
    """,
    "mutual recursion": """
        def ping(command: str, depth: int) -> None:
            if depth:
                pong(depth - 1, command)

        def pong(depth: int, command: str) -> None:
            if depth:
                ping(command, depth - 1)
            else:
                os.system([|command|])

        @mcp.tool
        def use(name: str) -> None:
            ping(name, 4)
    """,
    "mutual recursion that gives back": """
        def even(command: str, depth: int) -> str:
            return command if depth == 0 else odd(command, depth - 1)

        def odd(command: str, depth: int) -> str:
            return "ls" if depth == 0 else even(command, depth - 1)

        @mcp.tool
        def use(name: str) -> None:
            os.system([|even(name, 4)|])
    """,
    "global state": """
        last = "ls"

        def keep(command: str) -> None:
            global last
            last = command

        def start() -> None:
            os.system([|last|])

        @mcp.tool
        def use(name: str) -> None:
            keep(name)
            start()
    """,
    "module constant": """
        COMMAND = "ls"
        COMMANDS = {"list": COMMAND}

        @mcp.tool
        def use(name: str) -> None:
            os.system(COMMAND)
            os.system(COMMANDS[name])
    """,
    "one function, two callers": """
        def start(command: str) -> None:
            os.system([|command|])

        @mcp.tool
        def fixed(name: str) -> None:
            start("ls")

        @mcp.tool
        def use(name: str) -> None:
            start(name)
    """,
    "one tool calls another": """
        @mcp.tool
        def use(name: str) -> None:
            os.system([|name|])

        @mcp.tool
        def fixed() -> None:
            use("ls")
    """,
    "a function nothing reaches": """
        def start(command: str) -> None:
            os.system(command)

        @mcp.tool
        def use(name: str) -> int:
            return len(name)
    """,
    "overload by singledispatch": """
        @functools.singledispatch
        def start(value: object) -> None:
            raise TypeError

        @start.register
        def _(value: str) -> None:
            os.system([|value|])

        @mcp.tool
        def use(name: str) -> None:
            start(name)
    """,
}


@pytest.mark.parametrize("code", CASES.values(), ids=CASES.keys())
def test_functions_that_work_together(code: str, tmp_path: Path) -> None:
    expect(server(code), "client-input-in-shell", tmp_path)
