"""The rules about ignore comments themselves: the product's own, bound to no clause and in no pack."""

from mcp_lintel.rule import Confidence, Severity
from mcp_lintel.verdict.finding import RuleCard

UNUSED = "ignore-unused"
UNKNOWN = "ignore-unknown-rule"
REASONLESS = "ignore-without-reason"
MALFORMED = "ignore-malformed"


def _card(name: str, page: str) -> RuleCard:
    return RuleCard(
        name=name,
        title=page.partition("\n")[0].rstrip("."),
        page=page,
        clause="",
        clause_title="",
        document="",
        level="",
        severity=Severity.WARNING,
        confidence=Confidence.HIGH,
    )


OWN_CARDS: tuple[RuleCard, ...] = (
    _card(
        MALFORMED,
        """An ignore comment cannot be read.

## Why
A comment that looks like an ignore and is not one hides nothing, and its author believes that it does.

## Fix
Write `# lintel: ignore[rule-name] reason` at the end of the line or on a line of its own above it, or
`# lintel: ignore-file[rule-name] reason` for the whole file. Several names are parted by commas.""",
    ),
    _card(
        UNKNOWN,
        """An ignore comment names a rule that does not exist.

## Why
The name is misspelt, or the rule was renamed or belongs to a pack that is not installed; nothing is ignored.

## Fix
Correct the name; `mcp-lintel rules` lists them all.""",
    ),
    _card(
        UNUSED,
        """An ignore comment matches no finding.

## Why
The fault was repaired or has moved away. Left in place, the comment would hide the next fault of that kind.
A rule that was not selected in this run is never called unused.

## Fix
Remove the comment, or the one rule name that is no longer needed.""",
    ),
    _card(
        REASONLESS,
        """An ignore comment gives no reason.

## Why
Whoever reads the code or audits the server later must know why the standard does not apply here. The comment
still works; it is told so that the reason is written down.

## Fix
Add the reason in words after the bracket: `# lintel: ignore[rule-name] the gateway in front checks this`.""",
    ),
)
"""What `explain` and reports tell of the four rules, sorted by name."""

OWN_NAMES = frozenset(card.name for card in OWN_CARDS)
