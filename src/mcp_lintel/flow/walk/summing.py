"""The summary of a function whose statements were walked."""

from mcp_lintel.flow.domain.meet import meet
from mcp_lintel.flow.domain.truths import outline
from mcp_lintel.flow.domain.values import ANY_ITEM, item, join
from mcp_lintel.flow.frames.frame import MOST_RETURNS, Frame, Summary
from mcp_lintel.flow.frames.shared import left
from mcp_lintel.flow.types import NOTHING, Root, Value


def summed(frame: Frame) -> Summary:
    """The summary of a function that was walked."""
    summary = frame.summary
    results = [value for value, _ in frame.returns]
    joined = join(*results) if results else NOTHING
    if frame.yields:
        joined = Value(fields={ANY_ITEM: join(*map(item, frame.yields))}, kind="generator")
    elif 1 < len(frame.returns) <= MOST_RETURNS and _differ(frame):
        cases = tuple((outline(value), guards) for value, guards in frame.returns)
        joined = Value(joined.taints, joined.constant, joined.fields, joined.functions, joined.kind, cases)
    summary.result = joined
    summary.ends = bool(frame.returns or frame.yields)
    if frame.returns:
        checked = [guards for (_, guards), state in zip(frame.returns, frame.exits, strict=True) if not state.excused]
        summary.after = meet(checked or [guards for _, guards in frame.returns])
    summary.outs = {**_outs(frame), **left(frame)}
    return summary


def _differ(frame: Frame) -> bool:
    """Do the returns differ in what was checked before them?"""
    told = {
        frozenset((label, kind) for label, checks in guards.items() for kind in checks) for _, guards in frame.returns
    }
    return len(told) > 1 or any(value.cases for value, _ in frame.returns)


def _outs(frame: Frame) -> dict[Root, Value]:
    """The parts that a function put into its parameters."""
    found: dict[Root, Value] = {}
    for index, param in enumerate(frame.function.node.params):
        if param.name in frame.own:
            continue
        for state in (*frame.exits, frame.state):
            value = state.names.get(param.name, NOTHING)
            if value.fields:
                found[index] = (
                    join(found[index], Value(fields=value.fields)) if index in found else (Value(fields=value.fields))
                )
    return found
