"""Which keys a dict has: what a key that is not there decides, and that a text has none."""

from pathlib import Path
from textwrap import dedent

import pytest

from .twins.seen import expect

HEAD = """
import json
import os

from fastmcp import FastMCP

mcp = FastMCP("desk")


def load(source: str) -> dict:
    return json.loads(os.environ.get(source, "{}"))

"""
CASES = {
    "a key that the caller did not write": """
        def start(args):
            line = args.get("line")
            if line:
                os.system(args["name"])

        @mcp.tool
        def use(name: str) -> None:
            start({"name": name})
    """,
    "a key that the caller wrote": """
        def start(args):
            line = args.get("line")
            if line:
                os.system([|args["name"]|])

        @mcp.tool
        def use(name: str) -> None:
            start({"name": name, "line": "1"})
    """,
    "a key that is asked for with in": """
        def start(args):
            if "line" in args:
                os.system(args["name"])

        @mcp.tool
        def use(name: str) -> None:
            start({"name": name})
    """,
    "by keywords": """
        def start(**args):
            if args.get("line"):
                os.system(args["name"])

        @mcp.tool
        def use(name: str) -> None:
            start(name=name)
    """,
    "by keywords that are unpacked": """
        def start(**args):
            if args.get("line"):
                os.system([|args["name"]|])

        @mcp.tool
        def use(name: str) -> None:
            start(name=name, **load("MORE"))
    """,
    "a key that was added later": """
        def start(args):
            if args.get("line"):
                os.system([|args["name"]|])

        @mcp.tool
        def use(name: str, twice: bool) -> None:
            args = {"name": name}
            if twice:
                args["line"] = load("LINE")
            start(args)
    """,
    "keys that came from elsewhere": """
        def start(args):
            if args.get("line"):
                os.system([|args["name"]|])

        @mcp.tool
        def use(name: str) -> None:
            args = {"name": name}
            args.update(load("MORE"))
            start(args)
    """,
    "keys that a display unpacks": """
        def start(args):
            if args.get("line"):
                os.system([|args["name"]|])

        @mcp.tool
        def use(name: str) -> None:
            start({"name": name, **load("MORE")})
    """,
    "a key that a helper put in": """
        def filled(args):
            args["line"] = load("LINE")

        def start(args):
            if args.get("line"):
                os.system([|args["name"]|])

        @mcp.tool
        def use(name: str) -> None:
            args = {"name": name}
            filled(args)
            start(args)
    """,
    "one of two dicts": """
        def start(args):
            if args.get("line"):
                os.system([|args["name"]|])

        @mcp.tool
        def use(name: str, twice: bool) -> None:
            args = load("ARGS")
            if twice:
                args = {"name": name}
            start(args)
    """,
    "a value that one of two ways gives": """
        def start(args):
            if args.get("line"):
                return
            os.system([|args["name"]|])

        @mcp.tool
        def use(name: str, twice: bool) -> None:
            args = {"name": name}
            if twice:
                args["line"] = "yes"
            start(args)
    """,
    "a key that is there on one way, asked for with in": """
        def start(args):
            if "line" in args:
                return
            os.system([|args["name"]|])

        @mcp.tool
        def use(name: str, twice: bool) -> None:
            args = {"name": name}
            if twice:
                args["line"] = "yes"
            start(args)
    """,
    "a key of a table": """
        LINES = {"a": 1, "b": 2}

        @mcp.tool
        def use(name: str) -> None:
            if "a" not in {"a": 1, "b": 2}:
                os.system(name)
    """,
    "a dict without what is missing": """
        def start(args):
            os.system([|args["name"]|])
            os.system(args["other"])

        @mcp.tool
        def use(name: str, other: int) -> None:
            given = {"name": name, "other": other}
            start({key: value for key, value in given.items() if value is not None})
    """,
    "a dict with one key less": """
        @mcp.tool
        def use(name: str, other: int) -> None:
            given = {"name": name, "other": other}
            kept = {key: value for key, value in given.items() if key != "name"}
            os.system(kept["other"])
            os.system(kept.get("name"))
    """,
    "a dict filled in a loop": """
        def filled(**given):
            kept = {}
            for key, value in given.items():
                if value is not None:
                    kept[key] = value
            return kept

        @mcp.tool
        def use(name: str, other: int) -> None:
            os.system(filled(name=name, other=other)["other"])
            os.system([|filled(name=name, other=other)["name"]|])
    """,
    "attributes set in a loop": """
        class Desk:
            line = "ls"
            other = "ls"

        desk = Desk()

        def update(**given):
            for key, value in given.items():
                setattr(desk, key, value)

        @mcp.tool
        def use(name: str) -> None:
            update(line=name)
            os.system(desk.other)
    """,
    "a copy of what a client sends": """
        @mcp.tool
        def use(given: dict[str, str]) -> None:
            kept = {key: value for key, value in given.items() if value}
            os.system([|kept["name"]|])
    """,
    "a list that has items": """
        def start(line, parts=None):
            if parts:
                os.system([|line + parts[0]|])
            else:
                os.system(line)

        @mcp.tool
        def use(name: str) -> None:
            start(name, ["-l"])
    """,
    "a list that was asked for items": """
        def start(line, parts):
            if parts:
                os.system("ls")
            else:
                os.system(line)

        @mcp.tool
        def use(name: str, more: list[int]) -> None:
            parts = []
            for one in more:
                parts.append(one)
            if not parts:
                raise ValueError("nothing to do")
            start(name, parts)
    """,
    "a list that may have none": """
        def start(line, parts):
            if parts:
                os.system("ls")
            else:
                os.system([|line|])

        @mcp.tool
        def use(name: str, twice: bool) -> None:
            parts = []
            if twice:
                parts.append("-l")
            start(name, parts)
    """,
    "a key of a text": """
        def start(job):
            if isinstance(job, dict):
                os.system(job["name"])

        @mcp.tool
        def use(name: str) -> None:
            start(name)
    """,
    "a key of a text that was put together": """
        def start(job):
            if isinstance(job, dict):
                os.system(job["name"])

        @mcp.tool
        def use(name: str) -> None:
            start(f"jobs/{name}.json")
    """,
    "a key of what was read out of a text that was put together": """
        @mcp.tool
        def use(name: str) -> None:
            job = json.loads('{"name": "' + name + '"}')
            os.system([|job["name"]|])
    """,
    "a key of what was read out of a text": """
        def start(job):
            if isinstance(job, str):
                job = json.loads(job)
            os.system([|job["name"]|])

        @mcp.tool
        def use(name: str) -> None:
            start(name)
    """,
}


@pytest.mark.parametrize("case", CASES)
def test_the_keys_of_a_dict_decide(case: str, tmp_path: Path) -> None:
    expect(HEAD + dedent(CASES[case]), "client-input-in-shell", tmp_path)
