"""Where releases are kept: a protocol, and SQLite behind it.

Each method takes the caller's team, so a release of another team cannot be told from one that does not exist.
Statements are constant text; values travel beside them as parameters.
"""

import asyncio
import json
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from fastmcp.server.dependencies import get_context
from opentelemetry import trace

from release_desk.errors import dependency_failure
from release_desk.logs import logger
from release_desk.models import Release, ReleaseStatus
from release_desk.telemetry import STORE_ERRORS

T = TypeVar("T")
TIMEOUT_SECONDS = 5.0
tracer = trace.get_tracer("release_desk.store")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS releases (
    id TEXT PRIMARY KEY, team TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, notes TEXT NOT NULL,
    tags TEXT NOT NULL, status TEXT NOT NULL, created_by TEXT NOT NULL, created_at TEXT NOT NULL,
    approved_by TEXT, approved_at TEXT, UNIQUE (team, name, version)
)
"""
_INSERT = """
INSERT INTO releases (id, team, name, version, notes, tags, status, created_by, created_at)
VALUES (:id, :team, :name, :version, :notes, :tags, :status, :created_by, :created_at)
"""
_GET = "SELECT * FROM releases WHERE team = ? AND id = ?"
_LIST = """
SELECT * FROM releases WHERE team = :team AND (:status IS NULL OR status = :status)
AND (:text IS NULL OR instr(lower(name || ' ' || notes || ' ' || tags), :text) > 0)
ORDER BY created_at DESC, id LIMIT :limit OFFSET :offset
"""
_COUNT = """
SELECT count(*) FROM releases WHERE team = :team AND (:status IS NULL OR status = :status)
AND (:text IS NULL OR instr(lower(name || ' ' || notes || ' ' || tags), :text) > 0)
"""
_UPDATE = """
UPDATE releases SET version = :version, notes = :notes, tags = :tags
WHERE team = :team AND id = :id AND status = 'draft'
"""
_APPROVE = """
UPDATE releases SET status = 'approved', approved_by = ?, approved_at = ? WHERE team = ? AND id = ? AND status = 'draft'
"""
_DELETE = "DELETE FROM releases WHERE team = ? AND id = ? AND status = 'draft'"


class DuplicateReleaseError(Exception):
    """The team has a release of this name and version."""


class ReleaseStore(Protocol):
    """What the tools need of a store. Writing methods touch drafts only and say whether there was one to touch."""

    async def open(self) -> None: ...
    async def close(self) -> None: ...
    async def ping(self) -> None: ...
    async def add(self, release: Release) -> None: ...
    async def get(self, team: str, release_id: str) -> Release | None: ...
    async def find(
        self, team: str, text: str | None, status: ReleaseStatus | None, limit: int, offset: int
    ) -> tuple[list[Release], int]: ...
    async def update(self, release: Release) -> bool: ...
    async def approve(self, team: str, release_id: str, user_id: str, at: datetime) -> bool: ...
    async def delete(self, team: str, release_id: str) -> bool: ...


def current_store() -> ReleaseStore:
    """The store that the server's lifespan opened."""
    store: ReleaseStore = get_context().lifespan_context["store"]
    return store


def _to_row(release: Release) -> dict[str, str | None]:
    row: dict[str, str | None] = release.model_dump(mode="json", exclude={"tags"})
    return {**row, "tags": json.dumps(release.tags)}


def _from_row(row: sqlite3.Row) -> Release:
    return Release.model_validate({**dict(row), "tags": json.loads(row["tags"])})


class SqliteReleaseStore:
    """Releases in one SQLite file, with one connection that is used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    async def open(self) -> None:
        """Connect and create the table if it is not there."""
        self._connection = await asyncio.to_thread(self._connected)

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=TIMEOUT_SECONDS, check_same_thread=False, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute(_SCHEMA)
        return connection

    async def close(self) -> None:
        """Close the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await asyncio.to_thread(connection.close)

    async def _run(self, operation: str, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do the work in a thread, within a span and a time limit; a failing database becomes a tool error."""

        def locked() -> T:
            if self._connection is None:
                raise sqlite3.ProgrammingError("the store is not open")
            with self._lock:
                return work(self._connection)

        attributes = {"db.system": "sqlite", "db.operation": operation, "db.table": "releases"}
        with tracer.start_as_current_span(f"releases {operation}", kind=trace.SpanKind.CLIENT, attributes=attributes):
            try:
                async with asyncio.timeout(TIMEOUT_SECONDS):
                    return await asyncio.to_thread(locked)
            except sqlite3.IntegrityError as error:
                raise DuplicateReleaseError from error
            except (sqlite3.Error, TimeoutError) as error:
                STORE_ERRORS.labels(operation=operation).inc()
                logger.error("store_failed", operation=operation, error_type=type(error).__name__, exc_info=True)
                raise dependency_failure() from error

    async def ping(self) -> None:
        """Raise unless the database answers."""
        await self._run("ping", lambda db: db.execute("SELECT 1").fetchone())

    async def add(self, release: Release) -> None:
        """Keep a new release; raises DuplicateReleaseError if the team has this name and version."""
        await self._run("insert", lambda db: db.execute(_INSERT, _to_row(release)))

    async def get(self, team: str, release_id: str) -> Release | None:
        """One release of the team, or None."""
        row = await self._run("select", lambda db: db.execute(_GET, (team, release_id)).fetchone())
        return _from_row(row) if row else None

    async def find(
        self, team: str, text: str | None, status: ReleaseStatus | None, limit: int, offset: int
    ) -> tuple[list[Release], int]:
        """One page of the team's releases, newest first, and how many there are on all pages."""
        values = {
            "team": team,
            "text": text.lower() if text else None,
            "status": status,
            "limit": limit,
            "offset": offset,
        }

        def read(db: sqlite3.Connection) -> tuple[list[Release], int]:
            rows = db.execute(_LIST, values).fetchall()
            return [_from_row(row) for row in rows], int(db.execute(_COUNT, values).fetchone()[0])

        return await self._run("select", read)

    async def update(self, release: Release) -> bool:
        """Write the fields of a draft that may change."""
        return await self._run("update", lambda db: db.execute(_UPDATE, _to_row(release)).rowcount == 1)

    async def approve(self, team: str, release_id: str, user_id: str, at: datetime) -> bool:
        """Turn a draft into an approved release."""
        values = (user_id, at.isoformat(), team, release_id)
        return await self._run("update", lambda db: db.execute(_APPROVE, values).rowcount == 1)

    async def delete(self, team: str, release_id: str) -> bool:
        """Remove a draft."""
        return await self._run("delete", lambda db: db.execute(_DELETE, (team, release_id)).rowcount == 1)
