"""What functions return, take and change: client input across functions of one file."""

from pathlib import Path

import pytest

from .twins.seen import expect
from .twins.shells import server

CASES = {
    "returned": """
        def line(command: str) -> str:
            return f"nice {command}"

        @mcp.tool
        def use(name: str) -> None:
            os.system([|line(name)|])
    """,
    "returned at one of two ends": """
        def line(command: str, nice: bool) -> str:
            if nice:
                return "nice ls"
            return command

        @mcp.tool
        def use(name: str) -> None:
            os.system([|line(name, False)|])
    """,
    "not returned": """
        def line(command: str) -> str:
            print(len(command))
            return "ls"

        @mcp.tool
        def use(name: str) -> None:
            os.system(line(name))
    """,
    "returned as a tuple": """
        def parts(command: str) -> tuple[str, str]:
            return "ls", command

        @mcp.tool
        def use(name: str) -> None:
            first, second = parts(name)
            os.system(first)
            os.system([|second|])
    """,
    "returned as a mapping": """
        def parts(command: str) -> dict[str, str]:
            return {"fixed": "ls", "given": command}

        @mcp.tool
        def use(name: str) -> None:
            os.system(parts(name)["fixed"])
            os.system([|parts(name)["given"]|])
    """,
    "only what is asked for of a mapping": """
        def start(given: dict[str, str]) -> None:
            os.system(given["fixed"])
            os.system([|given["given"]|])

        @mcp.tool
        def use(name: str) -> None:
            start({"fixed": "ls", "given": name})
    """,
    "put into a given list": """
        def add(parts: list[str], command: str) -> None:
            parts.append(command)

        @mcp.tool
        def use(name: str) -> None:
            parts = ["ls"]
            add(parts, name)
            os.system([|" ".join(parts)|])
    """,
    "put into a given mapping": """
        def add(given: dict[str, str], command: str) -> None:
            given["command"] = command

        @mcp.tool
        def use(name: str) -> None:
            given = {"fixed": "ls"}
            add(given, name)
            os.system([|given["command"]|])
            os.system(given["fixed"])
    """,
    "variable arguments": """
        def start(*commands: str, **more: str) -> None:
            for command in commands:
                os.system([|command|])
            os.system(more["fixed"])

        @mcp.tool
        def use(name: str) -> None:
            start("ls", name, fixed="ls")
    """,
    "variable arguments by name": """
        def start(**more: str) -> None:
            os.system([|more["given"]|])
            os.system(more["fixed"])

        @mcp.tool
        def use(name: str) -> None:
            start(given=name, fixed="ls")
    """,
    "arguments handed on": """
        def start(command: str, fixed: str) -> None:
            os.system([|command|])
            os.system(fixed)

        def between(*args: str, **kwargs: str) -> None:
            start(*args, **kwargs)

        @mcp.tool
        def use(name: str) -> None:
            between(name, fixed="ls")
    """,
    "a default that is a constant": """
        def start(command: str = "ls") -> None:
            os.system(command)

        @mcp.tool
        def use(name: str) -> None:
            start()
    """,
}


@pytest.mark.parametrize("code", CASES.values(), ids=CASES.keys())
def test_functions_that_work_together(code: str, tmp_path: Path) -> None:
    expect(server(code), "client-input-in-shell", tmp_path)
