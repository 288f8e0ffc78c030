"""What a project takes from its frameworks that the declared versions do not hold: the subjects of rules about it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mcp_lintel.artifacts.types import Manifest
from mcp_lintel.facts import statements as s
from mcp_lintel.model.driftcalls import call_drifts
from mcp_lintel.model.driftcontexts import context_parameters
from mcp_lintel.model.driftfiles import File, files_of
from mcp_lintel.model.driftforms import decorated, form_drifts
from mcp_lintel.model.drifthints import hint_drifts
from mcp_lintel.model.driftimports import import_drifts
from mcp_lintel.model.driftrange import Ranges, framework_ranges
from mcp_lintel.model.driftreads import read_drifts
from mcp_lintel.model.drifttypes import Drift, DriftKind
from mcp_lintel.model.servers import ServerObject
from mcp_lintel.model.types import Endpoint
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.program.values import Function


def drifts(
    reader: Interpreter,
    facts: Mapping[str, s.FileFacts],
    manifest: Manifest,
    servers: Sequence[ServerObject],
    handlers: Iterable[tuple[Function, str, Endpoint]],
) -> tuple[object, ...]:
    """Every drift, once a place and name, the context parameters of handlers, and the declared framework ranges."""
    ranges, files = Ranges(manifest), files_of(reader, facts)
    found: dict[tuple[str, int, DriftKind, str], Drift] = {}
    imported = list(import_drifts(files, ranges))
    for drift in (*imported, *_used(reader, servers, files, ranges)):
        key = drift.place.path, drift.place.span.start, drift.kind, drift.name
        found.setdefault(key, drift)
    ordered = sorted(found.values(), key=lambda drift: (drift.place.path, drift.place.span, drift.name))
    return (*ordered, *dict.fromkeys(context_parameters(handlers, files)), *framework_ranges(manifest))


def _used(
    reader: Interpreter, servers: Sequence[ServerObject], files: Mapping[str, File], ranges: Ranges
) -> Iterator[Drift]:
    """What is used of servers, where nothing around it reckons with several versions."""
    components = frozenset(decorated(servers))
    for drift in (
        *call_drifts(servers, reader.events, ranges),
        *form_drifts(servers, files, ranges),
        *read_drifts(servers, reader.events, files, components, ranges),
        *hint_drifts(servers, reader.events, ranges),
    ):
        file = files.get(drift.place.path)
        name = drift.name.partition("`")[2].partition("`")[0].rpartition(".")[2]
        careful = file is not None and (
            drift.declared.distribution in file.spanned or file.guards.called(drift.place.span, name)
        )
        if not careful or drift.kind is DriftKind.HINT:
            yield drift
