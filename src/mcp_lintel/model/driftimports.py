"""Imports of names that the allowed versions of a framework do not hold."""

from collections.abc import Iterator, Mapping

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts.visit import descend, spelled
from mcp_lintel.model.driftfiles import FRAMEWORKS, File, Import, spread
from mcp_lintel.model.driftrange import Ranges
from mcp_lintel.model.drifttable import Row, table
from mcp_lintel.model.drifttypes import Drift, DriftKind
from mcp_lintel.program.values import Ext, options
from mcp_lintel.text.span import Place


def import_drifts(files: Mapping[str, File], ranges: Ranges) -> Iterator[Drift]:
    """One for each statement and row of the table, and one for each module's attribute that is read in its place."""
    for file in files.values():
        file.spanned.update(row.distribution for one in file.guarded for row, _ in _rows(one))
    for file in files.values():
        if any(one.name.partition(".")[0] in FRAMEWORKS for one in file.imports):
            yield from _statements(file, ranges)
            yield from _attributes(file, ranges)
    spread(files)


def _statements(file: File, ranges: Ranges) -> Iterator[Drift]:
    seen: set[tuple[Place, int]] = set()
    for one in file.imports:
        for row, name in _rows(one):
            file.flagged.add(name)
            key = (one.place, id(row))
            if key not in seen and row.distribution not in file.spanned:
                seen.add(key)
                yield from _drift(row, one.module if row.keys.get("module") else name, one.place, ranges)


def _rows(one: Import) -> Iterator[tuple[Row, str]]:
    """The rows that an import is about, with the name in the row."""
    if one.name.partition(".")[0] not in FRAMEWORKS:
        return
    for row in table().rows["import"]:
        asked = one.module if row.keys.get("module") else one.name
        found = next((name for name in row.names if asked == name or asked.startswith(name + ".")), None)
        if found is not None:
            yield row, found


def _attributes(file: File, ranges: Ranges) -> Iterator[Drift]:
    """`types.Cursor` where `types` is a framework's module: it fails as the import would."""
    modules = {name for name, value in file.env.names.items() if any(_is_framework(o) for o in options(value))}
    for item in descend(file.body) if modules else ():
        head, _, rest = spelled(item).partition(".") if isinstance(item, e.Attribute) else ("", "", "")
        if head not in modules or file.guards.called(item.span, rest.rpartition(".")[2]):  # type: ignore[attr-defined]
            continue
        full = next((f"{o.name}.{rest}" for o in options(file.env.names[head]) if isinstance(o, Ext)), "")
        for row in table().rows["import"]:
            fits = full in row.names and full not in file.flagged and not row.keys.get("module")
            if fits and row.distribution not in file.spanned:
                yield from _drift(row, full, Place(file.path, item.span), ranges)  # type: ignore[attr-defined]


def _is_framework(value: object) -> bool:
    return isinstance(value, Ext) and value.name.partition(".")[0] in FRAMEWORKS


def _drift(row: Row, name: str, place: Place, ranges: Ranges) -> Iterator[Drift]:
    found = ranges.state(row)
    if found is not None:
        state, since = found
        yield Drift(DriftKind.IMPORT, state, f"`{name}`", place, ranges.declared(row.distribution), since, row.instead)
