"""The functions that the clauses name as sinks are those that client input is followed to."""

import pytest

from mcp_lintel.flow.tables.load import load_tables
from mcp_lintel.standard.load import load_standard

KINDS = {
    "SEC-51": {"code"},
    "SEC-52": {"deserialise"},
    "SEC-53": {"archive", "decompress"},
    "SEC-54": {"template"},
    "SEC-55": {"pattern"},
    "SEC-56": {"attribute", "import"},
    "SEC-57": {"redirect"},
}
STANDARD = load_standard()
TABLES = load_tables()


def named() -> list[tuple[str, str]]:
    """Each clause with each function that it names."""
    clauses = [clause for id in KINDS if (clause := STANDARD.clause(id)) is not None]
    return [(clause.id, str(name)) for clause in clauses for name in clause.parameters["sinks"]]  # type: ignore[union-attr]


@pytest.mark.parametrize(("clause", "name"), named())
def test_a_sink_that_a_clause_names_is_one(clause: str, name: str) -> None:
    sinks = (*TABLES.sinks(name), *TABLES.sinks(f"builtins.{name}"))
    families = {kind for sink in sinks for kind in TABLES.family(sink.kind)}
    assert not families.isdisjoint(KINDS[clause])
