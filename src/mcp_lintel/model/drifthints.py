"""Behaviour hints of tools under a name that no client reads.

Source: the protocol's five annotations; mcp 1 knows their camel-case names alone and keeps any other key as an extra,
mcp 2 takes the snake-case names as well and drops the rest.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from packaging.version import Version

from mcp_lintel.facts import expressions as e
from mcp_lintel.model.driftfiles import FRAMEWORKS
from mcp_lintel.model.driftrange import Ranges
from mcp_lintel.model.drifttypes import Drift, DriftKind, DriftState
from mcp_lintel.model.servers import MethodCall, ServerObject
from mcp_lintel.program.core import Event
from mcp_lintel.program.values import Table, dotted
from mcp_lintel.text.span import Place

HINTS = ("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint")
SNAKE_FROM = Version("2.0.0")
LEAST_LIKENESS = 0.85


def hint_drifts(servers: Sequence[ServerObject], events: Sequence[Event], ranges: Ranges) -> Iterator[Drift]:
    """One for each misspelt key of `ToolAnnotations(…)` and of a dict that stands for it."""
    newest = None if ranges.silent("mcp") else ranges.newest("mcp")
    snake = newest is not None and newest >= SNAKE_FROM
    for event in events:
        top, _, last = dotted(event.callee).partition(".")
        if top in FRAMEWORKS and last.rpartition(".")[2] == "ToolAnnotations":
            for key in event.args.named:
                yield from _drift(key, event.args.places.get(key, event.place), event.symbol, snake, ranges)
    for server in servers:
        for call in server.calls:
            for key, place in _keys(call):
                yield from _drift(key, place, call.event.symbol, snake, ranges)


def _keys(call: MethodCall) -> Iterator[tuple[str, Place]]:
    """The keys of a dict given as `annotations=` of a tool."""
    given = call.args.named.get("annotations")
    if call.method not in ("tool", "add_tool") or call.applied is not None or not isinstance(given, Table):
        return
    whole = call.args.places.get("annotations", call.event.place)
    written = call.args.written.get("annotations")
    places: dict[object, Place] = {}
    if isinstance(written, e.DictDisplay):
        constants = (key for key, _ in written.items if isinstance(key, e.Constant))
        places = {key.value: Place(whole.path, key.span) for key in constants}
    for key in given.items:
        if isinstance(key, str):
            yield key, places.get(key, whole)


def _drift(key: str, place: Place, symbol: str, snake: bool, ranges: Ranges) -> Iterator[Drift]:
    meant = meant_hint(key)
    if meant is None or key == meant or (snake and key == _snake(meant)):
        return
    declared = ranges.declared("mcp")
    instead = f"`{meant}`" + (f" or `{_snake(meant)}`" if snake else "")
    yield Drift(DriftKind.HINT, DriftState.NEVER, f"`{key}`", place, declared, "", instead, symbol)


def meant_hint(key: str) -> str | None:
    """The hint that a key is, or is a misspelling of."""
    plain = _plain(key)
    likeness = {hint: SequenceMatcher(None, plain, _plain(hint)).ratio() for hint in HINTS}
    best = max(HINTS, key=lambda hint: likeness[hint])
    return best if plain and likeness[best] >= LEAST_LIKENESS else None


def _plain(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower()).removesuffix("hint")


def _snake(hint: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f"_{found[1].lower()}", hint)
