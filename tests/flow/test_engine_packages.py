"""Client input across the files and packages of a project."""

from pathlib import Path

import pytest

from .twins.seen import expect

PYPROJECT = '[project]\nname = "desk"\nversion = "1"\ndependencies = ["fastmcp>=4,<5"]\n'
SHELL = """
import os


def run(command: str) -> None:
    os.system([|command|])


def pause(command: str) -> None:
    os.system("sleep 1")
"""
TOOL = """
from fastmcp import FastMCP
{imports}

mcp = FastMCP("desk")


@mcp.tool
def use(name: str) -> str:
    {call}
    return "done"
"""
WAYS = {
    "module": ("from desk import shell", "shell.run(name)", "desk/server.py", {}),
    "module under a name": ("import desk.shell as sh", "sh.run(name)", "desk/server.py", {}),
    "dotted module": ("import desk.shell", "desk.shell.run(name)", "desk/server.py", {}),
    "function": ("from desk.shell import run", "run(name)", "desk/server.py", {}),
    "function under a name": ("from desk.shell import run as start", "start(name)", "desk/server.py", {}),
    "relative": ("from .shell import run", "run(name)", "desk/server.py", {}),
    "relative from above": (
        "from ..shell import run",
        "run(name)",
        "desk/inner/server.py",
        {"desk/inner/__init__.py": ""},
    ),
    "handed on by the package": (
        "from desk import run",
        "run(name)",
        "desk/server.py",
        {"desk/__init__.py": "from desk.shell import run\n"},
    ),
    "star": ("from desk.shell import *", "run(name)", "desk/server.py", {}),
    "inside the function": ("", "from desk.shell import run; run(name)", "desk/server.py", {}),
    "src layout": ("from desk.shell import run", "run(name)", "src/desk/server.py", {}),
    "another package": (
        "from work.jobs import start",
        "start(name)",
        "desk/server.py",
        {
            "work/__init__.py": "",
            "work/jobs.py": "from desk.shell import run\n\n\ndef start(text: str) -> None:\n    run(text.strip())\n",
        },
    ),
    "a package beside it with its own project": (
        "from work.jobs import start",
        "start(name)",
        "desk/server.py",
        {
            "work/__init__.py": "from work import jobs\n",
            "work/jobs.py": "from desk import shell\n\nstart = shell.run\n",
        },
    ),
    "under TYPE_CHECKING too": (
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from desk.other import run\nfrom desk.shell import run",
        "run(name)",
        "desk/server.py",
        {"desk/other.py": "def run(command: str) -> None: ...\n"},
    ),
    "in try": (
        "try:\n    from desk.shell import run\nexcept ImportError:\n    run = print",
        "run(name)",
        "desk/server.py",
        {},
    ),
    "two files that import each other": (
        "from desk.ping import ping",
        "ping(name, 3)",
        "desk/server.py",
        {
            "desk/ping.py": "from desk import pong\n\n\ndef ping(text: str, left: int) -> None:\n    pong.pong(text, left - 1)\n",
            "desk/pong.py": "from desk import ping, shell\n\n\ndef pong(text: str, left: int) -> None:\n    if left:\n        ping.ping(text, left)\n    shell.run(text)\n",
        },
    ),
}
QUIET = {
    "the other function": ("from desk.shell import pause", "pause(name)"),
    "a constant": ("from desk import shell", 'shell.run("ls")'),
    "nothing": ("from desk import shell", "print(shell.run)"),
    "a module of the same name outside": ("from other import shell", "shell.run(name)"),
}


@pytest.mark.parametrize(("imports", "call", "path", "more"), WAYS.values(), ids=WAYS.keys())
def test_a_call_into_another_file_is_followed(
    imports: str, call: str, path: str, more: dict[str, str], tmp_path: Path
) -> None:
    top = "src/" if path.startswith("src/") else ""
    files = {"pyproject.toml": PYPROJECT, f"{top}desk/__init__.py": "", f"{top}desk/shell.py": SHELL}
    files |= {path: TOOL.format(imports=imports, call=call), **more}
    found = expect(EMPTY, "client-input-in-shell", tmp_path, files)
    assert {finding.place.path for finding in found.findings} == {f"{top}desk/shell.py"}
    assert {finding.flow[0].place.path for finding in found.findings} == {path}


@pytest.mark.parametrize(("imports", "call"), QUIET.values(), ids=QUIET.keys())
def test_a_call_that_does_not_hand_it_on_is_quiet(imports: str, call: str, tmp_path: Path) -> None:
    shell = SHELL.replace("[|", "").replace("|]", "")
    files = {"pyproject.toml": PYPROJECT, "desk/__init__.py": "", "desk/shell.py": shell}
    expect(
        EMPTY, "client-input-in-shell", tmp_path, files | {"desk/server.py": TOOL.format(imports=imports, call=call)}
    )


EMPTY = "import fastmcp\n"
"""What the file `server.py` holds, which every example has."""
