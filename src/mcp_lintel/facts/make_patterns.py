"""How the patterns of `match` become plain data."""

import libcst as cst

from mcp_lintel.facts import expressions as e
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.collect import Extract, makes
from mcp_lintel.text.span import Span


@makes(cst.MatchCase)
def _case(state: Extract, node: cst.MatchCase, span: Span) -> s.Case:
    values: list[e.Expr] = []
    names: list[str] = []
    _pattern(state, node.pattern, values, names)
    plain = isinstance(node.pattern, cst.MatchAs) and node.pattern.pattern is None and node.guard is None
    body, positions = state.made[id(node.body)], _positions(state, node.pattern)
    return s.Case(span, tuple(values), tuple(names), state.maybe(node.guard), body, plain, positions)


def _positions(state: Extract, node: cst.MatchPattern) -> tuple[tuple[e.Expr, ...], ...]:
    """What each item of a sequence pattern is compared with; nothing for one with a star."""
    if not isinstance(node, cst.MatchTuple | cst.MatchList):
        return ()
    items = [one.value for one in node.patterns if isinstance(one, cst.MatchSequenceElement)]
    return tuple(_alternatives(state, one) for one in items) if len(items) == len(node.patterns) else ()


def _alternatives(state: Extract, node: cst.MatchPattern) -> tuple[e.Expr, ...]:
    if isinstance(node, cst.MatchValue | cst.MatchSingleton):
        return (state.made[id(node.value)],)
    if isinstance(node, cst.MatchOr):
        found = [_alternatives(state, one.pattern) for one in node.patterns]
        return tuple(value for one in found for value in one) if all(found) else ()
    return _alternatives(state, node.pattern) if isinstance(node, cst.MatchAs) and node.pattern is not None else ()


def _pattern(state: Extract, node: cst.CSTNode, values: list[e.Expr], names: list[str]) -> None:
    """Collect what a pattern compares with and binds; class and mapping patterns give their names only."""
    if isinstance(node, cst.MatchValue | cst.MatchSingleton):
        values.append(state.made[id(node.value)])
    elif isinstance(node, cst.MatchAs | cst.MatchStar) and node.name is not None:
        names.append(node.name.value)
    for child in node.children:
        if not isinstance(child, cst.BaseExpression):
            _pattern(state, child, values, names)
