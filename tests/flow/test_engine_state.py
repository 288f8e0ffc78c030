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
    "global state that is overwritten": """
        last = "ls"

        def keep(command: str) -> None:
            global last
            last = command

        def start() -> None:
            os.system(last)

        @mcp.tool
        def use(name: str) -> None:
            keep(name)
            keep("ls")
            start()
    """,
    "global state that one way overwrites": """
        last = "ls"

        def keep(command: str) -> None:
            global last
            last = command

        def forget(often: bool) -> None:
            global last
            if often:
                last = "ls"

        @mcp.tool
        def use(name: str, often: bool) -> None:
            keep(name)
            forget(often)
            os.system([|last|])
    """,
    "global state through several functions": """
        last = "ls"

        def keep(command: str) -> None:
            global last
            last = command.strip()

        def prepare(command: str) -> None:
            keep("nice " + command)

        def start() -> None:
            os.system([|last|])

        def finish() -> None:
            start()

        @mcp.tool
        def use(name: str) -> None:
            prepare(name)
            finish()
    """,
    "global state of the tool itself": """
        last = "ls"

        @mcp.tool
        def use(name: str) -> None:
            global last
            os.system(last)
            last = name
            os.system([|last|])
    """,
    "global state that another tool sets": """
        last = "ls"

        @mcp.tool
        def keep(name: str) -> None:
            global last
            last = name

        @mcp.tool
        def use() -> None:
            os.system(last)
    """,
    "a local variable of the name of a global": """
        last = "ls"

        def keep(command: str) -> None:
            global last
            last = command

        def other() -> None:
            last = "pwd"
            os.system(last)

        @mcp.tool
        def use(name: str) -> None:
            keep(name)
            other()
    """,
    "global state that is checked": """
        last = "ls"

        def keep(command: str) -> None:
            global last
            if command not in ("ls", "pwd"):
                raise ValueError("unknown")
            last = command

        def start() -> None:
            os.system(last)

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
    "exception of another function": """
        class Unknown(ValueError):
            pass

        def check(command: str) -> None:
            raise Unknown(f"nice {command}")

        def prepare(command: str) -> None:
            check(command)

        @mcp.tool
        def use(name: str) -> None:
            try:
                prepare(name)
            except ValueError as error:
                os.system([|str(error)|])
    """,
    "exception of another function with a field": """
        class Unknown(Exception):
            def __init__(self, command: str, hint: str) -> None:
                super().__init__("unknown")
                self.command = command
                self.hint = hint

        def check(command: str) -> None:
            raise Unknown(command, "ls")

        @mcp.tool
        def use(name: str) -> None:
            try:
                check(name)
            except Unknown as error:
                os.system([|error.command|])
                os.system(error.hint)
    """,
    "exception that another function catches": """
        def check(command: str) -> None:
            try:
                raise ValueError(command)
            except ValueError:
                raise KeyError("ls") from None

        @mcp.tool
        def use(name: str) -> None:
            try:
                check(name)
            except (ValueError, KeyError) as error:
                os.system(str(error))
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
    "overload by singledispatch for numbers": """
        @functools.singledispatch
        def start(value: object, other: str) -> None:
            raise TypeError

        @start.register
        def _(value: int, other: str) -> None:
            os.system(f"head -n {value}")

        @start.register(float)
        def _number(value, other: str) -> None:
            os.system(f"sleep {value}")
            os.system([|other|])

        @mcp.tool
        def use(name: str) -> None:
            start(name, "ls")
            start(3, name)
    """,
    "overload by singledispatch of another function": """
        @functools.singledispatch
        def start(value: object) -> None:
            raise TypeError

        @functools.singledispatch
        def show(value: object) -> str:
            return "what?"

        @start.register
        def _(value: str) -> None:
            os.system(value)

        @mcp.tool
        def use(name: str) -> str:
            return show(name)
    """,
    "overload of a method": """
        class Runner:
            @functools.singledispatchmethod
            def start(self, value: object) -> None:
                raise TypeError

            @start.register
            def _(self, value: str) -> None:
                os.system([|value|])

        @mcp.tool
        def use(name: str) -> None:
            Runner().start(name)
    """,
}


@pytest.mark.parametrize("code", CASES.values(), ids=CASES.keys())
def test_functions_that_work_together(code: str, tmp_path: Path) -> None:
    expect(server(code), "client-input-in-shell", tmp_path)
