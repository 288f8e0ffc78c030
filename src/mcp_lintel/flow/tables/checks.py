"""Do the rows of several library tables go together? Kinds that exist, parents that end at `any`."""

from collections.abc import Iterator

from mcp_lintel.flow.tables.entry import TableError
from mcp_lintel.flow.tables.rows import GuardCall, Kind, Propagator, Row, Rows, Sanitiser, Sink

ROOT = "any"


def family(name: str, kinds: dict[str, Kind]) -> Iterator[str]:
    """A kind and its parents, from itself to the root."""
    while name:
        yield name
        name = kinds[name].parent


def check(file: str, rows: Rows, kinds: dict[str, Kind]) -> None:
    """Raises TableError for a kind that no table has, and for parents that go round in a circle."""
    for name, kind in rows.kinds.items():
        if kind.parent not in kinds and name != ROOT:
            remedy = "give it one that exists" if kind.parent else f"give it one; `{ROOT}` if nothing is nearer"
            raise TableError(f"{file}: [kinds.{name}]: has no known parent `{kind.parent}`; {remedy}")
        seen = {name}
        while kind.parent:
            if kind.parent in seen:
                raise TableError(f"{file}: [kinds.{name}]: its parents go round in a circle; end them at `{ROOT}`")
            seen.add(kind.parent)
            kind = kinds.get(kind.parent, Kind("", "", "", ""))
    for row in rows.rows:
        for name in _kinds_in(row):
            if name not in kinds:
                raise TableError(
                    f"{file}: {_told(row)}: there is no kind of sink `{name}`; add `[kinds.{name}]` for it"
                )


def _kinds_in(row: Row) -> Iterator[str]:
    if isinstance(row, Sink):
        yield row.kind
    elif isinstance(row, Propagator | Sanitiser | GuardCall):
        yield from sorted(row.clears)


def _told(row: Row) -> str:
    named = next(found for key in ("calls", "methods", "attributes") if (found := getattr(row, key, ())))
    return f"`{named[0]}`"
