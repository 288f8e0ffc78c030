"""Adding a waiver to the text of a file, with every byte that was there left as it is.

A table at the end of a TOML file needs no TOML writer: the text is added, read again and compared.
"""

import json
import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from mcp_lintel.discover import UsageError
from mcp_lintel.verdict.waivers_file import parse_waivers
from mcp_lintel.verdict.waivers_types import Waiver

_ID = re.compile(r"W-(\d+)")
_GLOB = re.compile(r"([\\*?\[\]!#])")
_BAD = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def next_id(waivers: Collection[Waiver]) -> str:
    """`W-001`, or the number after the highest one in use."""
    numbers = [int(found[1]) for waiver in waivers if (found := _ID.fullmatch(waiver.id))]
    return f"W-{max(numbers, default=0) + 1:03}"


def split_target(words: str) -> tuple[str, str]:
    """`PATH` or `PATH:SYMBOL` as path and symbol ("" for none); raises UsageError."""
    if Path(words).exists() or ":" not in words:
        return words, ""
    path, _, symbol = words.rpartition(":")
    if not path.strip() or not symbol.strip():
        raise UsageError(f"{words}: must be PATH or PATH:SYMBOL")
    return path, symbol


def pattern(path: str, base: Path) -> str:
    """A path as a pattern from the folder `base`: the path of what is there stands for itself alone, another
    one is a pattern if it has `*`, `?` or `[` in it. Raises UsageError.
    """
    there = Path(path).exists()
    if not there and not any(sign in path for sign in "*?["):
        raise UsageError(f"{path}: there is no such file or folder; name one, or a pattern such as src/**/*.py")
    full = Path(path).resolve() if there else Path.cwd().resolve() / path
    if not full.is_relative_to(base.resolve()):
        raise UsageError(f"{path}: does not lie in {base}, where the waivers file is; nothing was written")
    found = full.relative_to(base.resolve()).as_posix()
    if not there:
        return found
    return "**" if found == "." else _GLOB.sub(r"\\\1", found)


def with_waiver(text: str, name: str, waiver: Waiver, rules: Collection[str], clauses: Collection[str]) -> str:
    """The text with one more waiver at its end. Raises UsageError for a text or a waiver that is not valid."""
    before = parse_waivers(text, name, rules, clauses)
    for key in ("id", "owner", "reason", "path", "symbol", "fingerprint"):
        if _BAD.search(getattr(waiver, key)):
            raise UsageError(f"the {key} of a waiver must be one line of text without control characters")
    end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text.strip() else end if text.endswith(("\n", "\r")) else end * 2
    made = text + gap + end.join(_lines(waiver)) + end
    try:
        after = parse_waivers(made, name, rules, clauses)
    except UsageError as error:
        raise UsageError(f"{error}; nothing was written") from error
    if [replace(one, line=0) for one in after] != [replace(one, line=0) for one in (*before, waiver)]:
        raise UsageError(f"{name}: a waiver cannot be added at its end; write waivers as `[[waiver]]` tables")
    return made


def _lines(waiver: Waiver) -> list[str]:
    named = ("id", "rule", "clause", "path", "symbol", "fingerprint", "owner", "reason")
    values = [(key, getattr(waiver, key)) for key in named]
    texts = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values if value]
    return ["[[waiver]]", *texts, f"created = {waiver.created}", f"expires = {waiver.expires}"]


def as_date(text: str) -> date:
    """A date as people write it on the command line; raises UsageError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"`{text}` is not a date; write it as 2030-12-31") from None
