"""The `toml clause` block of a clause: its keys, and what each may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar

import tomli

from mcp_lintel.standard.types import Check, Level, Value

KEYS = ("id", "level", "check", "parameters", "planned", "cwe", "references")
"""Every key a block may have; the first three are required."""
_LEVELS = {str(level): level for level in Level}
_CHECKS = {str(check): check for check in Check}
_Word = TypeVar("_Word", Level, Check)


@dataclass(frozen=True, slots=True)
class Block:
    """A block that holds together."""

    id: str
    level: Level
    check: Check
    parameters: Mapping[str, Value] = field(default_factory=dict)
    planned: bool = False
    cwe: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


class BlockError(Exception):
    """A damaged block; `line` counts from 1 within the block's text, 0 for the block as a whole."""

    def __init__(self, message: str, line: int = 0) -> None:
        self.line = line
        super().__init__(message)


def read_block(text: str) -> Block:
    """The block in `text`, the inside of the fence; raises BlockError."""
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise BlockError(f"the block is not TOML: {error.msg}", error.lineno) from None
    for key in table:
        if key not in KEYS:
            raise BlockError(f"unknown key `{key}` in the block{suggestion(key, KEYS)}", _line_of(text, key))
    for key in ("id", "level", "check"):
        if not isinstance(table.get(key), str):
            raise BlockError(f"the block has no `{key}`, or it is not a text", _line_of(text, key))
    return Block(
        table["id"],
        _one_of(text, table, "level", _LEVELS),
        _one_of(text, table, "check", _CHECKS),
        _parameters(text, table.get("parameters", {})),
        _flag(text, table.get("planned", False)),
        _texts(text, table, "cwe"),
        _texts(text, table, "references"),
    )


def suggestion(word: str, known: tuple[str, ...]) -> str:
    """`; did you mean X?` for a near miss, else the known words."""
    close = get_close_matches(word, known, n=1)
    return f"; did you mean `{close[0]}`?" if close else f"; known are {', '.join(known)}"


def _one_of(text: str, table: Mapping[str, Any], key: str, known: Mapping[str, _Word]) -> _Word:
    value: str = table[key]
    if value not in known:
        raise BlockError(f"unknown {key} `{value}`{suggestion(value, tuple(known))}", _line_of(text, key))
    return known[value]


def _parameters(text: str, table: object) -> dict[str, Value]:
    if not isinstance(table, dict):
        fault = "`parameters` is not a table: write { name = value }"
        raise BlockError(fault, _line_of(text, "parameters"))
    return {name: _value(text, name, value) for name, value in table.items()}


def _value(text: str, name: str, value: object) -> Value:
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return tuple(value)
    fault = f"parameter `{name}` is neither a text, a number, true or false, nor a list of such"
    raise BlockError(fault, _line_of(text, "parameters"))


def _flag(text: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise BlockError("`planned` is neither true nor false", _line_of(text, "planned"))
    return value


def _texts(text: str, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BlockError(f"`{key}` is not a list of texts", _line_of(text, key))
    return tuple(value)


def _line_of(text: str, key: str) -> int:
    """The line that sets `key`, or 0 when none does."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip(" \t[").startswith(key):
            return number
    return 0
