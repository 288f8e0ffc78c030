"""Methods that are called through their class, the object among the arguments."""

from pathlib import Path

import pytest

from .twins.seen import expect

HEAD = """
import os

from fastmcp import FastMCP

mcp = FastMCP("desk")


class Told:
    def line(self, text: str) -> str:
        return "echo " + text

    def own(self) -> str:
        return self.name


class Desk(Told):
    def __init__(self, name: str) -> None:
        self.name = name

    def start(self) -> None:
        os.system(COMMAND)


@mcp.tool
def use(name: str) -> None:
    Desk(name).start()
"""


@pytest.mark.parametrize("command", ["Told.line(self, 'x')", "[|Told.own(self)|]", "[|Told.line(self, self.name)|]"])
def test_a_method_is_called_through_its_class(command: str, tmp_path: Path) -> None:
    expect(HEAD.replace("COMMAND", command), "client-input-in-shell", tmp_path)
