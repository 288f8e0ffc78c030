"""Functions that take, make or wrap functions."""

from pathlib import Path

import pytest

from .twins.seen import expect
from .twins.shells import server

CASES = {
    "callback": """
        def each(items: list[str], what: Callable[[str], None]) -> None:
            for item in items:
                what(item)

        def start(command: str) -> None:
            os.system([|command|])

        @mcp.tool
        def use(name: str) -> None:
            each([name], start)
    """,
    "callback that is a lambda around": """
        def twice(what: Callable[[], None]) -> None:
            what()
            what()

        @mcp.tool
        def use(name: str) -> None:
            twice(lambda: os.system([|name|]) and None)
    """,
    "a function that makes functions": """
        def maker(command: str) -> Callable[[], None]:
            def start() -> None:
                os.system([|command|])
            return start

        @mcp.tool
        def use(name: str) -> None:
            maker(name)()
    """,
    "a function that makes functions, with a constant": """
        def maker(command: str) -> Callable[[str], None]:
            def start(other: str) -> None:
                os.system(command)
            return start

        @mcp.tool
        def use(name: str) -> None:
            maker("ls")(name)
    """,
    "nonlocal": """
        @mcp.tool
        def use(name: str) -> None:
            command = "ls"
            def keep() -> None:
                nonlocal command
                command = name
            keep()
            os.system([|command|])
    """,
    "nonlocal that is read inside": """
        @mcp.tool
        def use(name: str) -> None:
            command = "ls"
            def keep() -> None:
                nonlocal command
                command = name
            def start() -> None:
                os.system([|command|])
            keep()
            start()
    """,
    "nonlocal that stays as it was": """
        @mcp.tool
        def use(name: str) -> None:
            command = name
            def keep() -> None:
                nonlocal command
                command = "ls"
            keep()
            os.system(command)
    """,
    "decorator with wraps": """
        def timed(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                return function(*args, **kwargs)
            return wrapper

        @timed
        def start(command: str) -> None:
            os.system([|command|])

        @mcp.tool
        def use(name: str) -> None:
            start(name)
    """,
    "decorated tool": """
        def timed(function):
            @functools.wraps(function)
            def wrapper(*args, **kwargs):
                return function(*args, **kwargs)
            return wrapper

        @mcp.tool
        @timed
        def use(name: str) -> None:
            os.system([|name|])
    """,
    "decorated async tool": """
        def timed(function):
            @functools.wraps(function)
            async def wrapper(*args, **kwargs):
                return await function(*args, **kwargs)
            return wrapper

        @mcp.tool
        @timed
        async def use(name: str) -> None:
            os.system([|name|])
    """,
    "decorator with arguments": """
        def retried(times: int):
            def decorator(function):
                @functools.wraps(function)
                def wrapper(*args, **kwargs):
                    for _ in range(3):
                        function(*args, **kwargs)
                return wrapper
            return decorator

        @retried(times=3)
        def start(command: str) -> None:
            os.system([|command|])

        @mcp.tool
        def use(name: str) -> None:
            start(name)
    """,
    "decorator that guards": """
        def known(function):
            @functools.wraps(function)
            def wrapper(name: str):
                if name not in ("ls", "pwd"):
                    raise ValueError("unknown")
                return function(name)
            return wrapper

        @mcp.tool
        @known
        def use(name: str) -> None:
            os.system(name)
    """,
    "decorator that replaces": """
        def fixed(function):
            @functools.wraps(function)
            def wrapper(name: str):
                return function("ls")
            return wrapper

        @mcp.tool
        @fixed
        def use(name: str) -> None:
            os.system(name)
    """,
    "cached": """
        @functools.lru_cache(maxsize=10)
        def line(command: str) -> str:
            return command.strip()

        @mcp.tool
        def use(name: str) -> None:
            os.system([|line(name)|])
    """,
}


@pytest.mark.parametrize("code", CASES.values(), ids=CASES.keys())
def test_functions_that_work_together(code: str, tmp_path: Path) -> None:
    expect(server(code), "client-input-in-shell", tmp_path)
