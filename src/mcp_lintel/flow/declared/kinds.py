"""For which kinds of sinks the declared type of a value leaves nothing to harm."""

from collections.abc import Callable, Sequence

from mcp_lintel.flow.patterns.safety import safe_for
from mcp_lintel.model.types import Kind, Shape

ANY = frozenset({"any"})
TEXT = frozenset({"text"})
TEXT_AND_AMOUNT = frozenset({"text", "amount"})
TEXT_ALONE = frozenset({"query-nosql-value"})
"""For which any text is harmless, since it is no document."""
NONE: frozenset[str] = frozenset()
CHECKED = ("uuid", "date", "time", "decimal", "ip", "bool")


Checked = Callable[[Shape], frozenset[str]]
"""Tells the kinds for which the validators of a shape leave nothing to harm."""


def clears(shape: Shape, checked: Checked = lambda _: NONE) -> frozenset[str]:
    """The kinds (parents clear their children) for which values of a shape are harmless.

    Source: docs/02-security-architecture.md, "What makes it harmless".
    """
    match shape.kind:
        case Kind.UNION | Kind.ARRAY | Kind.MAPPING:
            return _common([clears(part, checked) for part in shape.parts if part.kind is not Kind.NULL]) | checked(
                shape
            )
    return _alone(shape) | checked(shape)


def _alone(shape: Shape) -> frozenset[str]:
    """What a value that has no parts is harmless for.

    Source of how a pattern is matched: pydantic 2, `Field.pattern` (Rust's `regex`, searched for; `$` is the end of
    the text); JSON Schema 2020-12 validation, 6.3.3 (a pattern is not anchored).
    """
    limits = shape.constraints.limits
    match shape.kind:
        case Kind.CHOICE | Kind.BOOLEAN | Kind.NULL:
            return ANY
        case Kind.INTEGER | Kind.NUMBER:
            return TEXT_AND_AMOUNT if "le" in limits or "lt" in limits else TEXT
        case Kind.SEMANTIC:
            return _semantic(shape.name.lower())
        case Kind.STRING:
            if "enum" in limits or "const" in limits:
                return ANY
            pattern = limits.get("pattern")
            return (safe_for(pattern, "pydantic") if isinstance(pattern, str) else NONE) | TEXT_ALONE
    return NONE


def unanchored(shape: Shape) -> frozenset[str]:
    """The kinds for which the pattern of a shape would leave nothing to harm if it spoke of the whole text."""
    pattern = shape.constraints.limits.get("pattern")
    return safe_for(pattern) if shape.kind is Kind.STRING and isinstance(pattern, str) else NONE


def _semantic(name: str) -> frozenset[str]:
    last = name.rpartition(".")[2]
    return ANY if any(word in last for word in CHECKED) and "url" not in last else NONE


def _common(every: Sequence[frozenset[str]]) -> frozenset[str]:
    """What all alternatives, or all parts, are harmless for."""
    if not every:
        return NONE
    common = frozenset.intersection(*(one | (TEXT_AND_AMOUNT if "any" in one else NONE) for one in every))
    return ANY if all("any" in one for one in every) else common
