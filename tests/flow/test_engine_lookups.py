"""A value that was looked up first, in a database or in a mapping of the server."""

from pathlib import Path

import pytest

from .twins.seen import expect

HEAD = """
import sqlite3
from collections import defaultdict

from fastmcp import FastMCP
from fastmcp.exceptions import ToolError

mcp = FastMCP("desk")
TABLE = {"a": 1, "b": 2}


class Store:
    def __init__(self) -> None:
        self.conn = sqlite3.connect("/srv/desk.db")
        self.items = {}
        self.client = connect("/srv")
        self.sizes: dict[str, int] = defaultdict(int)

    def row(self, key):
        row = self.conn.execute("SELECT path FROM notes n WHERE n.key = ? AND n.id NOT IN (SELECT id FROM gone)", (key,)).fetchone()
        if row is None:
            return None
        return {"path": row["path"]}

    def first(self, key):
        cursor = self.conn.cursor()
        cursor.execute("SELECT path FROM notes WHERE key = :key", {"key": key})
        return cursor.fetchone()

    def as_dict(self, key):
        cursor = self.conn.cursor()
        cursor.execute("SELECT path FROM notes WHERE owner = %s AND key = %s", ("me", key))
        row = cursor.fetchone()
        return dict(row) if row else None

    def joined(self, key):
        cursor = self.conn.execute("SELECT path FROM notes " + joins("title") + " WHERE key = ? LIMIT ?", (key, 1))
        row = cursor.fetchone()
        return row

    def again(self, key):
        row = self.row(key)
        return row

    async def later(self, key):
        cursor = await self.conn.execute("SELECT path FROM notes WHERE lower(key) = lower(?)", (key,))
        return await cursor.fetchone()

    def item(self, key):
        item = self.items.get(key)
        if item is None:
            raise ToolError("no such item")
        return item

    def counted(self, key):
        return self.conn.execute("SELECT COUNT(*) FROM notes WHERE key = ?", (key,)).fetchone()


store = Store()
"""
KNOWN = {
    "on the spot": "row = sqlite3.connect('a').execute('SELECT a FROM t WHERE key = ?', (key,)).fetchone()\nif row is None:\n    return 0",
    "list of rows": "rows = store.conn.execute('SELECT a FROM t WHERE key = ?', (key,)).fetchall()\nif not rows:\n    return 0",
    "walrus": "if (row := store.conn.execute('SELECT a FROM t WHERE key = ?', (key,)).fetchone()) is None:\n    return 0",
    "by number": "row = await pool.fetchrow('SELECT a FROM t WHERE owner = $1 AND key = $2', other, key)\nif row is None:\n    return 0",
    "row or nothing": "row = store.row(key)\nif row is None:\n    return 0",
    "method as test": "if not store.row(key):\n    return 0",
    "returned": "if store.first(key) is None:\n    raise ToolError('no')",
    "returned in another form": "note = store.as_dict(key)\nif not note:\n    raise ToolError('no')",
    "text that is put together": "if store.joined(key) is None:\n    raise ToolError('no')",
    "handed up": "note = store.again(key)\nif not note:\n    raise ToolError('no')",
    "asynchronous": "row = await store.later(key)\nif row is None:\n    raise ToolError('no')",
    "one row": "from sqlalchemy import text\nstore.conn.execute(text('SELECT a FROM t WHERE key = :key'), {'key': key}).one()",
    "changed": "row = store.conn.execute('UPDATE t SET a = 1 WHERE key = ? RETURNING a', (key,)).fetchone()\nif not row:\n    return 0",
    "mapping that is filled": "store.item(key)",
    "get of a mapping": "item = store.items.get(key)\nif not item:\n    raise ToolError('no')",
    "declared mapping": "if store.sizes.get(key) is None:\n    raise ToolError('no')",
    "key error": "try:\n    number = TABLE[key]\nexcept KeyError:\n    raise ToolError('no') from None",
}
UNKNOWN = {
    "pattern": "row = store.conn.execute('SELECT a FROM t WHERE key LIKE ?', (key,)).fetchone()\nif row is None:\n    return 0",
    "another value": "row = store.conn.execute('SELECT a FROM t WHERE key = ?', (other,)).fetchone()\nif row is None:\n    return 0",
    "another mark": "row = store.conn.execute('SELECT a FROM t WHERE key = ? AND b < ?', (other, key)).fetchone()\nif row is None:\n    return 0",
    "list that is never None": "rows = store.conn.execute('SELECT a FROM t WHERE key = ?', (key,)).fetchall()\nif rows is None:\n    return 0",
    "count": "if store.counted(key) is None:\n    return 0",
    "either": "row = store.conn.execute('SELECT a FROM t WHERE open = 1 OR key = ?', (key,)).fetchone()\nif row is None:\n    return 0",
    "not": "row = store.conn.execute('SELECT a FROM t WHERE a NOT IN (SELECT a FROM u WHERE key = ?)', (key,)).fetchone()\nif row is None:\n    return 0",
    "put in": "row = store.conn.execute('INSERT INTO t (key) VALUES (?) RETURNING key', (key,)).fetchone()\nif row is None:\n    return 0",
    "selected": "row = store.conn.execute('SELECT ? = ?', (key, key)).fetchone()\nif row is None:\n    return 0",
    "outer join": "row = store.conn.execute('SELECT a FROM t LEFT JOIN u ON u.key = ?', (key,)).fetchone()\nif row is None:\n    return 0",
    "only logged": "row = store.row(key)\nif row is None:\n    print('no')",
    "must not be there": "row = store.row(key)\nif row is not None:\n    raise ToolError('taken')",
    "not looked at": "row = store.row(key)",
    "another statement in between": "cursor = store.conn.cursor()\ncursor.execute('SELECT a FROM t WHERE key = ?', (key,))\ncursor.execute('SELECT a FROM t WHERE key = ?', (other,))\nif cursor.fetchone() is None:\n    return 0",
    "row of the statement before": "cursor = store.conn.cursor()\ncursor.execute('SELECT a FROM t')\nrow = cursor.fetchone()\ncursor.execute('SELECT a FROM t WHERE key = ?', (key,))\nif row is None:\n    return 0",
    "no mapping": "if not store.client.get(key):\n    raise ToolError('no')",
    "with a default": "number = TABLE.get(key, 1)\nif not number:\n    raise ToolError('no')",
}


def tool(body: str, argument: str) -> str:
    """A server whose tool looks a key up and opens a file of that name."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    head = f'{HEAD}\n\n@mcp.tool\nasync def use(key: str, other: str = "") -> int:\n'
    return f"{head}{lines}    return len(open({argument}).read())\n"


@pytest.mark.parametrize("body", KNOWN.values(), ids=KNOWN.keys())
def test_what_the_store_knows_is_no_path_of_the_clients_choice(body: str, tmp_path: Path) -> None:
    expect(tool(body, '"/srv/notes/" + key'), "client-path-unconfined", tmp_path)


@pytest.mark.parametrize("body", UNKNOWN.values(), ids=UNKNOWN.keys())
def test_a_look_up_that_proves_nothing_does_not_count(body: str, tmp_path: Path) -> None:
    expect(tool(body, '[|"/srv/notes/" + key|]'), "client-path-unconfined", tmp_path)
