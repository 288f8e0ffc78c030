"""For which kinds of sinks the declared type of a value leaves nothing to harm."""

from mcp_lintel.flow.patterns import safe_for
from mcp_lintel.model.types import Kind, Shape

ANY = frozenset({"any"})
TEXT = frozenset({"text"})
TEXT_AND_AMOUNT = frozenset({"text", "amount"})
NONE: frozenset[str] = frozenset()
CHECKED = ("uuid", "date", "time", "decimal", "ip", "bool")


def clears(shape: Shape) -> frozenset[str]:
    """The kinds (parents clear their children) for which values of a shape are harmless.

    Source: docs/02-security-architecture.md, "What makes it harmless".
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
            return safe_for(_whole(pattern)) if isinstance(pattern, str) else NONE
        case Kind.UNION:
            return _common(shape.parts)
        case Kind.ARRAY:
            return clears(shape.parts[0]) if shape.parts else NONE
        case Kind.MAPPING:
            return clears(shape.parts[1]) if len(shape.parts) > 1 else NONE
    return NONE


def _semantic(name: str) -> frozenset[str]:
    last = name.rpartition(".")[2]
    return ANY if any(word in last for word in CHECKED) and "url" not in last else NONE


def _whole(pattern: str) -> str:
    """A pydantic pattern is searched for; without anchors it says nothing, and `$` is the end of the text there."""
    return pattern[:-1] + r"\Z" if pattern.endswith("$") and not pattern.endswith(r"\$") else pattern


def _common(parts: tuple[Shape, ...]) -> frozenset[str]:
    """What all alternatives of a union are harmless for."""
    every = [clears(part) for part in parts if part.kind is not Kind.NULL]
    if not every:
        return NONE
    common = frozenset.intersection(*(one | (TEXT_AND_AMOUNT if "any" in one else NONE) for one in every))
    return ANY if all("any" in one for one in every) else common
