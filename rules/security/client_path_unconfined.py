"""A path from a client stays inside one folder.

## Why
`../../.ssh/id_ed25519` is a path as well, an absolute path makes a base folder before it vanish in a join, and a link
leads wherever its maker liked. A tool that reads notes then reads keys, and one that writes reports writes start files.

## What is read
A value that a client sends, followed until it becomes the path of a file that is read, written or deleted, or of a
folder that is listed: with `open`, `pathlib`, `os`, `shutil`, `glob`, `tempfile` and libraries that take paths.

## What is not reported
Paths tested with `is_relative_to` or `commonpath` after `resolve()` or `realpath()`, joining functions that refuse to
leave the base, the last part alone (`Path(name).name`), patterns without a separator and without `..`, enums,
numbers. A comparison of the beginning of two texts is reported as `guard-that-does-not-hold`. A tool that is
there to work on any file is reported once.

## Fix
`path = (BASE / name).resolve()`, then `if not path.is_relative_to(BASE): raise ToolError(…)`, and use that `path`.

## Evidence
Judged in November 2026 on 29 published servers: 60 of 66 true (`benchmarks/flow.md`).
"""

from collections.abc import Iterator

from mcp_lintel.flow.telling import hit_of, is_unguarded, reaching
from mcp_lintel.flow.types import Flow
from mcp_lintel.rule import Bad, Good, Hit, Severity, rule


@rule(
    "client-path-unconfined",
    on=Flow,
    clause="SEC-29",
    severity=Severity.ERROR,
    cwe=("CWE-22",),
    examples=(
        Bad("""
            @mcp.tool
            def show_note(name: str) -> str:
                with open([|f"/srv/notes/{name}"|]) as note:
                    return note.read()
        """),
        Bad(
            """
            from notes import Notes

            @mcp.tool
            async def save_note(name: str, text: str) -> str:
                return Notes().save(name, text)
            """,
            files={
                "notes.py": """\
from pathlib import Path


class Notes:
    base = Path("/srv/notes")

    def target(self, name: str) -> Path:
        return (self.base / name).resolve()

    def save(self, name: str, text: str) -> str:
        target = self.target(name)
        [|target|].write_text(text)
        return str(len(text))
"""
            },
        ),
        Bad("""
            import os
            import shutil

            @mcp.tool
            def drop_note(folder: str) -> list[str]:
                shutil.rmtree([|os.path.join("/srv/notes", folder)|])
                return os.listdir("/srv/notes")
        """),
        Bad("""
            @mcp.resource("notes://{name}")
            def note(name: str) -> str:
                return open([|"/srv/notes/" + name|]).read()
        """),
        Good("""
            from pathlib import Path

            BASE = Path("/srv/notes").resolve()

            @mcp.tool
            def show_note(name: str) -> str:
                path = (BASE / name).resolve()
                if not path.is_relative_to(BASE):
                    raise ValueError("the note lies outside of the folder")
                return path.read_text()
        """),
        Good("""
            import os

            BASE = os.path.realpath("/srv/notes")

            def inside(name: str) -> str:
                path = os.path.realpath(os.path.join(BASE, name))
                if os.path.commonpath([BASE, path]) != BASE:
                    raise ValueError("the note lies outside of the folder")
                return path

            @mcp.tool
            def drop_note(name: str) -> str:
                os.remove(inside(name))
                return "gone"
        """),
        Good("""
            from pathlib import Path

            def load(name: str) -> str:
                return Path("/srv/notes", name).read_text()

            @mcp.tool
            def search_rules(word: str) -> bool:
                return word in load("rules.txt")
        """),
        Good("""
            from pathlib import Path

            @mcp.tool
            def show_note(number: int, title: Annotated[str, Field(pattern="^[a-z0-9-]+$")]) -> str:
                return Path("/srv/notes", f"{number}-{title}.txt").read_text()
        """),
    ),
)
def client_path_unconfined(flow: Flow) -> Iterator[Hit]:
    if is_unguarded(flow, "path") and flow.sink != "url-path":
        yield hit_of(flow, reaching(flow, "nothing confines it to a folder"))
