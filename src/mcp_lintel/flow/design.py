"""What a tool is there for: running the commands, queries or code that it is given."""

from collections.abc import Mapping

from mcp_lintel.flow.types import Taint
from mcp_lintel.model.words import split_name

SAID = (
    "run", "exec", "execute", "shell", "command", "cmd", "query", "sql", "eval", "script", "code", "terminal", "bash",
)  # fmt: skip
"""Words of tools that run what they are given, and of their parameters."""
MEANT: Mapping[str, frozenset[str]] = {
    "shell": frozenset({"command", "cmd", "shell", "script"}),
    "program": frozenset({"command", "cmd", "program", "executable"}),
    "code": frozenset({"code", "script"}),
    "query-sql": frozenset({"sql", "query", "statement"}),
    "query-graph": frozenset({"query", "cypher", "statement"}),
    "query-search": frozenset({"query", "body", "dsl"}),
    "query-nosql": frozenset({"query", "body", "filter", "pipeline"}),
}
"""By the kind of a sink, names of parameters that are what is run there, whatever the tool is called."""


def by_design(tool: str, parameter: str, family: tuple[str, ...], taint: Taint) -> bool:
    """Does a parameter say that it is what runs at the sink, and reach it whole?

    Its name may say so alone, or with the tool's: `expression` of `eval_expression`, and not of `add_numbers`.
    """
    meant = next((MEANT[kind] for kind in family if kind in MEANT), None)
    if meant is None or taint.lead or taint.view not in ("", "lowered"):
        return False
    last = parameter.rpartition(".")[2]
    if not meant.isdisjoint(split_name(last)):
        return True
    named = any(word in last.lower() for word in (*SAID, "expression", "statement"))
    return named and any(word in tool.lower() for word in SAID)
