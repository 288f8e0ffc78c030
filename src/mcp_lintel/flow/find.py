"""From entries to flows: what clients send, followed to every sink it reaches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mcp_lintel.flow.design import by_design
from mcp_lintel.flow.stack import on_large_stack
from mcp_lintel.flow.surface import Surface, surface_of
from mcp_lintel.flow.tables.load import Tables
from mcp_lintel.flow.types import Flow, Origin, Step, Taint, Trace
from mcp_lintel.flow.walk.engine import Engine
from mcp_lintel.model.entries import Entry
from mcp_lintel.program.interpreter import Interpreter
from mcp_lintel.text.span import Place


@dataclass(frozen=True, slots=True)
class FlowReport:
    """The flows of a project in order, and where following them was cut short, with the reason."""

    flows: tuple[Flow, ...]
    bounds: tuple[tuple[Place, str], ...] = ()
    read: frozenset[Place] = frozenset()
    """The functions that run for a client, each as the whole of its code."""


def find_flows(reader: Interpreter, entries: Sequence[Entry], tables: Tables) -> FlowReport:
    """Everything that reaches a sink from what clients can call."""
    return on_large_stack(lambda: _found(reader, entries, tables))


def _found(reader: Interpreter, entries: Sequence[Entry], tables: Tables) -> FlowReport:
    engine = Engine(reader, tables)
    found: dict[tuple[object, ...], Flow] = {}
    for entry in entries:
        for flow, own in _flows(engine, entry):
            tool = flow.tool if own else ""
            key = (flow.family[-3:], flow.place, tool, flow.parameter, flow.source, flow.part)
            known = found.get(key)
            if known is None or _better(flow, known):
                found[key] = flow
    found = _surest(_declared(found, entries))
    flows = sorted(_folded(found.values()), key=lambda f: (f.place.path, f.place.span, f.sink, f.tool, f.parameter))
    return FlowReport(
        tuple(flows), tuple((place, what) for what, place in engine.bounds.items()), frozenset(engine.read)
    )


def _declared(found: dict[tuple[object, ...], Flow], entries: Sequence[Entry]) -> dict[tuple[object, ...], Flow]:
    """Without what a handler's entry for names that no tool has tells again."""
    spare = {entry.name for entry in entries if entry.arguments and not entry.prefilled}
    told = {(flow.place, flow.sink) for flow in found.values() if flow.tool not in spare}
    return {key: flow for key, flow in found.items() if flow.tool not in spare or (flow.place, flow.sink) not in told}


def _surest(found: dict[tuple[object, ...], Flow]) -> dict[tuple[object, ...], Flow]:
    """Of what went through something unknown, one flow for each tool and sink, and none beside a sure one."""
    sure = {(flow.place, flow.tool, flow.source) for flow in found.values() if flow.sure}
    kept, told = {}, set()
    for key, flow in found.items():
        end = (flow.place, flow.tool, flow.source)
        if not flow.sure and (end in sure or end in told):
            continue
        told.add(end)
        kept[key] = flow
    return kept


def _better(flow: Flow, known: Flow) -> bool:
    return (not flow.sure, bool(flow.weak), len(flow.steps)) < (not known.sure, bool(known.weak), len(known.steps))


def _flows(engine: Engine, entry: Entry) -> Iterator[tuple[Flow, bool]]:
    """The flows of an entry, each with whether it starts in what this entry is sent."""
    surface = surface_of(engine, entry)
    for arrival, taint, trace in surface.arrivals():
        source = surface.source(taint)
        if source is None:
            continue
        kind, parameter, cleared = source
        if taint.vague and (parameter == "arguments" or (kind != "client" and arrival.kind == "answer")):
            continue
        family = engine.tables.family(arrival.kind if arrival.kind != "argv" else "program")
        if not cleared.isdisjoint(family):
            continue
        whole = not taint.lead and taint.view in ("", "lowered")
        flow = Flow(
            sink=family[0], family=family, source=kind, call=arrival.call, place=arrival.place, symbol=arrival.symbol,
            surface=entry.surface, tool=entry.name, parameter=parameter, entry=entry.function.symbol,
            lead=taint.lead, steps=_steps(surface, trace, taint), whole=whole,
            sure=not taint.vague, weak=arrival.weak or surface.unanchored(taint, family),
            by_design=by_design(entry.name, parameter, family, taint),
            over_http=entry.endpoint.transports.over_http, part=arrival.part,
        )  # fmt: skip
        yield flow, not isinstance(taint.label.root, Origin)


def _steps(surface: Surface, trace: Trace, taint: Taint) -> Trace:
    if isinstance(taint.label.root, Origin) or not trace:
        return trace
    name = surface.parameter(taint)
    first = Step(trace[0].place, f"`{name}` is what a client sends to {surface.entry.surface} `{surface.entry.name}`")
    return (first, *trace[1:])


def _folded(flows: Iterable[Flow]) -> Iterator[Flow]:
    """What a tool is for is told once for each tool and kind of sink."""
    designed: set[tuple[str, str]] = set()
    for flow in sorted(flows, key=lambda f: (not f.by_design, f.place.path, f.place.span)):
        if flow.by_design:
            if (flow.tool, flow.sink) in designed:
                continue
            designed.add((flow.tool, flow.sink))
        yield flow
