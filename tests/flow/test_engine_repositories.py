"""Repositories in folders that were checked: a `.git` file in them names another place."""

from pathlib import Path
from textwrap import dedent

import pytest

from .twins.kit import WEAK
from .twins.seen import expect

PATH = "client-path-unconfined"
HEAD = """
from pathlib import Path

import git
from fastmcp import FastMCP

mcp = FastMCP("desk")
ROOT = Path("/srv/repos").resolve()


def confined(name: str) -> Path:
    folder = (ROOT / name).resolve()
    if not folder.is_relative_to(ROOT):
        raise ValueError("outside")
    return folder

"""
CASES = {
    "only the folder is looked at": (
        WEAK,
        """
        @mcp.tool
        def show(name: str) -> str:
            return git.Repo([|confined(name)|]).git.status()
        """,
    ),
    "the folder is looked at by the caller": (
        WEAK,
        """
        def opened(folder: Path) -> git.Repo:
            return git.Repo([|folder|])

        @mcp.tool
        def show(name: str) -> str:
            return opened(confined(name)).git.status()
        """,
    ),
    "what was opened is looked at as well": (
        WEAK,
        """
        @mcp.tool
        def show(name: str) -> str:
            repo = git.Repo(confined(name))
            if not Path(repo.common_dir).resolve().is_relative_to(ROOT):
                raise ValueError("outside")
            return repo.git.status()
        """,
    ),
    "one of several names": (
        WEAK,
        """
        @mcp.tool
        def show(name: str) -> str:
            if name not in ("desk", "shop"):
                raise ValueError("unknown")
            return git.Repo(ROOT / name).git.status()
        """,
    ),
    "nothing is looked at": (
        PATH,
        """
        @mcp.tool
        def show(name: str) -> str:
            return git.Repo([|name|]).git.status()
        """,
    ),
    "a file in a folder that is looked at": (
        WEAK,
        """
        @mcp.tool
        def show(name: str) -> str:
            return confined(name).read_text()
        """,
    ),
}


@pytest.mark.parametrize(("rule", "code"), CASES.values(), ids=CASES.keys())
def test_a_checked_folder_is_no_checked_repository(rule: str, code: str, tmp_path: Path) -> None:
    expect(HEAD + dedent(code), rule, tmp_path)
