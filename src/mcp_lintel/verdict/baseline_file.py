"""The baseline as a file: JSON with one entry a line, sorted, so that changes of it read well and merge well."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from mcp_lintel.discover import UsageError

DEFAULT_NAME = ".mcp-lintel-baseline.json"
"""Where `mcp-lintel baseline` writes when it is not told otherwise, in the top folder of the project."""

SCHEMA_VERSION = 1

_HEX = re.compile(r"[0-9a-f]+")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One finding that is let pass: `path` from the top of the repository, `shape` as in `baseline_shape`.

    Nothing in it depends on a line, a count or a version of the tool.
    """

    fingerprint: str
    rule: str
    path: str
    symbol: str
    shape: str


_NAMES = tuple(one.name for one in fields(Entry))


def read_baseline(path: Path) -> tuple[Entry, ...]:
    """The entries of a baseline; raises UsageError with file and line for one that cannot be used."""
    make = "make a new one with `mcp-lintel baseline`"
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError(f"baseline {path}: there is no such file; {make}") from error
    except OSError as error:
        raise UsageError(f"baseline {path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"baseline {path}: is not UTF-8; {make}") from error
    except json.JSONDecodeError as error:
        raise UsageError(f"baseline {path}:{error.lineno}: is not JSON: {error.msg}; {make}") from error
    except RecursionError as error:
        raise UsageError(f"baseline {path}: is nested too deeply to be a baseline; {make}") from error
    version = document.get("schema_version") if isinstance(document, dict) else None
    if not isinstance(version, int) or version < 1 or not isinstance(document.get("entries"), list):
        raise UsageError(f"baseline {path}: is not a baseline of mcp-lintel; {make}")
    if version > SCHEMA_VERSION:
        raise UsageError(f"baseline {path}: was written by a newer mcp-lintel (schema {version}); update this one")
    return tuple(_entry(found, number, path) for number, found in enumerate(document["entries"], 1))


def baseline_text(entries: Iterable[Entry]) -> str:
    """The whole file, the same for the same entries in any order."""
    lines = [json.dumps({name: getattr(one, name) for name in _NAMES}) for one in sorted(set(entries))]
    head = f'{{\n"schema_version": {SCHEMA_VERSION},\n"entries": ['
    return head + ",".join(f"\n{line}" for line in lines) + ("\n" if lines else "") + "]\n}\n"


def _entry(found: Any, number: int, path: Path) -> Entry:
    """An entry of the list; raises UsageError."""
    if not isinstance(found, dict):
        raise UsageError(f"baseline {path}: entry {number} is not a table with a `fingerprint`")
    for name in _NAMES:
        if not isinstance(found.get(name), str):
            raise UsageError(f"baseline {path}: entry {number} has no `{name}`, or it is not a string")
    if not _HEX.fullmatch(found["fingerprint"]):
        raise UsageError(f"baseline {path}: entry {number}: `{found['fingerprint']}` is no fingerprint")
    return Entry(**{name: found[name] for name in _NAMES})
