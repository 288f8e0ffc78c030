"""From a libcst module to plain facts, in the walk of `syntax`: every node is made from what its children became."""

from mcp_lintel.facts import make_expressions, make_patterns, make_statements
from mcp_lintel.facts import statements as s
from mcp_lintel.facts.collect import Extract
from mcp_lintel.facts.syntax import parse, walk
from mcp_lintel.text.source import SourceFile

MAKERS_IN = (make_expressions, make_patterns, make_statements)
"""The modules whose makers an extraction uses."""


def extract(source: SourceFile) -> s.FileFacts:
    """The facts of one file; raises SyntaxFault."""
    module = parse(source.text)
    state = Extract(source.text)
    walk(module, state.leave)
    body: list[s.Stmt] = []
    for node in module.body:
        made = state.made.get(id(node))
        body.extend(made if isinstance(made, tuple) else () if made is None else (made,))
    return s.FileFacts(source.path, tuple(body), tuple(state.comments))
