"""Reads a few texts as though they were a project on disk: how examples are tried."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from mcp_lintel.run import Request, inventory
from mcp_lintel.settings import Settings
from mcp_lintel.verdict.finding import Notice, NoticeKind, Outcome

_FAULTS = (NoticeKind.UNREADABLE, NoticeKind.SYNTAX, NoticeKind.ARTIFACT, NoticeKind.INTERNAL)


@lru_cache(maxsize=512)
def read_texts(files: tuple[tuple[str, str], ...], *, flows: bool = False) -> Outcome:
    """What the pipeline reads from texts by relative path; kept, since several rules are tried on the same ones.

    `flows` adds what flows in them.
    """
    with TemporaryDirectory(prefix="example-") as folder:
        root = Path(folder)
        for path, text in files:
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
        return inventory(Request(paths=(root,), settings=Settings()), flows=flows)


def faults(*notices: Notice) -> list[str]:
    """Each notice that says something could not be read, as `path:line: reason`."""
    return [f"{n.path}:{n.line}: {n.message}" for n in notices if n.kind in _FAULTS]
