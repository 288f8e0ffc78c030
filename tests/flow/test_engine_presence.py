"""What a test of a file told stays known: a branch for a missing file is not taken where it is there."""

from pathlib import Path

import pytest

from .twins.seen import expect

HEAD = """
import os
from pathlib import Path

from fastmcp import FastMCP
from fastmcp.exceptions import ToolError

mcp = FastMCP("desk")


class Editor:
    def edit(self, path: str) -> str:
        if not os.path.exists(path):
            folder = os.path.dirname(path)
            if folder:
                os.makedirs({argument}, exist_ok=True)
            text = ""
        else:
            text = "there"
        return text

    def update(self, path: str) -> str:
        return self.edit(path)


editor = Editor()


def must_be_there(path: str) -> None:
    if not Path(path).is_file():
        raise ToolError("no such file")
"""
DEAD = {
    "refused before": "if not os.path.exists(name):\n    raise ToolError('no')\neditor.edit(name)",
    "through another method": "if not os.path.exists(name):\n    return 0\neditor.update(name)",
    "inside": "if os.path.isfile(name) and number:\n    editor.edit(name)",
    "helper that raises": "must_be_there(name)\neditor.edit(name)",
    "on the spot": "if not Path(name).exists():\n    raise ToolError('no')\nif not Path(name).exists() and number:\n    os.makedirs(name)",
    "written in between": "if not os.path.exists(name):\n    return 0\neditor.edit(name)\neditor.edit(name)",
    "loop": "if not os.path.exists(name):\n    return 0\nfor _ in range(3):\n    editor.edit(name)",
}
TAKEN = {
    "never tested": "editor.edit(name)",
    "another one tested": "if not os.path.exists(other):\n    raise ToolError('no')\neditor.edit(name)",
    "only logged": "if not os.path.exists(name):\n    print('no')\neditor.edit(name)",
    "must be missing": "if os.path.exists(name):\n    raise ToolError('taken')\neditor.edit(name)",
    "below a folder": "if not os.path.exists(name):\n    raise ToolError('no')\neditor.edit('/srv/' + name)",
    "a folder that is tested below": "if not os.path.exists('/srv/' + name):\n    raise ToolError('no')\neditor.edit(name)",
    "handed to something unknown": "if not os.path.exists(name):\n    raise ToolError('no')\nlibrary.tidy(name)\neditor.edit(name)",
    "no folder": "if not os.path.isdir(name):\n    editor.edit(name)",
    "one of two calls": "if os.path.exists(name):\n    editor.edit(name)\nelse:\n    editor.edit(name)",
}
GONE = {
    "removed": ("os.remove([|name|])", "if not os.path.exists(name):\n    return 0\n{}\neditor.edit(name)"),
    "moved": ("os.rename([|name|], '/srv/old')", "if not os.path.exists(name):\n    return 0\n{}\neditor.edit(name)"),
    "removed at times": (
        "os.remove([|name|])",
        "if not os.path.exists(name):\n    return 0\nif number:\n    {}\neditor.edit(name)",
    ),
    "removed in a loop": (
        "os.remove([|name|])",
        "if not os.path.exists(name):\n    return 0\nfor _ in range(3):\n    editor.edit(name)\n    {}",
    ),
}


def tool(body: str, argument: str) -> str:
    """A server with one tool that tests a file and hands it on."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    head = HEAD.replace("{argument}", argument)
    return f'{head}\n\n@mcp.tool\ndef use(name: str, other: str = "", number: int = 1) -> int:\n{lines}    return 1\n'


@pytest.mark.parametrize("body", DEAD.values(), ids=DEAD.keys())
def test_a_branch_for_a_missing_file_is_dead_where_it_is_there(body: str, tmp_path: Path) -> None:
    expect(tool(body, "folder"), "client-path-unconfined", tmp_path)


@pytest.mark.parametrize("body", TAKEN.values(), ids=TAKEN.keys())
def test_a_branch_for_a_missing_file_is_taken_where_nothing_is_known(body: str, tmp_path: Path) -> None:
    expect(tool(body, "[|folder|]"), "client-path-unconfined", tmp_path)


@pytest.mark.parametrize(("takes", "body"), GONE.values(), ids=GONE.keys())
def test_what_may_be_gone_is_not_known_to_be_there(takes: str, body: str, tmp_path: Path) -> None:
    expect(tool(body.format(takes), "[|folder|]"), "client-path-unconfined", tmp_path)
