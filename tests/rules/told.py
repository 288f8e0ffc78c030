"""What all rules on flows say of one flow, with the figures of the standard."""

from mcp_lintel.flow.types import Flow
from mcp_lintel.packs import load_rules
from mcp_lintel.rule import Hit
from mcp_lintel.standard.load import load_standard

from .fakes import hits_of

STANDARD = load_standard()
ON_FLOWS = [rule for rule in load_rules() if rule.on is Flow]


def told(subject: Flow) -> dict[str, Hit]:
    """By rule what it says; none says two things."""
    found: dict[str, Hit] = {}
    for rule in ON_FLOWS:
        clause = STANDARD.clause(rule.clause)
        assert clause is not None
        names = rule.options.__dataclass_fields__ if rule.options else ()
        hits = hits_of(rule.name, subject, **{name: _tuple(clause.parameters[name]) for name in names})
        assert len(hits) <= 1
        if hits:
            found[rule.name] = hits[0]
    return found


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, (list, tuple)) else value
