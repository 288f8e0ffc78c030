"""The table of what which framework version holds, read on first demand.

Its format is described at the head of tables/drift.toml.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from packaging.version import Version


@dataclass(frozen=True, slots=True)
class Span:
    """The versions that have something: from `since`, warned of from `deprecated`, up to `gone`, again from `back`."""

    since: Version | None = None
    deprecated: Version | None = None
    gone: Version | None = None
    back: Version | None = None
    never: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about (`keys`, as written in the table) and which versions have it."""

    distribution: str
    span: Span
    instead: str
    keys: dict[str, Any]

    @property
    def why(self) -> str:
        """What happens where no version has it, as the table says it; "" where it says nothing."""
        return str(self.keys.get("why", ""))

    @property
    def names(self) -> list[str]:
        """The names the row is about."""
        return list(self.keys.get("names", ()))

    @property
    def target(self) -> tuple[str, str]:
        """The class and the method the row is about, "" for what it does not name."""
        return self.keys.get("of", ""), self.keys.get("call", "")


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table: `rows` by the name of their list, the rest as written."""

    rows: dict[str, tuple[Row, ...]]
    versions: dict[str, tuple[Version, ...]]
    names: dict[str, list[str]]
    requires: list[dict[str, str]]
    brings: dict[str, str]

    def of(self, kind: str, owner: str, call: str = "") -> Iterator[Row]:
        """The rows of one list about a method of a class."""
        return (row for row in self.rows[kind] if row.target == (owner, call))


HEADS = frozenset({"versions", "names", "requires", "brings"})
BOUNDS = ("since", "deprecated", "gone", "back")


@lru_cache(maxsize=1)
def table() -> Table:
    """The table as it ships."""
    import tomli

    data = tomli.loads((files("mcp_lintel.model") / "tables" / "drift.toml").read_text(encoding="utf-8"))
    rows = {kind: tuple(_row(item) for item in items) for kind, items in data.items() if kind not in HEADS}
    versions = {name: tuple(Version(text) for text in texts) for name, texts in data["versions"].items()}
    return Table(rows, versions, data["names"], data["requires"], data["brings"])


def _row(item: dict[str, Any]) -> Row:
    bounds = {name: Version(item[name]) for name in BOUNDS if name in item}
    span = Span(**bounds, never=bool(item.get("never")))
    return Row(item["distribution"], span, item.get("instead", ""), item)
