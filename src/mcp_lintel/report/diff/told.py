"""What the formats of a comparison have in common."""

from mcp_lintel.report.diff.types import Change, Comparison, Level
from mcp_lintel.verdict.judge import count

OPEN_HEADING = "The answer is not complete: not known without running the code"


def subject(change: Change) -> str:
    """Of what a change tells, in words for people: `tool get_order, parameter limit`; "" for the server itself."""
    if change.item == "server":
        return ""
    of = f", parameter {change.parameter}" if change.parameter else ""
    return f"{change.item} {change.name}{of}"


def verdict(found: Comparison) -> str:
    """One sentence with the counts."""
    numbers = {level: found.number(level) for level in Level}
    if not any(numbers.values()):
        return "nothing that a client would notice"
    words = [
        count(numbers[Level.BREAKING], "breaking change") if numbers[Level.BREAKING] else "no breaking change",
        f"{numbers[Level.MAYBE]:,} that may be" if numbers[Level.MAYBE] else "",
        count(numbers[Level.NOTE], "note") if numbers[Level.NOTE] else "",
    ]
    return ", ".join(word for word in words if word)


def objects_note(found: Comparison) -> str:
    """What is not compared of objects; "" where there are none."""
    if not found.objects:
        return ""
    verb = "is an object" if found.objects == 1 else "are objects"
    return f"{count(found.objects, 'parameter')} {verb} whose fields are not compared."
