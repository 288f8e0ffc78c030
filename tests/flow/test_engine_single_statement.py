"""SQLite runs one statement, so that a test of its first word does what it is there for."""

from pathlib import Path
from textwrap import dedent

import pytest

from .twins.kit import WEAK
from .twins.seen import expect

QUERY = "client-input-in-query"
HEAD = """
import sqlite3

import psycopg
from fastmcp import FastMCP

mcp = FastMCP("desk")

"""
TOOL = """
@mcp.tool
def find(sql: str) -> str:
    if not sql.upper().startswith("SELECT"):
        raise ValueError("reading only")
    {}
    return "found"
"""


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (QUERY, 'sqlite3.connect("x.db").execute([|sql|])'),
        (QUERY, 'sqlite3.connect("x.db").cursor().execute([|sql|])'),
        (WEAK, 'sqlite3.connect("x.db").executescript([|sql|])'),
        (WEAK, 'psycopg.connect("dbname=x").execute([|sql|])'),
    ],
)
def test_how_many_statements_a_call_takes_decides_what_a_prefix_tells(rule: str, line: str, tmp_path: Path) -> None:
    expect(HEAD + dedent(TOOL).format(line), rule, tmp_path)
