"""The depot's records, in SQLite."""

import os
import sqlite3
from collections.abc import Iterable

_PATH = os.environ.get("DEPOT_DATABASE", "depot.db")


def rows(query: str, values: Iterable[object] = ()) -> list[dict[str, object]]:
    """All rows of a query as dictionaries."""
    with sqlite3.connect(_PATH) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query, tuple(values))]


def change(statement: str, values: Iterable[object] = ()) -> int:
    """Run a statement that changes records and tell how many it changed."""
    with sqlite3.connect(_PATH) as connection:
        return connection.execute(statement, tuple(values)).rowcount
