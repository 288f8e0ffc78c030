"""The positions libcst's own provider gives, as offsets, to hold the walk against."""

import libcst as cst
from libcst.metadata import CodePosition, MetadataWrapper, PositionProvider

from mcp_lintel.facts.collect import Extract
from mcp_lintel.facts.syntax import parse, walk
from mcp_lintel.text.span import LineIndex, Span

WRAPPERS = (cst.Element, cst.Index, cst.FormattedStringExpression, cst.TemplatedStringExpression)
"""Nodes that become the fact of what they hold."""


def differences(text: str) -> list[tuple[str, Span, Span]]:
    """Every node whose span in the walk or in its fact is not the provider's: kind, ours, libcst's."""
    module, state, lines = parse(text), Extract(text), LineIndex(text)
    spans = walk(module, state.leave).spans
    provided = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    nodes = {id(node): node for node in provided}

    def offset(position: CodePosition) -> int:
        return lines.line_span(position.line).start + position.column

    def expected(node: cst.CSTNode) -> Span:
        return Span(offset(provided[node].start), offset(provided[node].end))

    ours = [(nodes[key], span) for key, span in spans.items()]
    made = [(nodes[key], fact) for key, fact in state.made.items()]
    ours += [(node, fact.span) for node, fact in made if hasattr(fact, "span") and not isinstance(node, WRAPPERS)]
    return [(type(node).__name__, span, expected(node)) for node, span in ours if span != expected(node)]
