"""How servers are really written: guards in methods, queries put together, clients and connections in attributes."""

from pathlib import Path
from textwrap import dedent

import pytest

from .twins.kit import WEAK
from .twins.seen import expect

PATH, QUERY, URL, OPTION = (
    "client-path-unconfined",
    "client-input-in-query",
    "request-to-client-address",
    "option-smuggled",
)
SEGMENT = "client-text-in-request-path"
HEAD = """
import asyncio
import os
import re
import sqlite3
import subprocess
from enum import Enum
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlparse

import httpx
from fastmcp import Context, FastMCP
from fastmcp.exceptions import ToolError
from pydantic import BaseModel, field_validator

mcp = FastMCP("desk")
ROOT = Path(os.environ.get("DESK_ROOT", "/srv/desk")).resolve()
BASE = os.environ.get("DESK_URL", "https://desk.example.com")

"""
QUIET = {
    "method that gives the confined path": """
        class Files:
            def __init__(self, root: str) -> None:
                self.root = Path(root).resolve()

            def _safe(self, name: str) -> Path:
                path = (self.root / name).resolve()
                try:
                    path.relative_to(self.root)
                except ValueError:
                    raise PermissionError("outside") from None
                return path

            def text(self, name: str) -> str:
                return self._safe(name).read_text()

        files = Files("/srv/notes")

        @mcp.tool
        def use(name: str) -> int:
            return len(files.text(name))
    """,
    "one of the listed files": """
        def listed(root: Path) -> list[Path]:
            return sorted(root.rglob("*.json"))

        def text(root: Path, name: str) -> str:
            for path in listed(root):
                if path.name == name:
                    return path.read_text()
            lower = name.lower()
            for path in listed(root):
                if path.name.lower() == lower:
                    return path.read_text()
            raise ToolError("no such file")

        @mcp.tool
        def use(folder: Literal["a", "b"], name: str) -> str:
            given = text(ROOT / folder, name)
            (ROOT / "copies" / name).write_text(given)
            return given
    """,
    "two lists at once": """
        @mcp.tool
        def use(columns: list[str], others: list[str]) -> int:
            for column in columns + others:
                if not re.fullmatch(r"[a-z_]+", column):
                    raise ToolError("no column")
            query = f"SELECT {', '.join(columns)} FROM notes ORDER BY {', '.join(others)}"
            return len(sqlite3.connect("x.db").execute(query).fetchall())
    """,
    "any of several folders": """
        ALLOWED = [Path(p).resolve() for p in os.environ.get("DESK_FOLDERS", "/srv").split(":")]

        def confined(name: str) -> Path:
            path = Path(name).expanduser().resolve()
            if not any(path.is_relative_to(folder) for folder in ALLOWED):
                raise ToolError("outside")
            return path

        @mcp.tool
        def use(name: str) -> int:
            return len(confined(name).read_bytes())
    """,
    "several folders in a loop": """
        ALLOWED = [Path("/srv/a"), Path("/srv/b")]

        def is_allowed(path: Path) -> bool:
            for folder in ALLOWED:
                if path.is_relative_to(folder):
                    return True
            return False

        @mcp.tool
        def use(name: str) -> int:
            path = Path(name).resolve()
            if not is_allowed(path):
                raise ToolError("outside")
            return len(path.read_bytes())
    """,
    "real path and separator": """
        def confined(name: str) -> str:
            root = os.path.realpath("/srv/notes")
            path = os.path.realpath(os.path.join(root, name))
            if not path.startswith(root + os.sep):
                raise ToolError("outside")
            return path

        @mcp.tool
        def use(name: str) -> int:
            with open(confined(name)) as file:
                return len(file.read())
    """,
    "nothing where it lies outside": """
        def confined(name: str) -> Path | None:
            path = (ROOT / name).resolve()
            if ROOT not in path.parents:
                return None
            return path

        @mcp.tool
        def use(name: str) -> int:
            path = confined(name)
            if path is None:
                return 0
            return len(path.read_bytes())
    """,
    "safe_join": """
        from werkzeug.security import safe_join

        @mcp.tool
        def use(name: str) -> int:
            path = safe_join("/srv/notes", name)
            if path is None:
                raise ToolError("outside")
            with open(path) as file:
                return len(file.read())
    """,
    "validator of a model": """
        class Wanted(BaseModel):
            name: str

            @field_validator("name")
            @classmethod
            def plain(cls, value: str) -> str:
                if not re.fullmatch(r"[A-Za-z0-9_-]+", value):
                    raise ValueError("a plain name")
                return value

        @mcp.tool
        def use(wanted: Wanted) -> int:
            return len((ROOT / f"{wanted.name}.md").read_text())
    """,
    "name made of what is allowed": """
        @mcp.tool
        def use(name: str) -> int:
            safe = re.sub(r"[^A-Za-z0-9_-]", "_", name)
            return len((ROOT / f"{safe}.md").read_text())
    """,
    "placeholders": """
        @mcp.tool
        def use(names: list[str]) -> int:
            marks = ",".join("?" for _ in names)
            return len(sqlite3.connect("x.db").execute(f"SELECT * FROM notes WHERE name IN ({marks})", names).fetchall())
    """,
    "placeholders by number": """
        @mcp.tool
        def use(names: list[str]) -> int:
            marks = ",".join(["?"] * len(names))
            return len(sqlite3.connect("x.db").execute("SELECT * FROM notes WHERE name IN (" + marks + ")", names).fetchall())
    """,
    "conditions gathered": """
        @mcp.tool
        def use(name: str = "", state: str = "", limit: int = 10) -> int:
            query = "SELECT * FROM notes"
            conditions, values = [], []
            if name:
                conditions.append("name = ?")
                values.append(name)
            if state:
                conditions.append("state LIKE ?")
                values.append(f"%{state}%")
            if conditions:
                query += " WHERE " + " AND ".join(conditions)
            query += f" ORDER BY name {'DESC' if limit > 3 else 'ASC'} LIMIT {int(limit)}"
            return len(sqlite3.connect("x.db").execute(query, values).fetchall())
    """,
    "columns from a fixed list": """
        COLUMNS = {"name", "state"}

        @mcp.tool
        def use(fields: dict[str, str]) -> int:
            wanted = {key: value for key, value in fields.items() if key in COLUMNS}
            query = "UPDATE notes SET " + ", ".join(f"{key} = ?" for key in wanted)
            return sqlite3.connect("x.db").execute(query, list(wanted.values())).rowcount
    """,
    "identifier with doubled quotes": """
        class Store:
            def quoted(self, name: str) -> str:
                return f"`{name.replace('`', '``')}`"

            def rows(self, query: str) -> list:
                return sqlite3.connect("x.db").execute(query).fetchall()

        store = Store()

        @mcp.tool
        def use(table: str) -> int:
            return len(store.rows("SELECT * FROM %s" % store.quoted(table)))
    """,
    "quoted identifier": """
        def identifier(name: str) -> str:
            if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name):
                raise ToolError("no identifier")
            return f'"{name}"'

        @mcp.tool
        def use(table: str) -> int:
            return len(sqlite3.connect("x.db").execute(f"SELECT * FROM {identifier(table)}").fetchall())
    """,
    "address with a quoted part": """
        @mcp.tool
        async def use(name: str) -> int:
            async with httpx.AsyncClient(timeout=10) as client:
                answer = await client.get(f"{BASE}/users/{quote(name, safe='')}")
            return answer.status_code
    """,
    "options of its own": """
        @mcp.tool
        def use(since: str, path: str) -> int:
            command = ["git", "-C", str(ROOT), "log", f"--since={since}"]
            if since:
                command.append("--all")
            command += ["--", path]
            return subprocess.run(command, check=True).returncode
    """,
    "value of an enum": """
        class Form(Enum):
            HTML = "html"
            TEXT = "text"

        @mcp.tool
        def use(form: str) -> int:
            chosen = Form(form)
            return subprocess.run(["pandoc", "-t", chosen.value], check=True).returncode
    """,
    "id of a number of digits": """
        @mcp.tool
        def use(number: str) -> int:
            if not number.isdigit():
                raise ToolError("a number")
            return len((ROOT / f"{number}.json").read_text())
    """,
    "stored under a name of its own": """
        import uuid

        @mcp.tool
        def use(text: str) -> str:
            path = ROOT / f"{uuid.uuid4().hex}.txt"
            path.write_text(text)
            return path.name
    """,
}
LOUD = {
    "identifier with doubled quotes and none around it": (
        QUERY,
        """
        @mcp.tool
        def use(table: str) -> int:
            name = table.replace("`", "``")
            return len(sqlite3.connect("x.db").execute([|f"SELECT * FROM {name}"|]).fetchall())
        """,
    ),
    "identifier with other quotes around it": (
        QUERY,
        """
        @mcp.tool
        def use(table: str) -> int:
            name = table.replace("`", "``")
            return len(sqlite3.connect("x.db").execute([|f"SELECT * FROM '{name}'"|]).fetchall())
        """,
    ),
    "method that compares texts": (
        WEAK,
        """
        class Files:
            def __init__(self, root: str) -> None:
                self.root = Path(root).resolve()

            def _safe(self, name: str) -> Path:
                path = (self.root / name).resolve()
                if not str(path).startswith(str(self.root)):
                    raise PermissionError("outside")
                return path

            def text(self, name: str) -> str:
                return [|self._safe(name)|].read_text()

        files = Files("/srv/notes")

        @mcp.tool
        def use(name: str) -> int:
            return len(files.text(name))
        """,
    ),
    "joined to the folder": (
        PATH,
        """
        @mcp.tool
        def use(name: str) -> int:
            with open([|os.path.join("/srv/notes", f"{name}.json")|]) as file:
                return len(file.read())
        """,
    ),
    "one of two is confined": (
        PATH,
        """
        def confined(name: str) -> Path:
            path = (ROOT / name).resolve()
            if not path.is_relative_to(ROOT):
                raise ToolError("outside")
            return path

        @mcp.tool
        def use(source: str, target: str) -> str:
            text = confined(source).read_text()
            ([|ROOT / target|]).write_text(text)
            return "copied"
        """,
    ),
    "connection in an attribute": (
        QUERY,
        """
        class Store:
            def __init__(self) -> None:
                self._connection = None

            def connection(self) -> sqlite3.Connection:
                if self._connection is None:
                    self._connection = sqlite3.connect("x.db")
                return self._connection

            def rows(self, table: str) -> list[tuple[str]]:
                cursor = self.connection().cursor()
                cursor.execute([|f"SELECT * FROM {table}"|])
                return cursor.fetchall()

        store = Store()

        @mcp.tool
        def use(table: str) -> int:
            return len(store.rows(table))
        """,
    ),
    "pool": (
        QUERY,
        """
        import asyncpg

        async def rows(query: str) -> int:
            pool = await asyncpg.create_pool("postgres://x")
            async with pool.acquire() as connection:
                return len(await connection.fetch([|query|]))

        @mcp.tool
        async def use(name: str) -> int:
            return await rows(f"SELECT * FROM notes WHERE name = '{name}'")
        """,
    ),
    "conditions with values in them": (
        QUERY,
        """
        @mcp.tool
        def use(name: str = "", state: str = "open") -> int:
            conditions = ["1 = 1"]
            if name:
                conditions.append(f"name = '{name}'")
            query = "SELECT * FROM notes WHERE " + " AND ".join(conditions)
            return len(sqlite3.connect("x.db").execute([|query|]).fetchall())
        """,
    ),
    "keys of a mapping as columns": (
        QUERY,
        """
        @mcp.tool
        def use(fields: dict[str, str]) -> int:
            query = "UPDATE notes SET " + ", ".join(f"{key} = ?" for key in fields)
            return sqlite3.connect("x.db").execute([|query|], list(fields.values())).rowcount
        """,
    ),
    "client with a base address": (
        SEGMENT,
        """
        class Api:
            def __init__(self, base: str) -> None:
                self.client = httpx.AsyncClient(base_url=base, timeout=10)

            async def get(self, path: str, **params: str) -> int:
                answer = await self.client.get([|path|], params=params)
                return answer.status_code

        api = Api(BASE)

        @mcp.tool
        async def use(name: str) -> int:
            return await api.get(f"/users/{name}", q=name)
        """,
    ),
    "address out of parts of its own": (
        SEGMENT,
        """
        @mcp.tool
        async def use(repo: str) -> int:
            url = f"https://api.github.com/repos/desk/{repo}"
            async with httpx.AsyncClient() as client:
                return (await client.get([|url|])).status_code
        """,
    ),
    "client in an attribute": (
        URL,
        """
        class Fetcher:
            def __init__(self) -> None:
                self.session = httpx.AsyncClient(timeout=10)

            async def fetch(self, url: str) -> int:
                answer = await self.session.get([|url|])
                return answer.status_code

        fetcher = Fetcher()

        @mcp.tool
        async def use(url: str) -> int:
            return await fetcher.fetch(url)
        """,
    ),
    "session in a session": (
        URL,
        """
        import aiohttp

        @mcp.tool
        async def use(url: str) -> int:
            async with aiohttp.ClientSession() as session, session.get([|url|], allow_redirects=False) as answer:
                return answer.status
        """,
    ),
    "host of one's own": (
        URL,
        """
        @mcp.tool
        async def use(region: str) -> int:
            async with httpx.AsyncClient() as client:
                return (await client.get([|f"https://{region}.api.example.com/status"|])).status_code
        """,
    ),
    "command gathered": (
        OPTION,
        """
        @mcp.tool
        def use(branch: str, all_of_them: bool = False) -> int:
            command = ["git", "log"]
            if all_of_them:
                command.append("--all")
            command.append(branch)
            return subprocess.run([|command|], check=True).returncode
        """,
    ),
    "in a context of the server": (
        QUERY,
        """
        from collections.abc import AsyncIterator
        from contextlib import asynccontextmanager
        from dataclasses import dataclass

        @dataclass
        class App:
            db: sqlite3.Connection

        @asynccontextmanager
        async def lifespan(server: FastMCP) -> AsyncIterator[App]:
            yield App(sqlite3.connect("x.db"))

        desk = FastMCP("desk", lifespan=lifespan)

        @desk.tool
        def use(name: str, ctx: Context) -> int:
            db = ctx.request_context.lifespan_context.db
            return len(db.execute([|f"SELECT * FROM notes WHERE name = '{name}'"|]).fetchall())
        """,
    ),
}


@pytest.mark.parametrize("code", QUIET.values(), ids=QUIET.keys())
def test_what_is_done_well_is_passed_over(code: str, tmp_path: Path) -> None:
    expect(HEAD + dedent(code), PATH, tmp_path)


@pytest.mark.parametrize(("rule", "code"), LOUD.values(), ids=LOUD.keys())
def test_what_is_done_badly_is_told(rule: str, code: str, tmp_path: Path) -> None:
    expect(HEAD + dedent(code), rule, tmp_path)
